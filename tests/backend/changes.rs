//! Tables that another process changes while statements on them are kept.

use std::{future::IntoFuture, time::Duration};

use futures::{TryStreamExt, future::join_all};
use queryset::{Atomic, backend::Pool, prelude::*};
use tokio::time::timeout;

use crate::place::{Place, Server, number, on};

#[derive(Model, Debug, Clone)]
#[model(app = "changing")]
struct Part {
    pub id: i64,
    #[field(max_length = 20)]
    pub name: String,
    pub size: i64,
}

/// How a statement is run.
#[derive(Clone, Copy, Debug)]
enum Way {
    Rows,
    Stream,
    Block,
    StreamInBlock,
}

const WAYS: [Way; 4] = [Way::Rows, Way::Stream, Way::Block, Way::StreamInBlock];

/// A database with a table, and the pool of another process.
async fn opened(place: &Place, connections: usize) -> (Database, Pool) {
    let url = place.shared_url();
    let db = Database::builder(&url)
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(2))
        .connect()
        .await
        .unwrap();
    queryset::schema::models([Part::meta()]).create_on(&db).await.unwrap();
    for name in ["bolt", "nut"] {
        Part::objects().using(&db).acreate(|p| p.name(name).size(1)).await.unwrap();
    }
    let other = Pool::connect(&url, queryset::backend::PoolOptions::default(), "other".into());
    (db, other.await.unwrap())
}

async fn run(pool: &Pool, sql: &str) {
    pool.acquire().await.unwrap().run(sql.into()).await.unwrap();
}

async fn names(db: &Database, way: Way) -> queryset::Result<Vec<String>> {
    let all = || Part::objects().using(db).raw("SELECT * FROM changing_part ORDER BY id");
    // What changed while the plan was kept is noticed by a statement of the block on PostgreSQL.
    let block = || Atomic::new().using(db).retries(u32::from(db.dialect() == Dialect::Postgres));
    let rows = match way {
        Way::Rows => all().await,
        Way::Stream => all().aiterator().try_collect().await,
        Way::Block => block().run(|| all().into_future()).await,
        Way::StreamInBlock => block().run(|| all().aiterator().try_collect()).await,
    };
    let rows: Vec<Part> = rows?;
    Ok(rows.into_iter().map(|it| it.name).collect())
}

trial!(rows_of_a_table_that_has_changed_are_read_as_they_are_now);
fn rows_of_a_table_that_has_changed_are_read_as_they_are_now(server: Server) {
    on(server, |place| async {
        let (db, other) = opened(&place, 1).await;
        for (number, way) in WAYS.into_iter().enumerate() {
            for _ in 0..2 {
                assert_eq!(names(&db, way).await.unwrap(), ["bolt", "nut"]);
            }
            run(&other, &format!("ALTER TABLE changing_part ADD COLUMN more_{number} integer"))
                .await;
            for _ in 0..2 {
                let seen = timeout(Duration::from_secs(5), names(&db, way)).await;
                assert_eq!(seen.expect("an answer").unwrap(), ["bolt", "nut"], "{way:?}");
            }
        }
        assert_eq!((db.status().opened, db.status().discarded), (1, 0));
        db.close().await;
        other.close().await;
        place
    });
}

trial!(columns_are_found_by_the_names_that_they_have_now);
/// As many columns as before, and other names.
fn columns_are_found_by_the_names_that_they_have_now(server: Server) {
    on(server, |place| async {
        let (db, other) = opened(&place, 1).await;
        for way in WAYS {
            assert_eq!(names(&db, way).await.unwrap(), ["bolt", "nut"]);
            run(
                &other,
                "ALTER TABLE changing_part ADD COLUMN label varchar(20) NOT NULL DEFAULT 'new'",
            )
            .await;
            assert_eq!(names(&db, way).await.unwrap(), ["bolt", "nut"]);
            run(&other, "ALTER TABLE changing_part RENAME COLUMN name TO former").await;
            run(&other, "ALTER TABLE changing_part RENAME COLUMN label TO name").await;
            assert_eq!(names(&db, way).await.unwrap(), ["new", "new"], "{way:?}");
            run(&other, "ALTER TABLE changing_part DROP COLUMN name").await;
            run(&other, "ALTER TABLE changing_part RENAME COLUMN former TO name").await;
        }
        db.close().await;
        other.close().await;
        place
    });
}

/// The thread of sqlx that runs a connection panics at a name that is not UTF-8.
const DEADLY: &str = "CREATE TABLE deadly (ab integer); PRAGMA writable_schema = 1;
    UPDATE sqlite_master SET sql = CAST(x'435245415445205441424C4520646561646C792028FF6220696E746567657229' AS TEXT)
    WHERE name = 'deadly'; PRAGMA writable_schema = 0; PRAGMA schema_version = 1000";

trial!(alone a_worker_that_dies_is_an_error_and_never_the_end_of_the_rows on Sqlite);
fn a_worker_that_dies_is_an_error_and_never_the_end_of_the_rows() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let place = Place::new(Server::Sqlite).await;
        let (db, other) = opened(&place, 1).await;
        run(&other, DEADLY).await;
        let deadly = || {
            place
                .server
                .statement("SELECT *, ? FROM deadly", vec![queryset::value::Value::Integer(1)])
        };
        let alive = || place.server.statement("SELECT 5", vec![]);

        let mut lease = db.acquire().await.unwrap();
        let error = lease.fetch(&deadly(), &mut |_| Ok(())).await.unwrap_err();
        assert!(error.is_connection_error(), "{error:?}");
        drop(lease);
        let mut lease = db.acquire().await.unwrap();
        let stream = lease.stream(deadly()).try_collect::<Vec<_>>();
        assert!(timeout(Duration::from_secs(5), stream).await.unwrap().is_err());
        drop(lease);
        let mut lease = db.acquire().await.unwrap();
        lease.begin("BEGIN IMMEDIATE".into()).await.unwrap();
        lease.fetch(&deadly(), &mut |_| Ok(())).await.unwrap_err();
        let late = timeout(Duration::from_secs(5), number(&mut lease, &alive())).await;
        assert!(late.expect("an answer").unwrap_err().is_connection_error());
        assert!(lease.commit("COMMIT".into()).await.unwrap_err().is_connection_error());
        drop(lease);
        let mut lease = db.acquire().await.unwrap();
        assert_eq!(number(&mut lease, &alive()).await.unwrap(), 5);
        // Dropped while the worker dies, or may be dying.
        for wait in [0, 20, 50, 100, 300, 1_000, 5_000] {
            let dropped = async { lease.fetch(&deadly(), &mut |_| Ok(())).await };
            let _ = timeout(Duration::from_micros(wait), dropped).await;
            drop(lease);
            let next = timeout(Duration::from_secs(5), db.acquire()).await;
            lease = next.expect("an answer").unwrap();
            assert_eq!(number(&mut lease, &alive()).await.unwrap(), 5);
        }
        drop(lease);
        assert!(db.status().discarded >= 3, "{:?}", db.status());
        db.close().await;
        other.close().await;
        place.gone().await;
    });
}

/// Reads and writes on every connection, each with its plan.
async fn warm(db: &Database, connections: usize) {
    let leases = join_all((0..connections).map(|_| db.begin())).await;
    for tx in leases.into_iter().map(Result::unwrap) {
        Part::objects().using(&tx).await.unwrap();
        Part::objects().using(&tx).acreate(|p| p.name("x").size(1)).await.unwrap();
        // On SQLite the others wait for this one.
        tx.rollback().await.unwrap();
    }
}

/// Changes what the columns are.
fn change(server: Server, to: &str) -> Vec<String> {
    match server {
        Server::Postgres => vec![
            format!("ALTER TABLE changing_part ALTER COLUMN size TYPE {to}"),
            format!("ALTER TABLE changing_part ALTER COLUMN id TYPE {to}"),
        ],
        Server::Mysql => vec![format!("ALTER TABLE changing_part MODIFY size {to} NOT NULL")],
        Server::Sqlite => vec![format!("ALTER TABLE changing_part ADD COLUMN of_{to} {to}")],
    }
}

const CONNECTIONS: usize = 3;

async fn count(db: &Database) -> usize {
    Part::objects().using(db).await.unwrap().len()
}

trial!(a_statement_whose_plan_is_outdated_is_forgotten_and_not_its_connection);
fn a_statement_whose_plan_is_outdated_is_forgotten_and_not_its_connection(server: Server) {
    on(server, |place| async {
        let connections = if place.server == Server::Sqlite { 1 } else { CONNECTIONS };
        let (db, other) = opened(&place, connections).await;
        warm(&db, connections).await;
        let opened = db.status().opened;
        for to in ["integer", "bigint"] {
            for sql in change(place.server, to) {
                run(&other, &sql).await;
            }
            // A write that gives rows back, and a read, on each connection: none of them notices.
            let before = count(&db).await;
            let leases = join_all((0..connections).map(|_| db.acquire())).await;
            for mut lease in leases.into_iter().map(Result::unwrap) {
                let all =
                    place.server.statement("SELECT id, name, size FROM changing_part", vec![]);
                lease.fetch(&all, &mut |_| Ok(())).await.unwrap();
            }
            for _ in 0..connections {
                Part::objects().using(&db).acreate(|p| p.name("new").size(2)).await.unwrap();
            }
            assert_eq!(count(&db).await - before, connections);
        }
        assert_eq!((db.status().opened, db.status().discarded), (opened, 0));
        db.close().await;
        other.close().await;
        place
    });
}

trial!(a_block_that_meets_an_outdated_plan_is_tried_again);
fn a_block_that_meets_an_outdated_plan_is_tried_again(server: Server) {
    on(server, |place| async {
        let connections = if place.server == Server::Sqlite { 1 } else { CONNECTIONS };
        let (db, other) = opened(&place, connections).await;
        warm(&db, connections).await;
        let opened = db.status().opened;
        for to in ["integer", "bigint"] {
            for sql in change(place.server, to) {
                run(&other, &sql).await;
            }
            let before = count(&db).await;
            let blocks = (0..connections).map(|_| {
                let block = Atomic::new().using(&db).retries(3);
                block.run(|| async {
                    Part::objects().using(&db).acreate(|p| p.name("new").size(2)).await?;
                    tokio::time::sleep(Duration::from_millis(20)).await;
                    Part::objects().using(&db).await.map(drop)
                })
            });
            for done in join_all(blocks).await {
                done.unwrap();
            }
            assert_eq!(count(&db).await - before, connections);
        }
        assert_eq!((db.status().opened, db.status().discarded), (opened, 0));
        db.close().await;
        other.close().await;
        place
    });
}

trial!(an_outdated_plan_in_a_block_is_told_apart on Postgres);
/// Without a retry the block fails once, says what it was, and what to do; a part of it can be tried again.
fn an_outdated_plan_in_a_block_is_told_apart(server: Server) {
    on(server, |place| async {
        let (db, other) = opened(&place, 1).await;
        warm(&db, 1).await;
        for sql in change(place.server, "integer") {
            run(&other, &sql).await;
        }
        let parts = || Part::objects().using(&db);
        let error = db.atomic(async { parts().await }).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::OutdatedStatement, "{error:?}");
        db.atomic(async { parts().await }).await.unwrap();
        for sql in change(place.server, "bigint") {
            run(&other, &sql).await;
        }
        let seen = db.atomic(async {
            let part = db.atomic(async { parts().await });
            assert_eq!(part.await.unwrap_err().kind(), ErrorKind::OutdatedStatement);
            parts().await
        });
        assert_eq!(seen.await.unwrap().len(), 2);
        for sql in change(place.server, "integer") {
            run(&other, &sql).await;
        }
        let swallowed = db.atomic(async {
            let _ = parts().await;
            Ok(())
        });
        let text = swallowed.await.unwrap_err().to_string();
        assert!(text.contains("retries"), "{text}");
        db.close().await;
        other.close().await;
        place
    });
}

trial!(statements_that_are_gone_are_prepared_again on Postgres);
/// Somebody else on the connection has taken the statements away, or their names.
fn statements_that_are_gone_are_prepared_again(server: Server) {
    on(server, |place| async {
        let (db, other) = opened(&place, 1).await;
        warm(&db, 1).await;
        let names = "DO $$ BEGIN FOR it IN 1..3 LOOP EXECUTE format('PREPARE sqlx_s_%s AS SELECT 1', it + (SELECT
            coalesce(max(substr(name, 8)::int), 0) FROM pg_prepared_statements WHERE name LIKE 'sqlx_s_%')); END LOOP; END $$";
        for taken in ["DEALLOCATE ALL", names] {
            for _ in 0..4 {
                db.acquire().await.unwrap().run(taken.into()).await.unwrap();
                let size = i64::from(taken.len() > 20);
                let found = Part::objects().using(&db).filter(|p| p.size().gt(size)).await;
                found.unwrap();
                db.acquire().await.unwrap().run(taken.into()).await.unwrap();
                let block = Atomic::new().using(&db).retries(5);
                block.run(|| async { Part::objects().using(&db).await.map(drop) }).await.unwrap();
            }
        }
        assert_eq!((db.status().opened, db.status().discarded), (1, 0));
        db.close().await;
        other.close().await;
        place
    });
}
