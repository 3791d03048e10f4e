//! A handle on a database.

use std::{fmt, future::Future, sync::Arc};

use crate::{
    backend::{IntoPool, Lease, Pool, PoolStatus},
    db::{Builder, Transaction, alias, scope},
    dialect::{Capability, Dialect},
    error::Result,
};

/// A database and its pool of connections. Cloning it is cheap and shares the pool.
#[derive(Clone)]
pub struct Database(Arc<Inner>);

struct Inner {
    alias: Arc<str>,
    pool: Pool,
}

impl Database {
    /// Connects to `postgres://…`, `mysql://…` (MariaDB too), `sqlite://file.db`, `sqlite::memory:` or
    /// `sqlite::temporary:`.
    ///
    /// ```no_run
    /// # async fn connected() -> queryset::Result<()> {
    /// let db = queryset::Database::connect("sqlite://library.db").await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// When the URL cannot be read, its cargo feature is off, or the server cannot be reached.
    pub async fn connect(url: &str) -> Result<Self> {
        Self::builder(url).connect().await
    }

    /// A connection with options: size of the pool, timeouts, an alias.
    pub fn builder(url: &str) -> Builder {
        Builder::new(url)
    }

    /// A database on a pool of sqlx that exists already: `sqlx::PgPool`, `SqlitePool` or `MySqlPool`.
    ///
    /// # Errors
    /// When a connection is needed to tell MySQL from MariaDB, and none can be had.
    pub async fn from_pool(pool: impl IntoPool) -> Result<Self> {
        let alias: Arc<str> = Arc::from("pool");
        Ok(Self::around(pool.into_pool(alias.clone()).await?, alias))
    }

    pub(crate) fn around(pool: Pool, alias: Arc<str>) -> Self {
        Self(Arc::new(Inner { alias, pool }))
    }

    /// Makes the database known to the whole process under its alias: `using("replica")` finds it.
    ///
    /// The alias `default` is where queries go that name no database. A database of the same alias is replaced.
    #[expect(
        clippy::must_use_candidate,
        clippy::return_self_not_must_use,
        reason = "it is called for its effect"
    )]
    pub fn register(self) -> Self {
        alias::register(self.clone());
        self
    }

    /// The name it is known by.
    pub fn alias(&self) -> &str {
        &self.0.alias
    }

    /// Which database it is.
    pub fn dialect(&self) -> Dialect {
        self.0.pool.dialect()
    }

    /// What it can do.
    pub fn capability(&self) -> &'static Capability {
        self.dialect().capability()
    }

    /// Makes it the database of every query of the future that names no other: a test, a tenant, a request.
    ///
    /// A task spawned inside does not inherit it.
    ///
    /// ```no_run
    /// # use queryset::{auth::User, prelude::*};
    /// # async fn example(db: Database) -> queryset::Result<()> {
    /// let count = db.scope(async { User::objects().acount().await }).await?;
    /// # Ok(()) }
    /// ```
    pub async fn scope<F: Future>(&self, future: F) -> F::Output {
        scope::within(self.clone(), future).await
    }

    /// Opens a transaction; name it with `using(&tx)`.
    ///
    /// On SQLite it is a write transaction from the start, so that two of them wait for each other instead of failing.
    ///
    /// ```no_run
    /// # use queryset::{auth::User, prelude::*};
    /// # async fn example(db: Database) -> queryset::Result<()> {
    /// let tx = db.begin().await?;
    /// User::objects().using(&tx).aupdate(|u| u.is_active().set(true)).await?;
    /// tx.commit().await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// When no connection can be had, or the database refuses.
    pub async fn begin(&self) -> Result<Transaction> {
        Transaction::begin(self).await
    }

    /// A connection for plain sqlx: [`postgres`](Lease::postgres), [`sqlite`](Lease::sqlite) or
    /// [`mysql`](Lease::mysql) give the driver's own type.
    ///
    /// # Errors
    /// When no connection can be had.
    pub async fn acquire(&self) -> Result<Lease> {
        self.0.pool.acquire().await
    }

    /// How many connections there are, and what became of them.
    pub fn status(&self) -> PoolStatus {
        self.0.pool.status()
    }

    /// Closes all connections; later queries fail.
    pub async fn close(&self) {
        self.0.pool.close().await;
    }
}

impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Database({}, {:?})", self.alias(), self.dialect())
    }
}
