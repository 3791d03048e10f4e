//! Cleaning up after a dropped future on SQLite.
//!
//! The connection's thread goes on with what was abandoned. The progress handler interrupts it, a ping waits for its
//! end, and a ROLLBACK ends what it may have begun.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use futures::StreamExt;
use sqlx::{Connection, SqliteConnection};
use tokio::time::timeout;

use super::{connect::Sqlite, error};
use crate::backend::{
    call::Call,
    driver::{Driver, Settled},
    slot::Slot,
};

/// How long the thread of a connection has for an answer before it is asked again, at first and at most.
const FIRST: Duration = Duration::from_millis(100);
const LONGEST: Duration = Duration::from_secs(5);

/// Stops what was abandoned and rolls back. Whether the connection can be used again.
pub(super) async fn recover(slot: &mut Slot<Sqlite>) -> bool {
    let stop = slot.link.stop.clone().map(Stop::now);
    let answered = answers(slot.raw()).await;
    drop(stop);
    Sqlite::ends(&slot.link);
    // SQLite says so when there is nothing to roll back, which is as good.
    answered
        && matches!(run(slot.raw(), "ROLLBACK").await, Done::Yes | Done::Pointless)
        && writable(slot).await
}

/// A read-only transaction closes the connection for writing, and opens it again when it ends in order.
async fn writable(slot: &mut Slot<Sqlite>) -> bool {
    matches!(run(slot.raw(), "PRAGMA query_only = 0").await, Done::Yes)
}

/// Waits for an abandoned statement inside a transaction that goes on, and asks whether it does. The statement is not
/// interrupted, since SQLite may roll the whole transaction back then.
pub(super) async fn settle(slot: &mut Slot<Sqlite>) -> Settled {
    if !answers(slot.raw()).await {
        return Settled::Dead;
    }
    Sqlite::ends(&slot.link);
    ask(slot).await
}

/// Waits until the connection's thread has come to the end of what it does. One that has died does not answer what was in
/// its queue by then, but refuses what comes later: so it is asked again and again.
async fn answers(raw: &mut SqliteConnection) -> bool {
    let mut patience = FIRST;
    loop {
        if let Ok(answer) = timeout(patience, raw.ping()).await {
            return answer.is_ok();
        }
        patience = (patience * 2).min(LONGEST);
    }
}

/// Asks whether there is a transaction: only then BEGIN is refused.
pub(super) async fn ask(slot: &mut Slot<Sqlite>) -> Settled {
    match run(slot.raw(), "BEGIN").await {
        Done::Pointless => Settled::Open,
        Done::Yes => match run(slot.raw(), "ROLLBACK").await {
            Done::Yes if writable(slot).await => Settled::Over,
            Done::Yes | Done::Pointless | Done::No => Settled::Dead,
        },
        Done::No => Settled::Dead,
    }
}

/// Interrupts everything on a connection as long as it lives.
struct Stop(Arc<AtomicBool>);

impl Stop {
    fn now(flag: Arc<AtomicBool>) -> Self {
        flag.store(true, Ordering::Relaxed);
        Self(flag)
    }
}

impl Drop for Stop {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Relaxed);
    }
}

/// How a statement about transactions went.
enum Done {
    Yes,
    /// There was, or was not, a transaction already.
    Pointless,
    No,
}

async fn run(raw: &mut SqliteConnection, sql: &str) -> Done {
    let mut steps = Sqlite::start(raw, Call::plain(Arc::from(sql)));
    while let Some(step) = steps.next().await {
        match step {
            Ok(_) => (),
            Err(it) if error::is_plain(&it) => return Done::Pointless,
            Err(_) => return Done::No,
        }
    }
    Done::Yes
}
