//! Tasks that are in each other's way, and try again: no update is lost.

use std::{
    sync::atomic::{AtomicU64, Ordering::Relaxed},
    time::Instant,
};

use queryset::{Atomic, dialect::Isolation, prelude::*};

use crate::{
    bank::{Account, Bank, START, change},
    chance::Chance,
    count,
    place::Server,
    runtime,
};

const TASKS: u64 = 32;
/// How often a transaction may be tried again; more than one ever needs.
const RETRIES: u32 = 10_000;

trial!(no_update_is_lost_between_32_tasks);
fn no_update_is_lost_between_32_tasks(server: Server) {
    runtime().block_on(both(server));
}

/// How a task changes the accounts, and what a change adds to their sum.
#[derive(Clone, Copy, Debug)]
enum Way {
    /// Reads, and writes what it made of it: a serialization failure, or a deadlock of those who read.
    ReadAndWrite,
    /// Changes two accounts in any order: a deadlock of those who write.
    AnyOrder,
    /// Reads under a lock, and writes what it made of it: nobody is in the way, and nothing is tried again.
    Locked,
}

async fn both(server: Server) {
    for way in [Way::ReadAndWrite, Way::AnyOrder, Way::Locked] {
        // SQLite has one lock, that of the transaction.
        if server != Server::Sqlite || !matches!(way, Way::Locked) {
            contend(server, way).await;
        }
    }
}

async fn contend(server: Server, way: Way) {
    let bank = Bank::open(server, 16).await;
    let rounds = count(10_000).div_ceil(2 * TASKS);
    let tried = AtomicU64::new(0);
    let started = Instant::now();
    bank.db
        .scope(async {
            let tasks = (0..TASKS).map(|task| work(way, &bank.accounts, (task, rounds), &tried));
            futures::future::join_all(tasks).await;
        })
        .await;
    let (changes, runs) = (TASKS * rounds, tried.load(Relaxed));
    eprintln!(
        "{}: {way:?}: {changes} changes by {TASKS} tasks in {:?}, {runs} runs",
        server.name(),
        started.elapsed(),
    );
    if is_in_the_way(server, way) {
        assert!(runs > changes, "nobody was in anybody's way, so that this says nothing");
    } else {
        assert_eq!(runs, changes, "nobody was in anybody's way, and yet something ran again");
    }
    let balances = Account::objects().using(&bank.db).values_list(|a| a.balance()).await.unwrap();
    let start = START * i64::try_from(balances.len()).unwrap();
    let each = if matches!(way, Way::AnyOrder) { 2 } else { 1 };
    assert_eq!(balances.iter().sum::<i64>() - start, i64::try_from(changes).unwrap() * each);
    bank.check_transactions().await;
    bank.close().await;
}

/// Whether tasks that work so are refused for each other's sake. Transactions of SQLite that write wait from their begin.
fn is_in_the_way(server: Server, way: Way) -> bool {
    server != Server::Sqlite && !matches!(way, Way::Locked)
}

async fn work(way: Way, accounts: &[i64], (task, rounds): (u64, u64), tried: &AtomicU64) {
    let mut chance = Chance::new(task);
    for _ in 0..rounds {
        let (one, two) = (chance.below(4), 4 + chance.below(4));
        let (one, two) = if chance.below(2) == 0 { (one, two) } else { (two, one) };
        let account = |number: u64| accounts[usize::try_from(number).unwrap()];
        let body = async || {
            tried.fetch_add(1, Relaxed);
            match way {
                Way::ReadAndWrite => read_and_write(Account::objects().all(), account(one)).await,
                Way::Locked => {
                    read_and_write(Account::objects().select_for_update(), account(one)).await
                }
                Way::AnyOrder => {
                    change(account(one), 1).await?;
                    tokio::task::yield_now().await;
                    change(account(two), 1).await
                }
            }
        };
        let block = match way {
            Way::ReadAndWrite => Atomic::new().isolation(Isolation::Serializable),
            Way::AnyOrder | Way::Locked => Atomic::new(),
        };
        let times = if matches!(way, Way::Locked) { 0 } else { RETRIES };
        block.retries(times).run(body).await.expect("an error that Django would have tried again");
    }
}

async fn read_and_write(accounts: QuerySet<Account>, account: i64) -> queryset::Result<()> {
    let mut row = accounts.aget(|a| a.id().eq(account)).await?;
    tokio::task::yield_now().await;
    row.balance += 1;
    row.asave().await
}
