//! 10 000 rows written at once: `queryset` beside the same statements by hand.
//!
//! Every call is a transaction that is rolled back, so that the table stays as it is. The objects are made anew for each
//! call, by all contenders alike; what comes back is how many of them have a key, or how many rows were updated.

use futures::TryStreamExt;
use queryset::{Database, prelude::*};
use sqlx::{Connection, Executor, PgConnection, Row, SqliteConnection};
use tokio_postgres::Client;

use crate::{
    Outcome,
    models::{ROWS, Visitor},
    race::{Plan, Race, Rounds},
    table::Table,
};

const INSERT: &str = "INSERT INTO smoke_visitor (name, hair) SELECT * FROM unnest($1::text[], $2::text[]) RETURNING id";
const UPDATE: &str = "UPDATE smoke_visitor SET name = r.name, hair = r.hair \
     FROM unnest($1::bigint[], $2::text[], $3::text[]) AS r (id, name, hair) WHERE smoke_visitor.id = r.id";

/// How many rows the statements have that are written by hand for `SQLite`.
const CHUNK: usize = 1_000;

const ROUNDS: Rounds = Rounds { rounds: 40, calls: 1 };

/// Visitors that are not there yet, the keys 0.
pub(crate) fn newcomers() -> Vec<Visitor> {
    changed().into_iter().map(|it| Visitor { id: 0, ..it }).collect()
}

/// All visitors with new names.
pub(crate) fn changed() -> Vec<Visitor> {
    let hair = |it: i64| (it % 2 == 0).then(|| "hair color".to_owned());
    let keys = 1..=i64::try_from(ROWS).unwrap_or_default();
    keys.map(|id| Visitor { id, name: format!("Visitor {id}"), hair: hair(id) }).collect()
}

fn with_keys(visitors: &[Visitor]) -> u64 {
    visitors.iter().filter(|it| it.id > 0).count() as u64
}

/// What the library does.
pub(crate) async fn create(database: &Database) -> Outcome<u64> {
    let tx = database.begin().await?;
    let added = Visitor::objects().using(&tx).abulk_create(newcomers()).await?;
    tx.rollback().await?;
    Ok(with_keys(&added))
}

/// What the library does.
pub(crate) async fn update(database: &Database) -> Outcome<u64> {
    let tx = database.begin().await?;
    let visitors = Visitor::objects().using(&tx);
    let updated = visitors.abulk_update(&changed(), |v| (v.name(), v.hair())).await?;
    tx.rollback().await?;
    Ok(updated)
}

/// One statement with an array for each column.
pub(crate) async fn tokio_create(client: &Client) -> Outcome<u64> {
    let statement = client.prepare_typed(INSERT, &[]).await?;
    client.batch_execute("BEGIN").await?;
    let mut added = newcomers();
    let names: Vec<_> = added.iter().map(|it| it.name.as_str()).collect();
    let hair: Vec<_> = added.iter().map(|it| it.hair.as_deref()).collect();
    let rows = client.query(&statement, &[&names, &hair]).await?;
    for (visitor, row) in added.iter_mut().zip(&rows) {
        visitor.id = row.try_get(0)?;
    }
    client.batch_execute("ROLLBACK").await?;
    Ok(with_keys(&added))
}

/// One statement with an array for each column.
pub(crate) async fn tokio_update(client: &Client) -> Outcome<u64> {
    let statement = client.prepare_typed(UPDATE, &[]).await?;
    client.batch_execute("BEGIN").await?;
    let visitors = changed();
    let keys: Vec<_> = visitors.iter().map(|it| it.id).collect();
    let names: Vec<_> = visitors.iter().map(|it| it.name.as_str()).collect();
    let hair: Vec<_> = visitors.iter().map(|it| it.hair.as_deref()).collect();
    let updated = client.execute(&statement, &[&keys, &names, &hair]).await?;
    client.batch_execute("ROLLBACK").await?;
    Ok(updated)
}

/// `PostgreSQL`.
pub(crate) async fn postgres(
    database: &Database,
    client: &Client,
    url: &str,
    plan: &Plan,
) -> Outcome<[Table; 2]> {
    // The rows have been made with keys of their own, of which the sequence does not know.
    client.batch_execute("SELECT setval('smoke_visitor_id_seq', 10000)").await?;
    let mut bare = PgConnection::connect(url).await?;
    let created = Race::new("PostgreSQL: create 10 000 rows", plan)
        .lane("tokio-postgres, unnest by hand", async |_| tokio_create(client).await)
        .lane("sqlx, unnest by hand", async |_| sqlx_create(&mut bare).await)
        .lane("queryset", async |_| create(database).await)
        .run(ROUNDS)
        .await?;
    let mut bare = PgConnection::connect(url).await?;
    let updated = Race::new("PostgreSQL: update 10 000 rows", plan)
        .lane("tokio-postgres, unnest by hand", async |_| tokio_update(client).await)
        .lane("sqlx, unnest by hand", async |_| sqlx_update(&mut bare).await)
        .lane("queryset", async |_| update(database).await)
        .run(ROUNDS)
        .await?;
    Ok([created, updated])
}

async fn sqlx_create(bare: &mut PgConnection) -> Outcome<u64> {
    let mut tx = bare.begin().await?;
    let mut added = newcomers();
    let names: Vec<_> = added.iter().map(|it| it.name.as_str()).collect();
    let hair: Vec<_> = added.iter().map(|it| it.hair.as_deref()).collect();
    let rows = sqlx::query(INSERT).bind(names).bind(hair).fetch_all(&mut *tx).await?;
    for (visitor, row) in added.iter_mut().zip(&rows) {
        visitor.id = row.try_get(0)?;
    }
    tx.rollback().await?;
    Ok(with_keys(&added))
}

async fn sqlx_update(bare: &mut PgConnection) -> Outcome<u64> {
    let mut tx = bare.begin().await?;
    let visitors = changed();
    let keys: Vec<_> = visitors.iter().map(|it| it.id).collect();
    let names: Vec<_> = visitors.iter().map(|it| it.name.as_str()).collect();
    let hair: Vec<_> = visitors.iter().map(|it| it.hair.as_deref()).collect();
    let done = sqlx::query(UPDATE).bind(keys).bind(names).bind(hair).execute(&mut *tx).await?;
    tx.rollback().await?;
    Ok(done.rows_affected())
}

/// `SQLite`.
pub(crate) async fn sqlite(database: &Database, url: &str, plan: &Plan) -> Outcome<[Table; 2]> {
    let mut many = SqliteConnection::connect(url).await?;
    let mut single = SqliteConnection::connect(url).await?;
    let created = Race::new("SQLite: create 10 000 rows", plan)
        .lane("sqlx, VALUES of 1 000 rows", async |_| sqlite_create(&mut many, CHUNK).await)
        .lane("sqlx, row by row", async |_| sqlite_create(&mut single, 1).await)
        .lane("queryset", async |_| create(database).await)
        .run(ROUNDS)
        .await?;
    let updated = Race::new("SQLite: update 10 000 rows", plan)
        .lane("sqlx, VALUES of 1 000 rows", async |_| sqlite_update(&mut many).await)
        .lane("sqlx, row by row", async |_| sqlite_update_each(&mut single).await)
        .lane("queryset", async |_| update(database).await)
        .run(ROUNDS)
        .await?;
    many.close().await?;
    single.close().await?;
    Ok([created, updated])
}

/// `(?, ?), (?, ?), …`
fn places(rows: usize, values: usize) -> String {
    let row = format!("({})", vec!["?"; values].join(", "));
    vec![row.as_str(); rows].join(", ")
}

async fn sqlite_create(bare: &mut SqliteConnection, chunk: usize) -> Outcome<u64> {
    bare.execute("BEGIN IMMEDIATE").await?;
    let mut added = newcomers();
    let sql =
        format!("INSERT INTO smoke_visitor (name, hair) VALUES {} RETURNING id", places(chunk, 2));
    for part in added.chunks_mut(chunk) {
        let mut query = sqlx::query(sqlx::AssertSqlSafe(sql.clone()));
        for visitor in part.iter() {
            query = query.bind(visitor.name.clone()).bind(visitor.hair.clone());
        }
        let mut rows = query.fetch(&mut *bare);
        for visitor in part {
            visitor.id = rows.try_next().await?.ok_or("a row is missing")?.try_get(0)?;
        }
        // The statement is over when its rows are.
        while rows.try_next().await?.is_some() {}
    }
    bare.execute("ROLLBACK").await?;
    Ok(with_keys(&added))
}

async fn sqlite_update(bare: &mut SqliteConnection) -> Outcome<u64> {
    bare.execute("BEGIN IMMEDIATE").await?;
    let sql = format!(
        "UPDATE smoke_visitor SET name = r.column2, hair = r.column3 FROM (VALUES {}) AS r \
         WHERE smoke_visitor.id = r.column1",
        places(CHUNK, 3)
    );
    let mut updated = 0;
    for part in changed().chunks(CHUNK) {
        let mut query = sqlx::query(sqlx::AssertSqlSafe(sql.clone()));
        for visitor in part {
            query = query.bind(visitor.id).bind(visitor.name.clone()).bind(visitor.hair.clone());
        }
        updated += query.execute(&mut *bare).await?.rows_affected();
    }
    bare.execute("ROLLBACK").await?;
    Ok(updated)
}

async fn sqlite_update_each(bare: &mut SqliteConnection) -> Outcome<u64> {
    const ONE: &str = "UPDATE smoke_visitor SET name = ?, hair = ? WHERE id = ?";
    bare.execute("BEGIN IMMEDIATE").await?;
    let mut updated = 0;
    for Visitor { id, name, hair } in changed() {
        let query = sqlx::query(ONE).bind(name).bind(hair).bind(id);
        updated += query.execute(&mut *bare).await?.rows_affected();
    }
    bare.execute("ROLLBACK").await?;
    Ok(updated)
}
