//! Types that sqlx has to ask for, on connections that keep no names.

use futures::StreamExt;
use queryset::{Builder, Database, Lease, Result, compiler::Statement};

use crate::{
    bouncer::{Bouncer, Mode, on_postgres},
    place::{Place, Server},
};

/// A direct connection, and one by way of a pooler, each without names.
async fn ways(place: &Place, bouncer: &Bouncer) -> [Database; 2] {
    let direct = Database::builder(&place.url()).transaction_pooler().connect().await.unwrap();
    [direct, bouncer.connect(place, Builder::transaction_pooler).await]
}

/// A table with a column of a new type.
async fn table(db: &Database, name: &str) {
    let script = format!(
        "CREATE TYPE mood_{name} AS ENUM ('sad', 'happy');
         CREATE TABLE {name} (id integer NOT NULL PRIMARY KEY, mood mood_{name} NOT NULL);
         INSERT INTO {name} (id, mood) VALUES (1, 'sad'), (2, 'happy')"
    );
    db.acquire().await.unwrap().run(script.into()).await.unwrap();
}

fn select(name: &str) -> Statement {
    Server::Postgres.statement(&format!("SELECT mood, id FROM {name} ORDER BY id"), vec![])
}

async fn moods(lease: &mut Lease, statement: &Statement) -> Result<Vec<String>> {
    let mut moods = Vec::new();
    let each = &mut |row: &mut dyn queryset::value::Row| {
        moods.extend(row.text()?);
        Ok(())
    };
    lease.fetch(statement, each).await?;
    Ok(moods)
}

fn on_both<F: AsyncFn(&Database)>(test: &F) {
    on_postgres(|place| async {
        let bouncer = Bouncer::start(Mode::Transaction);
        for db in ways(&place, &bouncer).await {
            test(&db).await;
            let mut lease = db.acquire().await.unwrap();
            lease.run("DROP SCHEMA public CASCADE; CREATE SCHEMA public".into()).await.unwrap();
            drop(lease);
            db.close().await;
        }
        place
    });
}

trial!(alone the_first_read_of_such_a_type_is_like_any_other on Postgres);
fn the_first_read_of_such_a_type_is_like_any_other() {
    on_both(&async |db: &Database| {
        table(db, "alone").await;
        let mut lease = db.acquire().await.unwrap();
        for _ in 0..2 {
            assert_eq!(moods(&mut lease, &select("alone")).await.unwrap(), ["sad", "happy"]);
        }
    });
}

trial!(alone a_transaction_survives_the_first_read_of_such_a_type on Postgres);
fn a_transaction_survives_the_first_read_of_such_a_type() {
    on_both(&async |db: &Database| {
        table(db, "inside").await;
        let mut lease = db.acquire().await.unwrap();
        lease.begin("BEGIN".into()).await.unwrap();
        lease.run("INSERT INTO inside (id, mood) VALUES (3, 'sad')".into()).await.unwrap();
        for _ in 0..2 {
            let found = moods(&mut lease, &select("inside")).await.unwrap();
            assert_eq!(found, ["sad", "happy", "sad"]);
        }
        lease.commit("COMMIT".into()).await.unwrap();
        assert_eq!(moods(&mut lease, &select("inside")).await.unwrap().len(), 3);
    });
}

trial!(alone a_write_that_returns_such_a_type_takes_place_once on Postgres);
fn a_write_that_returns_such_a_type_takes_place_once() {
    on_both(&async |db: &Database| {
        table(db, "written").await;
        let mut lease = db.acquire().await.unwrap();
        let insert =
            "INSERT INTO written (id, mood) SELECT max(id) + 1, 'sad' FROM written RETURNING mood";
        let insert = Server::Postgres.statement(insert, vec![]);
        let written = lease.fetch_returning(&insert, &mut |_| Ok(())).await.unwrap();
        assert_eq!(written, 1);
        assert_eq!(moods(&mut lease, &select("written")).await.unwrap().len(), 3);
    });
}

trial!(alone a_stream_begins_with_such_a_type on Postgres);
fn a_stream_begins_with_such_a_type() {
    on_both(&async |db: &Database| {
        for (name, inside) in [("streamed", false), ("streamed_inside", true)] {
            table(db, name).await;
            let mut lease = db.acquire().await.unwrap();
            if inside {
                lease.begin("BEGIN".into()).await.unwrap();
            }
            let rows: Vec<_> = lease.stream(select(name)).collect().await;
            assert_eq!(rows.iter().filter(|it| it.is_ok()).count(), 2, "{name}: {}", rows.len());
            if inside {
                lease.commit("COMMIT".into()).await.unwrap();
            }
        }
    });
}

trial!(alone a_statement_that_fails_still_ends_its_transaction on Postgres);
fn a_statement_that_fails_still_ends_its_transaction() {
    on_both(&async |db: &Database| {
        table(db, "failed").await;
        let mut lease = db.acquire().await.unwrap();
        lease.begin("BEGIN".into()).await.unwrap();
        let twice = "INSERT INTO failed (id, mood) VALUES (1, 'sad') RETURNING mood";
        let twice = Server::Postgres.statement(twice, vec![]);
        let error = lease.fetch_returning(&twice, &mut |_| Ok(())).await.unwrap_err();
        assert!(error.is_unique_violation(), "{error}");
        assert!(lease.has_failed());
        lease.commit("COMMIT".into()).await.unwrap_err();
        lease.rollback("ROLLBACK".into()).await.unwrap();
        assert_eq!(moods(&mut lease, &select("failed")).await.unwrap().len(), 2);
    });
}
