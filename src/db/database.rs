//! A handle on a database.

use std::{fmt, future::Future, panic::Location, sync::Arc, time::Duration};

use crate::{
    backend::{Access, IntoPool, Lease, Pool, PoolStatus},
    db::{
        Atomic, Builder, Transaction, alias,
        hold::{Hold, Holds, Use},
        scope,
    },
    dialect::{Capability, Dialect},
    error::{Error, Result},
};

/// A database and its pool of connections. Cloning it is cheap and shares the pool.
#[derive(Clone)]
pub struct Database(Arc<Inner>);

struct Inner {
    alias: Arc<str>,
    pool: Pool,
    holds: Holds,
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
    /// The application goes on to use its pool beside it: both take connections from the same ones, so that the pool's
    /// options, its maximum among them, count for both. What only the two of them together can do is wait for each other:
    /// a task that holds a connection of the pool and awaits a query needs a second one. A transaction of the one is
    /// invisible to the other. Closing the pool ends the database too.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use queryset::{Database, auth::User, prelude::*, schema};
    ///
    /// let pool = sqlx::SqlitePool::connect("sqlite::memory:").await?;
    /// let db = Database::from_pool(pool.clone()).await?.with_alias("default").register();
    /// schema::apps(["auth", "contenttypes"])?.create_on(&db).await?;
    /// User::objects().acreate(|u| u.username("ann").password("!")).await?;
    /// let named: String = sqlx::query_scalar("SELECT username FROM auth_user").fetch_one(&pool).await?;
    /// assert_eq!(named, "ann");
    /// # Ok(()) }
    /// ```
    ///
    /// Its alias is `pool`; [`with_alias`](Self::with_alias) gives it another.
    ///
    /// # Errors
    /// When a connection is needed to tell MySQL from MariaDB, and none can be had.
    pub async fn from_pool(pool: impl IntoPool) -> Result<Self> {
        let alias: Arc<str> = Arc::from("pool");
        Ok(Self::around(pool.into_pool(alias.clone()).await?, alias))
    }

    /// The database under another alias, in events and captured statements too. It stays the same database: what goes to
    /// the one handle joins an [`atomic`](crate::atomic) that is open on the other.
    ///
    /// For a database of a URL, [`Builder::alias`] says it.
    #[must_use = "the alias is that of the database that is given back"]
    pub fn with_alias(self, alias: impl Into<Arc<str>>) -> Self {
        let alias = alias.into();
        Self::around(self.0.pool.clone().labelled(alias.clone()), alias)
    }

    pub(crate) fn around(pool: Pool, alias: Arc<str>) -> Self {
        Self(Arc::new(Inner { alias, pool, holds: Holds::default() }))
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
    /// A query is inside when its method is called inside, or when a queryset is awaited inside: a future or stream that is
    /// carried out of the scope still runs on this database. A task spawned inside does not inherit the scope, but
    /// [`spawn`](crate::spawn) gives it.
    ///
    /// One that was made in the scope of another database and is awaited here is an error of kind
    /// [`NoDatabase`](crate::error::ErrorKind::NoDatabase), and nothing is sent: make it inside, or name its database with
    /// `using`.
    ///
    /// ```no_run
    /// # use queryset::{auth::User, prelude::*};
    /// # async fn example(db: Database) -> queryset::Result<()> {
    /// let count = db.scope(async { User::objects().acount().await }).await?;
    /// # Ok(()) }
    /// ```
    pub fn scope<F: Future>(&self, future: F) -> impl Future<Output = F::Output> + use<F> {
        scope::within(self.clone(), future)
    }

    /// Runs `body` in a transaction on this database. See [`atomic`](crate::atomic).
    ///
    /// Queries inside that name no database go to this one, as in [`scope`](Self::scope). They have to be made inside, in an
    /// `async { … }`: one that was made in the scope of another database is an error.
    ///
    /// ```
    /// # use queryset::prelude::*;
    /// # fn main() -> queryset::Result<()> {
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(async {
    /// let db = Database::connect("sqlite::memory:").await?;
    /// let done = db.atomic(async { Ok("committed") }).await?;
    /// assert_eq!(done, "committed");
    /// # Ok(())
    /// # })
    /// # }
    /// ```
    ///
    /// # Errors
    /// As [`atomic`](crate::atomic).
    #[track_caller]
    pub fn atomic<T, F: Future<Output = Result<T>>>(
        &self,
        body: F,
    ) -> impl Future<Output = Result<T>> + use<T, F> {
        Atomic::new().using(self).run(body)
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
    #[track_caller]
    pub fn begin(&self) -> impl Future<Output = Result<Transaction>> + Send {
        Transaction::begin(self, Location::caller())
    }

    /// A connection for plain sqlx: [`postgres`](Lease::postgres), [`sqlite`](Lease::sqlite) or
    /// [`mysql`](Lease::mysql) give the driver's own type.
    ///
    /// # Errors
    /// When no connection can be had.
    #[track_caller]
    pub fn acquire(&self) -> impl Future<Output = Result<Lease>> + Send {
        let place = Location::caller();
        async move {
            let mut lease = self.lease().await?;
            let hold = self.hold(Use::Lease(place));
            hold.rests();
            lease.keep(hold.companion());
            Ok(lease)
        }
    }

    /// A connection for one statement or transaction.
    ///
    /// # Errors
    /// When none can be had, and at once when none can be had before this very task gives one back.
    pub(crate) async fn lease(&self) -> Result<Lease> {
        self.check_that_others_hold_one()?;
        self.0.pool.acquire().await
    }

    /// The same for one that writes. Where a database takes one writer at a time, it waits for the pen.
    ///
    /// # Errors
    /// As [`lease`](Self::lease), and at once when it would wait for a block that is open round this very call.
    pub(crate) async fn lease_to_write(&self) -> Result<Lease> {
        self.check_that_others_hold_one()?;
        let in_its_way = |it: &Database| self.0.pool.shares_its_writer(&it.0.pool);
        if let Some(block) = scope::writer(in_its_way) {
            return Err(Error::block_would_wait_for_itself(self.alias(), block.place()));
        }
        // A transaction in the hand of this task may be what it waits for: then it waits no longer than SQLite does.
        if self.0.holds.of_this_task().is_empty() {
            self.0.pool.acquire_to_write().await
        } else {
            self.0.pool.acquire().await
        }
    }

    /// A connection for a statement that writes or does not.
    pub(crate) async fn lease_for(&self, access: Access, sql: &str) -> Result<Lease> {
        if access.wants_the_pen(sql) { self.lease_to_write().await } else { self.lease().await }
    }

    /// A connection for a stream, which holds it between two rows.
    pub(crate) async fn lease_for_stream(
        &self,
        access: Access,
        sql: &Arc<str>,
    ) -> Result<(Lease, Hold)> {
        let mut lease = self.lease_for(access, sql).await?;
        let hold = self.hold(Use::Stream(sql.clone()));
        lease.keep(hold.companion());
        Ok((lease, hold))
    }

    pub(crate) fn hold(&self, by: Use) -> Hold {
        self.0.holds.add(by)
    }

    /// Whether both are handles on one pool.
    pub(crate) fn is(&self, other: &Self) -> bool {
        self.0.pool.is(&other.0.pool)
    }

    pub(crate) fn acquire_timeout(&self) -> Duration {
        self.0.pool.acquire_timeout()
    }

    fn check_that_others_hold_one(&self) -> Result<()> {
        let mut held = self.0.holds.of_this_task();
        held.extend(scope::open_on(self).map(|it| Use::Transaction(it.place())));
        match held.first() {
            Some(first) if held.len() >= self.status().max_connections => {
                Err(Error::would_wait_for_itself(self.alias(), held.len(), first))
            }
            _ => Ok(()),
        }
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

#[cfg(feature = "testing")]
impl Database {
    /// The same without waiting; connections that are in use are closed when they come back.
    pub(crate) fn close_now(&self) {
        self.0.pool.close_now();
    }
}

impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Database({}, {:?})", self.alias(), self.dialect())
    }
}
