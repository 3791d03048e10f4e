//! The doors between the library and plain sqlx, for SQLite.

use std::sync::Arc;

use super::connect::Sqlite;
use crate::backend::{Lease, Pool, held::Held, source::Source};

impl Pool {
    /// A pool that takes its connections from a pool of sqlx, and shares them with whoever else uses that.
    ///
    /// Their settings are those of the pool's owner: foreign keys may not be checked, and what a dropped future has
    /// started runs to its end before the connection is used again.
    pub fn from_sqlite(pool: sqlx::SqlitePool, label: Arc<str>) -> Self {
        let driver = Sqlite::adopted(pool.connect_options().get_filename());
        Self::around(Arc::new(Source::adopt(driver, pool)), label)
    }
}

impl Lease {
    /// The connection for plain sqlx, if it is to SQLite.
    ///
    /// What is done with it is unknown to the library, so that the connection is interrupted and rolled back when the
    /// lease is dropped.
    pub fn sqlite(&mut self) -> Option<&mut sqlx::SqliteConnection> {
        self.connection_mut().downcast_mut::<Held<Sqlite>>()?.hand_out()
    }
}
