//! Every statement gets its own rows.

use std::sync::atomic::{AtomicI64, Ordering::Relaxed};

use futures::future::join_all;
use queryset::{Builder, Database, Pooler, Result};
use sqlx::postgres::PgPoolOptions;

use crate::{
    bouncer::{Bouncer, Mode, on_postgres},
    place::{Place, Server},
};

const TASKS: i64 = 8;
const QUERIES: i64 = 100;

/// How many of the statements got what another one asked for, and the last error if there was one. They differ in a
/// number only.
async fn wrong(db: &Database) -> (i64, Option<String>) {
    let wrong = AtomicI64::new(0);
    let tasks = (0..TASKS).map(|task| {
        let wrong = &wrong;
        async move {
            let mut told = None;
            for query in 0..QUERIES {
                let limit = 1 + (task * QUERIES + query) % 90;
                match rows(db, limit).await {
                    Ok(rows) if rows == limit => continue,
                    Ok(_) => (),
                    Err(error) => told = Some(error.to_string()),
                }
                wrong.fetch_add(1, Relaxed);
            }
            told
        }
    });
    let told = join_all(tasks).await.into_iter().flatten().last();
    (wrong.into_inner(), told)
}

async fn rows(db: &Database, limit: i64) -> Result<i64> {
    let text = format!("SELECT n FROM generate_series(1, 100) n LIMIT {limit}");
    let mut lease = db.acquire().await?;
    let rows = lease.fetch(&Server::Postgres.statement(&text, vec![]), &mut |_| Ok(())).await?;
    Ok(rows.cast_signed())
}

async fn every_answer_is_right(place: Place, mode: Mode, options: fn(Builder) -> Builder) -> Place {
    let bouncer = Bouncer::start(mode);
    let db = bouncer.connect(&place, |it| options(it).max_connections(8)).await;
    assert_eq!(wrong(&db).await, (0, None), "{mode:?} {:?}", db.status());
    db.close().await;
    place
}

trial!(alone with_default_settings_and_shared_connections_every_answer_is_right on Postgres);
fn with_default_settings_and_shared_connections_every_answer_is_right() {
    on_postgres(|place| every_answer_is_right(place, Mode::Transaction, |it| it));
}

trial!(alone with_default_settings_and_sessions_every_answer_is_right on Postgres);
fn with_default_settings_and_sessions_every_answer_is_right() {
    on_postgres(|place| every_answer_is_right(place, Mode::Session, |it| it));
}

trial!(alone with_the_option_and_shared_connections_every_answer_is_right on Postgres);
fn with_the_option_and_shared_connections_every_answer_is_right() {
    on_postgres(|place| {
        every_answer_is_right(place, Mode::Transaction, Builder::transaction_pooler)
    });
}

trial!(alone with_the_option_and_sessions_every_answer_is_right on Postgres);
fn with_the_option_and_sessions_every_answer_is_right() {
    on_postgres(|place| every_answer_is_right(place, Mode::Session, Builder::transaction_pooler));
}

trial!(alone with_names_that_are_translated_every_answer_is_right on Postgres);
fn with_names_that_are_translated_every_answer_is_right() {
    on_postgres(|place| async {
        if let Some(bouncer) = Bouncer::translating() {
            let db = bouncer.connect(&place, |it| it.max_connections(8)).await;
            assert_eq!(wrong(&db).await, (0, None), "{:?}", db.status());
            db.close().await;
        }
        place
    });
}

trial!(alone a_setting_that_says_session_is_as_good_there on Postgres);
fn a_setting_that_says_session_is_as_good_there() {
    on_postgres(|place| {
        every_answer_is_right(place, Mode::Session, |it| it.pooler(Pooler::Session))
    });
}

trial!(alone a_pool_of_sqlx_by_way_of_a_pooler_gives_every_answer_right on Postgres);
fn a_pool_of_sqlx_by_way_of_a_pooler_gives_every_answer_right() {
    on_postgres(|place| async {
        let bouncer = Bouncer::start(Mode::Transaction);
        let pool = PgPoolOptions::new().max_connections(8).connect(&bouncer.url(&place)).await;
        let db = Database::from_pool(pool.unwrap()).await.unwrap();
        assert_eq!(wrong(&db).await, (0, None), "{:?}", db.status());
        db.close().await;
        place
    });
}
