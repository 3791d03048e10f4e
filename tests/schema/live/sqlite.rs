//! SQLite, in memory.

use queryset::dialect::Dialect;
use sqlx::{Connection, SqliteConnection};

use super::{make_and_drop, run, selection::is_selected};
use crate::order;

async fn database() -> SqliteConnection {
    SqliteConnection::connect("sqlite::memory:").await.unwrap()
}

async fn tables(connection: &mut SqliteConnection) -> Vec<String> {
    let tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
    sqlx::query_scalar(tables).fetch_all(connection).await.unwrap()
}

#[tokio::test]
async fn sqlite_makes_and_drops_every_table() {
    if !is_selected("sqlite") {
        return;
    }
    let mut connection = database().await;
    make_and_drop(&mut connection, Dialect::Sqlite).await;
    assert_eq!(tables(&mut connection).await, Vec::<String>::new());
}

#[tokio::test]
async fn sqlite_drops_a_circle_with_rows_in_a_transaction() {
    if !is_selected("sqlite") {
        return;
    }
    let mut connection = database().await;
    run(&mut connection, &order::circle().create(Dialect::Sqlite).unwrap()).await;
    let rows = [
        "BEGIN",
        "INSERT INTO ring_nest (id) VALUES (1)",
        "INSERT INTO ring_hen (id, egg_id) VALUES (1, 1)",
        "INSERT INTO ring_egg (id, hen_id, nest_id) VALUES (1, 1, 1)",
        "COMMIT",
        "BEGIN",
    ];
    run(&mut connection, &rows.map(str::to_owned)).await;
    run(&mut connection, &order::circle().drop(Dialect::Sqlite).unwrap()).await;
    run(&mut connection, &["COMMIT".to_owned()]).await;
    assert_eq!(tables(&mut connection).await, Vec::<String>::new());
}

#[tokio::test]
async fn sqlite_keeps_json_well_formed() {
    if !is_selected("sqlite") {
        return;
    }
    let mut connection = database().await;
    run(&mut connection, &crate::names::hostile().create(Dialect::Sqlite).unwrap()).await;
    let insert = r#"INSERT INTO "a""b`c'd;DROP TABLE x;--" ("select""); --", "json""` %s $1 ?") VALUES (?, ?)"#;
    let add = async |json: &str, connection: &mut SqliteConnection| {
        sqlx::query(insert).bind(json).bind(json).execute(connection).await
    };
    add("[1, 2]", &mut connection).await.unwrap();
    add("[1, 2", &mut connection).await.unwrap_err();
}
