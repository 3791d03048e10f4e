//! The doors between the library and plain sqlx, for MySQL and MariaDB.

use std::sync::Arc;

use super::{
    connect::{Mysql, identity},
    error,
};
use crate::{
    backend::{Lease, Pool, held::Held, source::Source},
    error::Result,
};

impl Pool {
    /// A pool that takes its connections from a pool of sqlx, and shares them with whoever else uses that. The server
    /// is asked whether it is MySQL or MariaDB.
    ///
    /// The settings of the connections, such as the isolation level, are those of the pool's owner.
    ///
    /// # Errors
    /// When the server cannot be asked.
    pub async fn from_mysql(pool: sqlx::MySqlPool, label: Arc<str>) -> Result<Self> {
        let mut connection = pool.acquire().await.map_err(|it| error::fault(it).error)?;
        let identity = identity(&mut connection).await.map_err(|it| error::fault(it).error)?;
        drop(connection);
        Ok(Self::around(Arc::new(Source::adopt(Mysql::adopted(&identity), pool)), label))
    }
}

impl Lease {
    /// The connection for plain sqlx, if it is to MySQL or MariaDB.
    ///
    /// What is done with it is unknown to the library, so that the connection is closed when the lease is dropped.
    pub fn mysql(&mut self) -> Option<&mut sqlx::MySqlConnection> {
        self.connection_mut().downcast_mut::<Held<Mysql>>()?.hand_out()
    }
}
