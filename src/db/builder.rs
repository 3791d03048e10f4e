//! How to connect.

use std::{sync::Arc, time::Duration};

use crate::{
    backend::{Pool, PoolOptions, Pooler},
    db::Database,
    error::Result,
};

/// A URL with options; [`connect`](Self::connect) opens the pool.
///
/// ```no_run
/// # async fn connected() -> queryset::Result<()> {
/// use std::time::Duration;
/// let replica = queryset::Database::builder("postgres://db.example/shop")
///     .alias("replica")
///     .max_connections(20)
///     .acquire_timeout(Duration::from_secs(3))
///     .connect()
///     .await?
///     .register();
/// # Ok(()) }
/// ```
#[derive(Clone)]
#[must_use = "nothing is opened before `connect` is awaited"]
pub struct Builder {
    url: String,
    alias: Arc<str>,
    options: PoolOptions,
}

impl Builder {
    pub(crate) fn new(url: &str) -> Self {
        Self { url: url.to_owned(), alias: Arc::from("default"), options: PoolOptions::default() }
    }

    /// The name it is known by, in `using("…")` and in events; `default` if nothing is said.
    pub fn alias(mut self, alias: &str) -> Self {
        self.alias = Arc::from(alias);
        self
    }

    /// How many connections there may be at once.
    pub fn max_connections(mut self, count: usize) -> Self {
        self.options.max_connections = count;
        self
    }

    /// How long a query waits for a connection before it fails; on SQLite also how long a write waits for the other writers of
    /// this process.
    pub fn acquire_timeout(mut self, timeout: Duration) -> Self {
        self.options.acquire_timeout = timeout;
        self
    }

    /// How long opening a connection may take.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.options.connect_timeout = timeout;
        self
    }

    /// After how long without use a connection is tried before it is used again.
    pub fn idle_ping_after(mut self, idle: Duration) -> Self {
        self.options.idle_ping_after = idle;
        self
    }

    /// How old a connection may get.
    pub fn max_lifetime(mut self, lifetime: Duration) -> Self {
        self.options.max_lifetime = Some(lifetime);
        self
    }

    /// How long SQLite waits for a writer of another process. Those of this process wait for each other in a queue, as long as
    /// [`acquire_timeout`](Self::acquire_timeout) says; only who has a connection already, in a [`Lease`](crate::Lease) or an explicit
    /// transaction, waits for them this long.
    pub fn busy_timeout(mut self, timeout: Duration) -> Self {
        self.options.busy_timeout = timeout;
        self
    }

    /// How long one statement may take. The server ends it then, and the call is an error of kind
    /// [`Cancelled`](crate::ErrorKind::Cancelled); the connection goes on. In a block it is as any other error: what was
    /// done since the innermost savepoint is undone.
    ///
    /// | | |
    /// |---|---|
    /// | PostgreSQL | `SET statement_timeout`, or `SET LOCAL` in every transaction where a pooler shares the connections |
    /// | MariaDB | `SET SESSION max_statement_time` |
    /// | MySQL | `SET SESSION max_execution_time`, which holds for reads only |
    /// | SQLite | the statement is interrupted; the wait for other writers does not count, the time that the reader of a stream takes does |
    ///
    /// Where connections are shared, what runs as a text of its own outside of a transaction ([`Lease::run`]) has no limit.
    ///
    /// ```
    /// # use queryset::prelude::*;
    /// # fn main() -> queryset::Result<()> {
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(async {
    /// use std::time::Duration;
    /// let db = Database::builder("sqlite::memory:")
    ///     .statement_timeout(Duration::from_millis(50))
    ///     .connect()
    ///     .await?;
    /// let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
    /// let error = db.acquire().await?.run(endless.into()).await.unwrap_err();
    /// assert_eq!(error.kind(), queryset::ErrorKind::Cancelled);
    /// # Ok(())
    /// # })
    /// # }
    /// ```
    ///
    /// [`Lease::run`]: crate::Lease::run
    pub fn statement_timeout(mut self, limit: Duration) -> Self {
        self.options.statement_timeout = Some(limit);
        self
    }

    /// What stands between the pool and a PostgreSQL server; [`Pooler::Detect`] if nothing is said.
    ///
    /// What was found is in [`Database::status`], and in one event of the target `queryset::pool`.
    ///
    /// ```no_run
    /// # async fn connected() -> queryset::Result<()> {
    /// use queryset::Pooler;
    /// // PgBouncer with `pool_mode = session`: as good as a direct connection.
    /// let db = queryset::Database::builder("postgres://bouncer.example:6432/shop")
    ///     .pooler(Pooler::Session)
    ///     .connect()
    ///     .await?;
    /// assert!(db.status().facts.is_some_and(|it| it.session));
    /// # Ok(()) }
    /// ```
    ///
    /// Django: `DISABLE_SERVER_SIDE_CURSORS` and `prepare_threshold`, which must be set by hand.
    pub fn pooler(mut self, pooler: Pooler) -> Self {
        self.options.pooler = pooler;
        self
    }

    /// There is a pooler in transaction mode in between, as [`pooler`](Self::pooler) with [`Pooler::Transaction`] says:
    /// nothing is prepared for later, and every statement has a transaction of its own.
    pub fn transaction_pooler(self) -> Self {
        self.pooler(Pooler::Transaction)
    }

    /// Opens the pool.
    ///
    /// # Errors
    /// When the URL cannot be read, its cargo feature is off, or the server cannot be reached.
    pub async fn connect(self) -> Result<Database> {
        let pool = Pool::connect(&self.url, self.options, self.alias.clone()).await?;
        Ok(Database::around(pool, self.alias))
    }
}

impl std::fmt::Debug for Builder {
    // The URL may hold a password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Builder")
            .field("alias", &self.alias)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}
