//! What a pool can be told, and what it tells.

use std::time::Duration;

use crate::backend::{Facts, Pooler};

/// The settings of a [`Pool`](crate::backend::Pool).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PoolOptions {
    /// How many connections there may be at once. An in-memory SQLite database always has one.
    pub max_connections: usize,
    /// How long to wait for a connection to become free, and on SQLite for the end of other writers of this process.
    pub acquire_timeout: Duration,
    /// How long opening a connection may take.
    pub connect_timeout: Duration,
    /// A connection that was idle for longer is asked for an answer before it is handed out.
    pub idle_ping_after: Duration,
    /// A connection older than this is replaced when it is next asked for. Never happens on SQLite.
    pub max_lifetime: Option<Duration>,
    /// How long SQLite waits for a lock that another process holds, or plain sqlx.
    pub busy_timeout: Duration,
    /// How long one statement may take, if that is limited.
    pub statement_timeout: Option<Duration>,
    /// What stands between the pool and the server.
    pub pooler: Pooler,
}

impl Default for PoolOptions {
    fn default() -> Self {
        Self {
            max_connections: 10,
            acquire_timeout: Duration::from_secs(30),
            connect_timeout: Duration::from_secs(10),
            idle_ping_after: Duration::from_secs(10),
            max_lifetime: Some(Duration::from_mins(30)),
            busy_timeout: Duration::from_secs(5),
            statement_timeout: None,
            pooler: Pooler::Detect,
        }
    }
}

/// How a pool is doing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PoolStatus {
    /// How many connections there may be.
    pub max_connections: usize,
    /// How many there are.
    pub connections: usize,
    /// How many of them nobody uses.
    pub idle: usize,
    /// How many tasks wait for one.
    pub waiting: usize,
    /// How many have been opened so far.
    pub opened: u64,
    /// How often a connection was cleaned up after a future that had been dropped.
    pub recovered: u64,
    /// How many were thrown away, because they were lost or could not be cleaned up.
    pub discarded: u64,
    /// What the latest connection was found to keep; `None` before the first one. Under [`Pooler::Detect`] this tells
    /// whether a pooler was found.
    pub facts: Option<Facts>,
}
