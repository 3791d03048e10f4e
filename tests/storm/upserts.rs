//! Tasks that find, add, change and lock the same rows: none is there twice, no change is lost, and no error reaches them.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Instant,
};

use queryset::{Atomic, Database, prelude::*};

use crate::{
    bank::{Bank, Tally},
    chance::Chance,
    count,
    place::Server,
    runtime,
};

const TASKS: u64 = 32;

trial!(rows_that_32_tasks_find_or_add_are_there_once);
fn rows_that_32_tasks_find_or_add_are_there_once(server: Server) {
    runtime().block_on(storm(server));
}

/// What the tasks have done together.
#[derive(Debug, Default)]
struct Done {
    created: AtomicU64,
    counted: AtomicU64,
}

async fn storm(server: Server) {
    let bank = Bank::open(server, 16).await;
    let rounds = count(10_000).div_ceil(TASKS);
    let done = Arc::new(Done::default());
    let started = Instant::now();
    let tasks: Vec<_> = (0..TASKS)
        .map(|task| tokio::spawn(work(bank.db.clone(), (task, rounds), done.clone())))
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    eprintln!(
        "{}: {} operations by {TASKS} tasks in {:?}: {done:?}",
        server.name(),
        TASKS * rounds,
        started.elapsed(),
    );
    let rows = Tally::objects().using(&bank.db).await.unwrap();
    let mut names: Vec<_> = rows.iter().map(|it| it.name.clone()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), rows.len(), "a row is there twice");
    assert_eq!(rows.len(), usize::try_from(done.created.load(Relaxed)).unwrap());
    let counted: i64 = rows.iter().map(|it| it.count).sum();
    assert_eq!(counted, i64::try_from(done.counted.load(Relaxed)).unwrap(), "a change is lost");
    bank.check_transactions().await;
    bank.close().await;
}

/// A quarter of the operations each; every few of them about a row that nobody has added yet.
async fn work(db: Database, (task, rounds): (u64, u64), done: Arc<Done>) {
    let mut chance = Chance::new(task);
    for round in 0..rounds {
        let name = format!("{}-{}", round / 4, chance.below(3));
        let created = match chance.below(4) {
            0 => find(&db, &name).await,
            1 => change(&db, &name, &done).await,
            2 => write(&db, &name, i64::try_from(task * rounds + round).unwrap()).await,
            _ => lock(&db, &name, &done).await,
        };
        let created = created.expect("an error that Django would have tried again");
        done.created.fetch_add(u64::from(created), Relaxed);
    }
}

async fn find(db: &Database, name: &str) -> queryset::Result<bool> {
    let (row, created) = Tally::objects().using(db).aget_or_create(|t| t.name(name), |t| t).await?;
    assert_eq!(row.name, name);
    Ok(created)
}

async fn change(db: &Database, name: &str, done: &Done) -> queryset::Result<bool> {
    let (row, created) = Tally::objects()
        .using(db)
        .aupdate_or_create_with(|t| t.name(name), |t| t.count().set(t.count() + 1), |t| t.count(1))
        .await?;
    assert!(row.count > 0);
    done.counted.fetch_add(1, Relaxed);
    Ok(created)
}

/// Writes a number, and nothing else of the row.
async fn write(db: &Database, name: &str, number: i64) -> queryset::Result<bool> {
    let set = Tally::objects().using(db);
    let (row, created) = set.aupdate_or_create(|t| t.name(name), |t| t.last(number)).await?;
    assert_eq!((row.name.as_str(), row.last), (name, number));
    Ok(created)
}

/// Reads the count under a lock, and writes what it made of it.
async fn lock(db: &Database, name: &str, done: &Done) -> queryset::Result<bool> {
    let created = find(db, name).await?;
    let body = || async {
        let locked = Tally::objects().select_for_update();
        let mut row = locked.aget(|t| t.name().eq(name)).await?;
        tokio::task::yield_now().await;
        row.count += 1;
        row.asave().await
    };
    // MariaDB lets an insert of a name that is there wait for the row, and breaks the deadlock on either side.
    Atomic::new().using(db).retries(20).run(body).await?;
    done.counted.fetch_add(1, Relaxed);
    Ok(created)
}
