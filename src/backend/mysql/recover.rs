//! Giving up a connection to MySQL or MariaDB after a dropped future.
//!
//! The driver loses track of its protocol when a future is dropped at the wrong moment, and nobody can see whether it
//! was one. So the connection goes. The server notices that only when its statement ends, and keeps the locks of its
//! transaction until then: it is told.

use std::{sync::Arc, time::Duration};

use futures::StreamExt;
use sqlx::MySqlConnection;
use tokio::time::timeout;

use super::connect::Mysql;
use crate::backend::{
    call::Call,
    driver::{Driver, Settled},
    slot::{Local, Slot},
};

/// How long telling the server may take.
const LIMIT: Duration = Duration::from_millis(500);

/// Stops what was abandoned. The connection can never be used again.
pub(super) async fn recover(driver: &Mysql, slot: &mut Slot<Mysql>) -> bool {
    // The number of a shared connection may serve somebody else by now.
    if let Some((number, server)) = slot.link.number.take().filter(|_| slot.facts.cancellable) {
        // Whether it worked or not, the connection is closed next.
        let _ = timeout(LIMIT, kill(driver, number, &server)).await;
    }
    false
}

/// After a deadlock the server has rolled back; saying it once more leaves no doubt.
pub(super) async fn ask(slot: &mut Slot<Mysql>) -> Settled {
    if run(slot.raw(), "ROLLBACK").await { Settled::Over } else { Settled::Dead }
}

/// A transaction in which a statement was abandoned cannot go on.
pub(super) fn settle(_: &mut Slot<Mysql>) -> Settled {
    Settled::Dead
}

/// Ends a connection on the server. Numbers are those of one server, so that a connection that leads to another one, by
/// way of a balancer, is of no use.
async fn kill(driver: &Mysql, number: u64, server: &str) {
    let mut control = driver.control.lock().await;
    // Taken out, so that a connection on which this was dropped half-way is not used again.
    let connection = match control.take().and_then(Local::at_home) {
        Some(it) => Ok(it),
        None => driver.connect().await.map(|(connection, identity)| (connection, identity.server)),
    };
    if let Ok((mut connection, its_server)) = connection {
        if its_server == server && !run(&mut connection, &format!("KILL {number}")).await {
            return;
        }
        *control = Some(Local::new((connection, its_server)));
    }
}

/// Runs a statement; a refusal counts as well, since a connection that has ended cannot be killed.
async fn run(connection: &mut MySqlConnection, sql: &str) -> bool {
    let mut steps = Mysql::start(connection, Call::plain(Arc::from(sql)));
    while let Some(step) = steps.next().await {
        match step {
            Ok(_) | Err(sqlx::Error::Database(_)) => (),
            Err(_) => return false,
        }
    }
    true
}
