//! Cleaning up after a dropped future on PostgreSQL.
//!
//! sqlx drains what a dropped future left behind when the connection is used next, but gives its errors to whoever
//! comes next, waits as long as the statement runs, and does not know of a BEGIN that was dropped. So a connection is
//! drained here, its statement cancelled if that takes long, and rolled back where there may be a transaction.

use std::{pin::pin, sync::Arc, time::Duration};

use futures::{StreamExt, future::BoxFuture};
use sqlx::{Connection, PgConnection};
use tokio::time::timeout;

use super::connect::Postgres;
use crate::backend::{
    call::Call,
    driver::{Driver, Settled},
    slot::Slot,
};

/// How long recovery may take before the connection is given up.
const LIMIT: Duration = Duration::from_millis(500);

/// How long an abandoned statement may run on before it is cancelled; most have ended by then.
const PATIENCE: Duration = Duration::from_millis(3);

/// How many errors a connection may still have to tell. Each comes from one statement, and no more than two are under
/// way at a time: what was abandoned, and the one that its cancellation hit by mistake.
const ERRORS: usize = 8;

/// A prepare that is dropped half-way leaves a statement on the server that nobody knows of. After so many recoveries
/// the connection is replaced, so that they do not pile up.
const RECOVERIES: u32 = 1_000;

/// Stops what was abandoned and rolls back. Whether the connection can be used again.
pub(super) async fn recover(driver: &Postgres, slot: &mut Slot<Postgres>) -> bool {
    if slot.marks.recoveries >= RECOVERIES {
        return false;
    }
    let cleaned = async {
        drain(driver, slot).await
            && (!slot.marks.may_be_in_transaction() || roll_back(slot.raw()).await)
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
            Ok(()) => return settled,
            Err(sqlx::Error::Database(_)) => settled = Settled::Failed,
            Err(_) => return Settled::Dead,
        }
    }
    Settled::Dead
}

async fn drain(driver: &Postgres, slot: &mut Slot<Postgres>) -> bool {
    let process = slot.link.process;
    {
        let mut answer = pin!(answer(slot.raw()));
        if let Ok(answered) = timeout(PATIENCE, &mut answer).await {
            return answered;
        }
        if let Some(process) = process {
            cancel(driver, process).await;
        }
        if !answer.await {
            return false;
        }
    }
    // The answer may have been under way before the cancellation arrived, which then hits the next thing the server
    // does. The signal was sent when the cancelling statement ended, so that this is the only thing it can hit.
    answer(slot.raw()).await
}

/// Waits until everything that was sent has been answered; errors are those of what was abandoned.
fn answer(raw: &mut PgConnection) -> BoxFuture<'_, bool> {
    Box::pin(async move {
        for _ in 0..ERRORS {
            match raw.ping().await {
                Ok(()) => return true,
                Err(sqlx::Error::Database(_)) => (),
                Err(_) => return false,
            }
        }
        false
    })
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

/// Cancels what a server process runs, by a connection of its own: sqlx has no cancel request.
async fn cancel(driver: &Postgres, process: i32) {
    let mut control = driver.control.lock().await;
    // Taken out, so that a connection on which this was dropped half-way is not used again.
    let connection = match control.take() {
        Some(connection) => Ok(connection),
        None => driver.connect().await,
    };
    if let Ok(mut connection) = connection {
        let asked = sqlx::query("SELECT pg_cancel_backend($1)")
            .bind(process)
            .execute(&mut connection)
            .await;
        if asked.is_ok() {
            *control = Some(connection);
        }
    }
}
