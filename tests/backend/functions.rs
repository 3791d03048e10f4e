//! Functions that SQLite lacks are there on every connection, for plain sqlx and for the schema too.

use queryset::{Database, backend::Lease, error::ErrorKind};
use sqlx::{Row, SqlitePool};

trial!(async a_connection_of_our_own_has_the_functions_of_django on Sqlite);
async fn a_connection_of_our_own_has_the_functions_of_django() {
    let db = Database::connect("sqlite::memory:").await.unwrap();
    let mut lease = db.acquire().await.unwrap();
    let row = sqlx::query(
        "SELECT 'abc' REGEXP '^A', 'abc' REGEXP '(?i)^A', NULL REGEXP 'a', 12 REGEXP '1', \
         django_date_trunc('month', '2024-02-29', NULL, NULL), \
         django_datetime_extract('hour', '2024-03-10 07:00:00', 'America/New_York', 'UTC'), \
         django_time_trunc('hour', NULL, NULL, NULL)",
    )
    .fetch_one(lease.sqlite().unwrap())
    .await
    .unwrap();
    assert_eq!((row.get(0), row.get(1)), (false, true));
    assert_eq!(row.get::<Option<bool>, _>(2), None);
    assert!(row.get::<bool, _>(3), "a number is searched as it is written");
    assert_eq!((row.get(4), row.get(5)), ("2024-02-01", 3));
    assert_eq!(row.get::<Option<String>, _>(6), None);
}

trial!(async a_pool_of_sqlx_gets_the_functions_once on Sqlite);
async fn a_pool_of_sqlx_gets_the_functions_once() {
    let theirs = sqlx::sqlite::SqlitePoolOptions::new().max_connections(1);
    let theirs: SqlitePool = theirs.connect("sqlite::memory:").await.unwrap();
    let probe = "SELECT 'abc' REGEXP 'b' AS found";
    sqlx::query(probe).fetch_one(&theirs).await.unwrap_err();
    let ours = Database::from_pool(theirs.clone()).await.unwrap();
    for _ in 0..3 {
        drop(ours.acquire().await.unwrap());
        assert!(sqlx::query(probe).fetch_one(&theirs).await.unwrap().get::<bool, _>(0));
    }
}

trial!(async the_schema_may_name_the_functions on Sqlite);
async fn the_schema_may_name_the_functions() {
    let db = Database::connect("sqlite::memory:").await.unwrap();
    let mut lease = db.acquire().await.unwrap();
    run(&mut lease, "PRAGMA trusted_schema = OFF").await.unwrap();
    run(&mut lease, "CREATE TABLE t (a text CHECK (a REGEXP '^[a-z]+$'), d date)").await.unwrap();
    run(&mut lease, "CREATE INDEX i ON t (django_date_extract('month', d))").await.unwrap();
    run(&mut lease, "INSERT INTO t VALUES ('abc', '2024-02-29')").await.unwrap();
    run(&mut lease, "INSERT INTO t VALUES ('ABC', '2024-02-29')").await.unwrap_err();
}

trial!(async a_pattern_that_is_none_is_an_error_and_the_connection_lives on Sqlite);
async fn a_pattern_that_is_none_is_an_error_and_the_connection_lives() {
    let db = Database::connect("sqlite::memory:").await.unwrap();
    let mut lease = db.acquire().await.unwrap();
    for pattern in ["(", "[z-a]", r"(a)\1", "(?=a)"] {
        let error = lease.run(format!("SELECT 'a' REGEXP '{pattern}'").into()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidValue, "{error}");
        assert!(error.to_string().contains("regular expression"), "{error}");
    }
    lease.run("SELECT 'a' REGEXP 'a'".into()).await.unwrap();
}

async fn run(lease: &mut Lease, sql: &'static str) -> Result<(), sqlx::Error> {
    sqlx::query(sql).execute(lease.sqlite().unwrap()).await.map(drop)
}
