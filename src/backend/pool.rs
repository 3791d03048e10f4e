//! The pool, as the layers above see it.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;

use crate::{
    backend::{
        Lease, PoolOptions, PoolStatus,
        lease::Connection,
        open,
        queue::Queue,
        watch::{self, Label},
    },
    dialect::Dialect,
    error::Result,
};

/// The connections to one database. Cloning shares them.
#[derive(Clone)]
pub struct Pool {
    backend: Arc<dyn Backend>,
    label: Arc<str>,
    /// Whether it was told what connections keep.
    told: Arc<AtomicBool>,
}

/// A pool of one driver, behind a pointer.
#[async_trait]
pub(crate) trait Backend: fmt::Debug + Send + Sync {
    fn dialect(&self) -> Dialect;
    fn title(&self) -> &'static str;
    async fn acquire(&self) -> Result<Box<dyn Connection>>;
    async fn acquire_to_write(&self) -> Result<Box<dyn Connection>>;
    fn queue(&self) -> Option<&Arc<Queue>>;
    fn acquire_timeout(&self) -> Duration;
    fn status(&self) -> PoolStatus;
    async fn close(&self);
    fn close_now(&self);
}

impl Pool {
    /// Opens a pool for a URL: `postgres://`, `postgresql://`, `mysql://`, `mariadb://` or `sqlite:`, where
    /// `sqlite::memory:` is a database in memory and `sqlite::temporary:` one in a file that goes with the pool.
    ///
    /// One connection is opened at once. `label` names the pool in events.
    ///
    /// # Errors
    /// When the URL cannot be read, the cargo feature of its database is off, or the database cannot be reached.
    pub async fn connect(url: &str, options: PoolOptions, label: Arc<str>) -> Result<Self> {
        let backend = open::backend(url, options).await?;
        let pool = Self::around(backend, label);
        pool.tell();
        Ok(pool)
    }

    /// A pool around what a driver made.
    pub(crate) fn around(backend: Arc<dyn Backend>, label: Arc<str>) -> Self {
        Self { backend, label, told: Arc::default() }
    }

    /// Tells once what connections were found to keep.
    fn tell(&self) {
        if self.told.load(Ordering::Relaxed) || self.told.swap(true, Ordering::Relaxed) {
            return;
        }
        if let Some(facts) = self.backend.status().facts {
            watch::found(&self.label, facts);
        }
    }

    /// The same pool under another name.
    pub(crate) fn labelled(self, label: Arc<str>) -> Self {
        Self { label, ..self }
    }

    /// Which database it is.
    pub fn dialect(&self) -> Dialect {
        self.backend.dialect()
    }

    /// Takes a connection for exclusive use.
    ///
    /// # Errors
    /// When none becomes free in time, or a new one cannot be opened.
    pub async fn acquire(&self) -> Result<Lease> {
        self.backend.acquire().await.map(|it| self.lease(it))
    }

    /// The same, to write on it at once: where a database takes one writer at a time, this waits for the pen.
    pub(crate) async fn acquire_to_write(&self) -> Result<Lease> {
        self.backend.acquire_to_write().await.map(|it| self.lease(it))
    }

    fn lease(&self, connection: Box<dyn Connection>) -> Lease {
        self.tell();
        let label = Label { alias: self.label.clone(), dialect: self.dialect() };
        Lease::new(connection, label)
    }

    /// Whether both have the same connections.
    pub(crate) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.backend, &other.backend)
    }

    /// Whether a writer of one pool keeps the writers of the other waiting.
    pub(crate) fn shares_its_writer(&self, other: &Self) -> bool {
        match (self.backend.queue(), other.backend.queue()) {
            (Some(one), Some(two)) => Arc::ptr_eq(one, two),
            _ => false,
        }
    }

    /// How long a caller waits for a connection.
    pub fn acquire_timeout(&self) -> Duration {
        self.backend.acquire_timeout()
    }

    /// How the pool is doing.
    pub fn status(&self) -> PoolStatus {
        self.backend.status()
    }

    /// Closes idle connections in the orderly way, and the others when they come back. Nothing can be acquired any
    /// more.
    pub async fn close(&self) {
        self.backend.close().await;
    }

    /// The same without waiting: idle connections are dropped as they are.
    pub fn close_now(&self) {
        self.backend.close_now();
    }
}

impl fmt::Debug for Pool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pool")
            .field("label", &self.label)
            .field("database", &self.backend.title())
            .field("status", &self.status())
            .finish_non_exhaustive()
    }
}
