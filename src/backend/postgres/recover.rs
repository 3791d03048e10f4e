//! Cleaning up after a dropped future on PostgreSQL.
//!
//! sqlx drains what a dropped future left behind when the connection is used next, but gives its errors to whoever
//! comes next, waits as long as the statement runs, and does not know of a BEGIN that was dropped. So a connection is
//! drained here, its statement cancelled if that takes long, and rolled back where there may be a transaction.

use std::{sync::Arc, time::Duration};

use futures::StreamExt;
use sqlx::{Connection, Executor, PgConnection, Row};
use tokio::{
    sync::{Mutex, oneshot},
    task::JoinHandle,
    time::timeout,
};

use super::connect::{Address, Postgres};
use crate::backend::{
    call::Call,
    driver::{Driver, Settled},
    probe::{PREFIX, Process},
    slot::{Local, Slot, Wire},
};

/// How long recovery may take before the connection is given up.
const LIMIT: Duration = Duration::from_millis(500);

/// How long an abandoned statement may run on before it is cancelled; most have ended by then.
const PATIENCE: Duration = Duration::from_millis(3);

/// How many errors a connection may still have to tell. Each comes from one statement, and no more than two are under
/// way at a time: what was abandoned, and the one that its cancellation hit by mistake.
const ERRORS: usize = 8;

/// A prepare that is dropped half-way leaves a statement on the server that sqlx does not know of. After so many abandoned
/// statements it is asked how many there are.
const STRAYS: u32 = 8;

/// Those that sqlx has named.
const NAMED: &str = r"SELECT name FROM pg_prepared_statements WHERE name LIKE 'sqlx\_s\_%'";

/// A connection of its own for cancelling, opened at the first need: sqlx has no cancel request.
pub(super) struct Control {
    address: Address,
    connection: Mutex<Option<Local<PgConnection>>>,
}

/// Stops what was abandoned and rolls back. Whether the connection can be used again.
pub(super) async fn recover(driver: &Postgres, slot: &mut Slot<Postgres>) -> bool {
    let cleaned = async {
        drain(driver, slot).await
            && (!slot.marks.may_be_in_transaction() || roll_back(slot.raw()).await)
            && sweep(slot).await.is_ok()
    };
    timeout(LIMIT, cleaned).await.unwrap_or(false)
}

/// PostgreSQL ends no transaction by itself: after an error it waits for the ROLLBACK.
pub(super) fn ask(_: &mut Slot<Postgres>) -> Settled {
    Settled::Failed
}

/// Waits for an abandoned statement inside a transaction that goes on. It is not cancelled, since that would end the
/// transaction.
pub(super) async fn settle(slot: &mut Slot<Postgres>) -> Settled {
    let mut settled = Settled::Open;
    for _ in 0..ERRORS {
        match slot.raw().ping().await {
            // A transaction that has failed takes no question.
            Ok(()) if settled == Settled::Failed => return settled,
            Ok(()) => match sweep(slot).await {
                Ok(()) => return settled,
                Err(sqlx::Error::Database(_)) => settled = Settled::Failed,
                Err(_) => return Settled::Dead,
            },
            Err(sqlx::Error::Database(_)) => settled = Settled::Failed,
            Err(_) => return Settled::Dead,
        }
    }
    Settled::Dead
}

/// Removes the statements that sqlx has named on the server and does not know of, once there may be several. Which ones
/// they are shows when it has given up those that it knows.
async fn sweep(slot: &mut Slot<Postgres>) -> Result<(), sqlx::Error> {
    slot.link.abandoned += 1;
    let is_due = slot.link.abandoned >= STRAYS || matches!(slot.wire, Wire::Lent(_));
    if !is_due || !slot.facts.named || !slot.facts.session {
        return Ok(());
    }
    clear(slot.raw()).await?;
    // Only now: what was dropped half-way is done again.
    slot.link.abandoned = 0;
    Ok(())
}

async fn clear(raw: &mut PgConnection) -> Result<(), sqlx::Error> {
    if named(raw).await?.len() <= raw.cached_statements_size() {
        return Ok(());
    }
    raw.clear_cached_statements().await?;
    let strays = named(raw).await?;
    let remove: Vec<_> = strays.iter().map(|it| format!("DEALLOCATE {it}")).collect();
    raw.execute(Call::plain(remove.join("; ").into())).await.map(drop)
}

async fn named(raw: &mut PgConnection) -> Result<Vec<String>, sqlx::Error> {
    let rows = raw.fetch_all(NAMED).await?;
    let names = rows.iter().map(|it| it.try_get_unchecked::<String, _>(0));
    // What is no number was named by somebody else.
    Ok(names.filter_map(Result::ok).filter(|it| is_number(it.trim_start_matches(PREFIX))).collect())
}

fn is_number(text: &str) -> bool {
    text.parse::<u32>().is_ok()
}

async fn drain(driver: &Postgres, slot: &mut Slot<Postgres>) -> bool {
    let Some(process) = slot.link.process.clone() else { return answer(slot.raw()).await };
    let (ended, end) = oneshot::channel();
    let canceller = cancel_late(driver.control.clone(), process, end);
    let answered = answer(slot.raw()).await;
    drop(ended);
    match canceller.await {
        // The answer may have been under way before the cancellation arrived, which then hits the next thing the
        // server does. The signal was sent before the cancelling statement ended, so that nothing later can be hit.
        Ok(Cancelled::Yes) => answered && answer(slot.raw()).await,
        Ok(Cancelled::No) => answered,
        Err(_) => false,
    }
}

/// Whether a cancellation was sent.
enum Cancelled {
    Yes,
    No,
}

/// Cancels a statement that does not end in time. As a task of its own, since a connection that always has something to
/// read does not let go of its task while it is drained.
fn cancel_late(
    control: Arc<Control>,
    process: Process,
    end: oneshot::Receiver<()>,
) -> JoinHandle<Cancelled> {
    tokio::spawn(async move {
        if timeout(PATIENCE, end).await.is_ok() {
            return Cancelled::No;
        }
        control.cancel(&process).await;
        Cancelled::Yes
    })
}

/// Waits until everything that was sent has been answered; errors are those of what was abandoned.
async fn answer(raw: &mut PgConnection) -> bool {
    for _ in 0..ERRORS {
        match raw.ping().await {
            Ok(()) => return true,
            Err(sqlx::Error::Database(_)) => (),
            Err(_) => return false,
        }
    }
    false
}

async fn roll_back(raw: &mut PgConnection) -> bool {
    let mut steps = Postgres::start(raw, Call::plain(Arc::from("ROLLBACK")));
    while let Some(step) = steps.next().await {
        if step.is_err() {
            return false;
        }
    }
    true
}

impl Control {
    pub(super) fn new(address: Address) -> Self {
        Self { address, connection: Mutex::default() }
    }

    /// Cancels what a server process runs. Process numbers mean nothing on another server, to which a balancer may have
    /// led this connection.
    async fn cancel(&self, process: &Process) {
        let mut kept = self.connection.lock().await;
        // Taken out, so that a connection on which this was dropped half-way is not used again.
        let connection = match kept.take().and_then(Local::at_home) {
            Some(connection) => Ok(connection),
            None => self.address.connect().await,
        };
        if let Ok(mut connection) = connection {
            let cancel = "SELECT pg_cancel_backend($1) WHERE extract(epoch FROM pg_postmaster_start_time())::text = $2";
            let cancel = sqlx::query(cancel).bind(process.number).bind(&process.server);
            if cancel.execute(&mut connection).await.is_ok() {
                *kept = Some(Local::new(connection));
            }
        }
    }

    pub(super) async fn close(&self) {
        let kept = self.connection.lock().await.take();
        if let Some(connection) = kept.and_then(Local::at_home) {
            Postgres::hang_up(connection).await;
        }
    }
}
