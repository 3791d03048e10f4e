//! What is given up on one connection disturbs nobody on another.

use std::time::Duration;

use futures::future::{join, join_all};
use queryset::{Builder, Database, Result};
use tokio::time::{sleep, timeout};

use crate::{
    bouncer::{Bouncer, Mode, on_postgres},
    place::{Place, Server},
};

async fn nap(db: &Database, seconds: f64) -> Result<()> {
    let nap = Server::Postgres.statement(&format!("SELECT 1 FROM pg_sleep({seconds})"), vec![]);
    db.acquire().await?.fetch(&nap, &mut |_| Ok(())).await.map(drop)
}

/// Gives up statements all the time, and counts them. They are plain texts, which any process can run.
async fn give_up(db: &Database) -> usize {
    let tasks = (0..3).map(|_| async {
        let mut given_up = 0;
        for _ in 0..30 {
            let nap = async { db.acquire().await?.run("SELECT pg_sleep(0.05)".into()).await };
            given_up += usize::from(timeout(Duration::from_millis(4), nap).await.is_err());
            sleep(Duration::from_millis(3)).await;
        }
        given_up
    });
    join_all(tasks).await.into_iter().sum()
}

/// The errors of a hundred statements that nobody gives up.
async fn innocent(db: &Database) -> Vec<String> {
    let tasks = (0..6).map(|_| async {
        let mut errors = Vec::new();
        for _ in 0..17 {
            errors.extend(nap(db, 0.04).await.err().map(|it| it.to_string()));
        }
        errors
    });
    join_all(tasks).await.concat()
}

async fn nobody_is_hit(place: Place, mode: Mode, options: fn(Builder) -> Builder) -> Place {
    let bouncer = Bouncer::roomy(mode);
    let hasty = bouncer.connect(&place, |it| options(it).max_connections(3)).await;
    let patient = bouncer.connect(&place, |it| options(it).max_connections(6)).await;
    let (given_up, errors) = join(give_up(&hasty), innocent(&patient)).await;
    assert!(given_up > 45, "{given_up}");
    assert_eq!(errors, [] as [&str; 0], "{mode:?} {:?}", hasty.status());
    hasty.close().await;
    patient.close().await;
    place
}

trial!(alone by_shared_connections_nobody_is_hit on Postgres);
fn by_shared_connections_nobody_is_hit() {
    on_postgres(|place| nobody_is_hit(place, Mode::Transaction, |it| it));
}

trial!(alone by_shared_connections_with_the_option_nobody_is_hit on Postgres);
fn by_shared_connections_with_the_option_nobody_is_hit() {
    on_postgres(|place| nobody_is_hit(place, Mode::Transaction, Builder::transaction_pooler));
}

trial!(alone by_sessions_nobody_is_hit on Postgres);
fn by_sessions_nobody_is_hit() {
    on_postgres(|place| nobody_is_hit(place, Mode::Session, |it| it));
}

trial!(alone by_sessions_that_are_named_nobody_is_hit on Postgres);
fn by_sessions_that_are_named_nobody_is_hit() {
    on_postgres(|place| {
        nobody_is_hit(place, Mode::Session, |it| it.pooler(queryset::Pooler::Session))
    });
}
