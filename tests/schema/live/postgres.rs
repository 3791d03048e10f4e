//! PostgreSQL, in a database of this test's own.

use queryset::dialect::Dialect;
use sqlx::{ConnectOptions, Connection, PgConnection, postgres::PgConnectOptions};

use super::{
    make_and_drop, run,
    selection::{is_selected, reached, url},
};

#[tokio::test]
async fn postgres_makes_and_drops_every_table() {
    if !is_selected("postgres") {
        return;
    }
    let url = url("QUERYSET_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres");
    let options: PgConnectOptions = url.parse().unwrap();
    let mut server = reached(options.connect().await, &url);
    let name = format!("queryset_test_schema_{}", std::process::id());
    run(&mut server, &[format!("CREATE DATABASE {name}")]).await;
    let left = tokio::spawn(left_behind(options.database(&name))).await;
    run(&mut server, &[format!("DROP DATABASE {name} WITH (FORCE)")]).await;
    assert_eq!(left.unwrap(), 0);
}

/// Makes and drops, and counts the tables that are still there.
async fn left_behind(options: PgConnectOptions) -> i64 {
    let mut connection = options.connect().await.unwrap();
    make_and_drop(&mut connection, Dialect::Postgres).await;
    let left = count(&mut connection).await;
    connection.close().await.unwrap();
    left
}

async fn count(connection: &mut PgConnection) -> i64 {
    let tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'";
    sqlx::query_scalar(tables).fetch_one(connection).await.unwrap()
}
