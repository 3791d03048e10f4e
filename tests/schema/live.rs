//! The databases of this run take the statements, and dropping leaves nothing behind.

use queryset::{Database, schema};

use crate::{keys, names, order, server::Server, shop};

#[tokio::test]
async fn sqlite_makes_and_drops_every_table() {
    makes_and_drops(Server::Sqlite).await;
}

#[tokio::test]
async fn postgres_makes_and_drops_every_table() {
    makes_and_drops(Server::Postgres).await;
}

#[tokio::test]
async fn mysql_makes_and_drops_every_table() {
    makes_and_drops(Server::Mysql).await;
}

/// Whatever one round left behind would be in the way of the next.
async fn makes_and_drops(server: Server) {
    if !server.is_selected() {
        return;
    }
    let schemas = [order::circle(), names::hostile(), keys::keyed(), schema::models(shop::all())];
    server
        .with_database(async |db| {
            for schema in &schemas {
                schema.create_on(&db).await.unwrap();
                schema.drop_on(&db).await.unwrap();
            }
            for schema in schemas.iter().take(3) {
                let schema::Migration { up, down } = schema.sql(db.dialect()).unwrap();
                run(&db, &[&up, &down, &up, &down]).await;
            }
        })
        .await;
}

#[tokio::test]
async fn sqlite_drops_a_circle_that_holds_rows() {
    if !Server::Sqlite.is_selected() {
        return;
    }
    Server::Sqlite
        .with_database(async |db| {
            let circle = order::circle();
            circle.create_on(&db).await.unwrap();
            let rows = [
                "INSERT INTO ring_nest (id) VALUES (1)",
                "BEGIN; \
                 INSERT INTO ring_hen (id, egg_id) VALUES (1, 1); \
                 INSERT INTO ring_egg (id, hen_id, nest_id) VALUES (1, 1, 1); \
                 COMMIT",
            ];
            run(&db, &rows).await;
            circle.drop_on(&db).await.unwrap();
            circle.create_on(&db).await.unwrap();
        })
        .await;
}

#[tokio::test]
async fn sqlite_keeps_json_well_formed() {
    if !Server::Sqlite.is_selected() {
        return;
    }
    Server::Sqlite
        .with_database(async |db| {
            names::hostile().create_on(&db).await.unwrap();
            let insert = |json| {
                let table = r#""a""b`c'd;DROP TABLE x;--" ("select""); --", "json""` %s $1 ?")"#;
                format!("INSERT INTO {table} VALUES ('{json}', '{json}')")
            };
            run(&db, &[&insert("[1]")]).await;
            let error = db.acquire().await.unwrap().run(insert("[1").into()).await.unwrap_err();
            assert!(error.is_check_violation(), "{error}");
        })
        .await;
}

/// Runs scripts as `sqlx migrate` does: each is one message.
async fn run(db: &Database, scripts: &[&str]) {
    let mut lease = db.acquire().await.unwrap();
    for script in scripts {
        lease.run((*script).into()).await.unwrap_or_else(|error| panic!("{script}\n{error}"));
    }
}
