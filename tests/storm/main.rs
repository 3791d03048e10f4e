//! Storms: futures and streams dropped at random points under load, transactions in each other's way, servers that hang up.
//!
//! `QUERYSET_STORM` says how many operations the storms on the public face have in place of one twentieth of their full
//! count: `QUERYSET_STORM=full`, or a number.
//!
//! Every query returns a tag of its task alone, no task sees another's row or error, every acknowledged write is there,
//! nothing of an abandoned transaction is, and PostgreSQL's connections survive.

#![allow(unreachable_pub, reason = "nothing here is for other crates")]
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first thing that is wrong"
)]
#![allow(clippy::print_stderr, reason = "the storm tells what it went through")]

#[macro_use]
#[path = "../backend/ring.rs"]
mod ring;

#[path = "../backend/place.rs"]
#[allow(dead_code, reason = "the storm uses a part")]
mod place;

mod bank;
mod chance;
mod conflicts;
mod cut;
mod deed;
mod ledger;
mod paths;
mod shuffled;
mod transfer;
mod upserts;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use place::{Place, Server, number};
use queryset::backend::Pool;

use crate::{chance::Chance, ledger::Ledger};

const TASKS: u64 = 64;
const CONNECTIONS: usize = 8;

trial!(a_storm_of_dropped_futures_leaves_no_trace);
fn a_storm_of_dropped_futures_leaves_no_trace(server: Server) {
    storm(server, if server == Server::Postgres { 20_000 } else { 5_000 });
}

fn storm(server: Server, drops: u64) {
    runtime().block_on(async {
        let place = Place::new(server).await;
        let pool = place.pool(CONNECTIONS).await;
        rage(server, &pool, drops).await;
        pool.close().await;
        place.gone().await;
    });
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

/// How many operations there are to be, where there are `full` in a whole run.
fn count(full: u64) -> u64 {
    match std::env::var("QUERYSET_STORM").as_deref() {
        Ok("full") => full,
        Ok(number) => number.parse().expect("QUERYSET_STORM is `full` or a number"),
        Err(_) => full / 20,
    }
}

/// Runs so many tasks in the scope of this one, and waits for all.
async fn at_once<F>(tasks: u64, work: impl Fn(u64) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    for task in futures::future::join_all((0..tasks).map(|task| queryset::spawn(work(task)))).await
    {
        task.unwrap();
    }
}

async fn rage(server: Server, pool: &Pool, drops: u64) {
    pool.acquire().await.unwrap().run(deed::table(server)).await.unwrap();
    let ledger = Arc::new(Ledger::new(drops));
    let started = Instant::now();
    let tasks: Vec<_> = (0..TASKS)
        .map(|task| {
            let (pool, ledger) = (pool.clone(), ledger.clone());
            tokio::spawn(async move {
                let mut chance = Chance::new(task);
                while ledger.goes_on() {
                    deed::random(server, &pool, &ledger, &mut chance).await;
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    let elapsed = started.elapsed();
    tokio::time::sleep(Duration::from_millis(600)).await;
    let status = pool.status();
    eprintln!("{}: {} in {elapsed:?}; {status:?}", server.name(), ledger.summary());
    ledger.check_anomalies();
    check_writes(server, pool, &ledger).await;
    check_transactions(server, pool).await;
    if server == Server::Postgres {
        let limit = CONNECTIONS as u64 + ledger.dropped() / 100;
        assert!(
            status.opened <= limit,
            "{} connections were opened; {limit} are allowed",
            status.opened
        );
    }
}

async fn check_writes(server: Server, pool: &Pool, ledger: &Ledger) {
    let mut lease = pool.acquire().await.unwrap();
    let mut there = std::collections::HashSet::new();
    lease
        .fetch(&server.statement("SELECT tag FROM storm", vec![]), &mut |row| {
            assert!(there.insert(row.integer()?.unwrap()), "a write was made twice");
            Ok(())
        })
        .await
        .unwrap();
    ledger.check_writes(&there);
}

async fn check_transactions(server: Server, pool: &Pool) {
    let open = match server {
        Server::Sqlite => {
            let mut leases = Vec::new();
            for _ in 0..pool.status().max_connections {
                let mut lease = pool.acquire().await.unwrap();
                // Refused inside a transaction, and if another connection were still writing.
                lease.begin("BEGIN IMMEDIATE".into()).await.unwrap();
                lease.rollback("ROLLBACK".into()).await.unwrap();
                leases.push(lease);
            }
            return;
        }
        Server::Postgres => {
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'"
        }
        Server::Mysql => {
            // Other tests of the same server have transactions of their own.
            "SELECT count(*) FROM information_schema.innodb_trx t JOIN information_schema.processlist p \
             ON p.id = t.trx_mysql_thread_id WHERE p.db = database()"
        }
    };
    let mut lease = pool.acquire().await.unwrap();
    assert_eq!(
        number(&mut lease, &server.statement(open, vec![])).await.unwrap(),
        0,
        "a transaction is open"
    );
}

fn main() -> std::process::ExitCode {
    ring::run()
}
