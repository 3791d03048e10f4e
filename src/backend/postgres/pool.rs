//! The doors between the library and plain sqlx, for PostgreSQL.

use std::sync::Arc;

use super::connect::Postgres;
use crate::backend::{Lease, Pool, held::Held, source::Source};

impl Pool {
    /// A pool that takes its connections from a pool of sqlx, and shares them with whoever else uses that. The first lease
    /// finds out what they keep (see [`Facts`](crate::backend::Facts)).
    pub fn from_postgres(pool: sqlx::PgPool, label: Arc<str>) -> Self {
        Self::around(Arc::new(Source::adopt(Postgres::adopted(), pool)), label)
    }
}

impl Lease {
    /// The connection for plain sqlx, if it is to PostgreSQL.
    ///
    /// What is done with it is unknown to the library, so that the connection is drained and rolled back when the lease
    /// is dropped. Where a pooler in transaction mode shares the connections, sqlx prepares its statements by name all the
    /// same: open a transaction, and say `persistent(false)`.
    pub fn postgres(&mut self) -> Option<&mut sqlx::PgConnection> {
        self.connection_mut().downcast_mut::<Held<Postgres>>()?.hand_out()
    }
}
