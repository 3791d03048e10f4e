//! What a task does next.

use std::sync::Arc;

use futures::StreamExt;
use queryset::{
    backend::{Lease, Pool},
    error::{Error, ErrorKind, Result},
    value::Value,
};

use crate::{chance::Chance, ledger::Ledger, place::Server};

pub(crate) fn table(server: Server) -> Arc<str> {
    let engine = if server == Server::Mysql { " ENGINE=InnoDB" } else { "" };
    format!("CREATE TABLE storm (tag BIGINT NOT NULL PRIMARY KEY){engine}").into()
}

pub(crate) async fn random(server: Server, pool: &Pool, ledger: &Ledger, chance: &mut Chance) {
    let tag = ledger.tag();
    let deed = chance.below(10);
    let mut inner = Chance::new(tag.unsigned_abs());
    let ended = match deed {
        0..=2 => {
            chance.maybe(select(server, pool, tag, false)).await.map(|it| right(ledger, tag, it))
        }
        3 => chance.maybe(select(server, pool, tag, true)).await.map(|it| right(ledger, tag, it)),
        4 => chance.maybe(insert(server, pool, tag)).await.map(|it| written(ledger, tag, it)),
        5 => chance.maybe(fail(server, pool)).await.map(|it| failed(ledger, &it)),
        6 => chance
            .maybe(stream(server, pool, tag, &mut inner))
            .await
            .map(|it| right(ledger, tag, it)),
        7 => committed(server, pool, ledger, tag, chance).await,
        8 => {
            ledger.forbid(tag);
            chance.maybe(abandoned(server, pool, tag)).await.map(|it| right(ledger, tag, it))
        }
        _ => again(server, pool, tag, chance).await.map(|it| right(ledger, tag, it)),
    };
    ledger.count(ended.is_some());
}

fn right(ledger: &Ledger, tag: i64, seen: Result<i64>) {
    match seen {
        Ok(it) if it == tag => (),
        Ok(it) => ledger.anomaly(format!("{it} in place of {tag}")),
        Err(error) => ledger.anomaly(format!("an error of somebody else: {error:?}")),
    }
}

fn written(ledger: &Ledger, tag: i64, done: Result<()>) {
    match done {
        Ok(()) => ledger.acknowledge(tag),
        Err(error) => ledger.anomaly(format!("a write failed: {error:?}")),
    }
}

fn failed(ledger: &Ledger, done: &Result<()>) {
    let is_its_own = |error: &Error| {
        error.kind() == ErrorKind::InvalidValue || error.to_string().contains("integer overflow")
    };
    if !done.as_ref().is_err_and(is_its_own) {
        ledger.anomaly(format!("instead of its own error: {done:?}"));
    }
}

async fn tag_of(server: Server, lease: &mut Lease, tag: i64, text: &str) -> Result<i64> {
    let mut seen = Vec::new();
    let statement = server.statement(text, vec![Value::BigInteger(tag)]);
    lease
        .fetch(&statement, &mut |row| {
            seen.push(row.integer()?.unwrap_or_default());
            Ok(())
        })
        .await?;
    Ok(if seen.len() == 1 { seen[0] } else { -i64::try_from(seen.len()).unwrap() })
}

async fn select(server: Server, pool: &Pool, tag: i64, new: bool) -> Result<i64> {
    let mut lease = pool.acquire().await?;
    let text = if new { format!("SELECT ? + {}", tag % 1_000) } else { "SELECT ? + 0".to_owned() };
    let seen = tag_of(server, &mut lease, tag, &text).await?;
    Ok(if new { seen - tag % 1_000 } else { seen })
}

async fn insert(server: Server, pool: &Pool, tag: i64) -> Result<()> {
    let mut lease = pool.acquire().await?;
    write(server, &mut lease, tag).await
}

async fn write(server: Server, lease: &mut Lease, tag: i64) -> Result<()> {
    let done = lease
        .execute(
            &server.statement("INSERT INTO storm (tag) VALUES (?)", vec![Value::BigInteger(tag)]),
        )
        .await?;
    assert_eq!(done.rows_affected, 1);
    Ok(())
}

async fn fail(server: Server, pool: &Pool) -> Result<()> {
    let mut lease = pool.acquire().await?;
    let text = match server {
        Server::Postgres => "SELECT 1 / (? - 1)",
        Server::Sqlite => "SELECT abs(-9223372036854775807 - ?)",
        Server::Mysql => "SELECT 9223372036854775807 + ?",
    };
    lease.execute(&server.statement(text, vec![Value::BigInteger(1)])).await.map(drop)
}

/// Reads some of many rows, each with the tag.
async fn stream(server: Server, pool: &Pool, tag: i64, chance: &mut Chance) -> Result<i64> {
    let mut lease = pool.acquire().await?;
    let text = match server {
        Server::Postgres => "SELECT ? + i - i FROM generate_series(1, 10000) i",
        Server::Sqlite => {
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) SELECT ? FROM n"
        }
        Server::Mysql => "SELECT ? + seq - seq FROM seq_1_to_20000",
    };
    let mut rows = lease.stream(server.statement(text, vec![Value::BigInteger(tag)]));
    for _ in 0..=chance.below(3_000) {
        let seen =
            rows.next().await.transpose()?.map(|mut row| row.integer()).transpose()?.flatten();
        if seen != Some(tag) {
            return Ok(seen.unwrap_or(-1));
        }
    }
    Ok(tag)
}

/// A transaction that is committed, unless it is dropped on the way.
async fn committed(
    server: Server,
    pool: &Pool,
    ledger: &Ledger,
    tag: i64,
    chance: &mut Chance,
) -> Option<()> {
    let mut asked = false;
    let transaction = async {
        let mut lease = pool.acquire().await?;
        lease.begin(begin(server)).await?;
        write(server, &mut lease, tag).await?;
        let seen = tag_of(server, &mut lease, tag, "SELECT tag FROM storm WHERE tag = ?").await?;
        asked = true;
        lease.commit("COMMIT".into()).await?;
        Ok::<_, Error>(seen)
    };
    let done = chance.maybe(transaction).await;
    match &done {
        Some(Ok(_)) => ledger.acknowledge(tag),
        None if !asked => ledger.forbid(tag),
        _ => (),
    }
    done.map(|it| right(ledger, tag, it))
}

/// A transaction that is never committed.
async fn abandoned(server: Server, pool: &Pool, tag: i64) -> Result<i64> {
    let mut lease = pool.acquire().await?;
    lease.begin(begin(server)).await?;
    write(server, &mut lease, tag).await?;
    Ok(tag)
}

fn begin(server: Server) -> Arc<str> {
    if server == Server::Sqlite { "BEGIN IMMEDIATE" } else { "BEGIN" }.into()
}

/// A statement is dropped, and the same lease goes on.
async fn again(server: Server, pool: &Pool, tag: i64, chance: &mut Chance) -> Option<Result<i64>> {
    let mut lease = match pool.acquire().await {
        Ok(lease) => lease,
        Err(error) => return Some(Err(error)),
    };
    let slow = if server == Server::Postgres {
        "SELECT ? + 0 FROM pg_sleep(0.001)"
    } else {
        "SELECT ? + 0"
    };
    let first = chance.maybe(tag_of(server, &mut lease, tag, slow)).await;
    let second = tag_of(server, &mut lease, tag, "SELECT ? + 0").await;
    match (first, second) {
        (None, Ok(it)) if it == tag => None,
        (_, other) => Some(other),
    }
}
