//! Tasks that write the same rows in bulk, each in an order of its own, and change them one by one in savepoints: all of
//! them arrive, none of them half.

use std::{
    sync::atomic::{AtomicU64, Ordering::Relaxed},
    time::Instant,
};

use queryset::{Atomic, Database, atomic, prelude::*};

use crate::{
    bank::{Bank, Tally},
    chance::Chance,
    count,
    place::Server,
    runtime,
};

const TASKS: u64 = 32;
const ROWS: u64 = 20;
/// How often a block may be tried again. A task has 31 others that can be in its way each time.
const RETRIES: u32 = 100;

trial!(rows_that_32_tasks_write_in_any_order_all_arrive);
fn rows_that_32_tasks_write_in_any_order_all_arrive(server: Server) {
    runtime().block_on(storm(server));
}

async fn storm(server: Server) {
    let bank = Bank::open(server, 16).await;
    let rounds = count(3_000).div_ceil(TASKS);
    let (runs, started) = (AtomicU64::new(0), Instant::now());
    let tasks = (0..TASKS).map(|task| work(&bank.db, (task, rounds), &runs));
    bank.db.scope(futures::future::join_all(tasks)).await;
    let (blocks, runs) = (TASKS * rounds * 2, runs.load(Relaxed));
    eprintln!("{}: {blocks} blocks in {:?}, {runs} runs", server.name(), started.elapsed());
    // SQLite has one lock, that of the transaction.
    let in_the_way = bank.db.capability().row_locks;
    assert_eq!(runs > blocks, in_the_way, "a storm has conflicts where rows are locked");
    let rows = Tally::objects().using(&bank.db).await.unwrap();
    assert_eq!(rows.len() as u64, ROWS);
    assert!(rows.iter().all(|it| it.last == rows[0].last), "a bulk write arrived by half");
    let counted: i64 = rows.iter().map(|it| it.count).sum();
    assert_eq!(counted, i64::try_from(TASKS * rounds * 2).unwrap(), "a change is lost");
    bank.check_transactions().await;
    bank.close().await;
}

/// In each round a bulk write outside of a block, one inside, and two changes in savepoints.
async fn work(db: &Database, (task, rounds): (u64, u64), runs: &AtomicU64) {
    let mut chance = Chance::new(task + 1);
    for round in 0..rounds {
        let number = i64::try_from(task * rounds + round).unwrap();
        let rows = shuffled(&mut chance, number);
        write(db, rows.clone()).await.expect("a bulk write is tried again by itself");
        let body = async || {
            runs.fetch_add(1, Relaxed);
            write(db, rows.clone()).await
        };
        Atomic::new().using(db).retries(RETRIES).run(body).await.expect("its block is tried again");
        let (one, two) = (chance.below(ROWS), chance.below(ROWS));
        let body = async || {
            runs.fetch_add(1, Relaxed);
            atomic(change(one)).await?;
            tokio::task::yield_now().await;
            atomic(change(two)).await
        };
        Atomic::new().using(db).retries(RETRIES).run(body).await.expect("its block is tried again");
    }
}

/// All rows with a number, in an order of chance.
fn shuffled(chance: &mut Chance, last: i64) -> Vec<Tally> {
    let mut rows: Vec<_> = (0..ROWS)
        .map(|at| Tally::build(|t| t.name(at.to_string()).last(last)))
        .map(|row| (chance.below(1 << 32), row))
        .collect();
    rows.sort_by_key(|it| it.0);
    rows.into_iter().map(|it| it.1).collect()
}

async fn write(db: &Database, rows: Vec<Tally>) -> queryset::Result<()> {
    let adding = Tally::objects().using(db).abulk_create(rows).update_conflicts(|t| t.last());
    if db.capability().conflict_targets {
        adding.unique_fields(|t| t.name()).await.map(drop)
    } else {
        adding.await.map(drop)
    }
}

async fn change(at: u64) -> queryset::Result<()> {
    let row = Tally::objects().filter(|t| t.name().eq(at.to_string()));
    row.aupdate(|t| t.count().set(t.count() + 1)).await.map(drop)
}
