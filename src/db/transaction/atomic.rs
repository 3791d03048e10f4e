//! `atomic`: everything inside happens, or nothing.

use std::{fmt, future::Future, marker::PhantomData, panic::Location};

use super::{
    attempt::{Attempt, attempt},
    options::Options,
    retry::Retrying,
};
use crate::{
    db::Target,
    dialect::Isolation,
    error::{Error, Result},
};

/// Runs `body` in a transaction: committed when it gives `Ok`, rolled back when it gives `Err`, panics or is dropped.
///
/// One that is dropped while its COMMIT is under way can be committed; the same goes for the end of an inner block.
///
/// Every query inside that names no other database belongs to the transaction; an `atomic` inside is a savepoint of it.
/// Futures of one task, as by `join!`, take turns; a spawned task is outside of the transaction.
///
/// A statement that fails inside leaves its block good for nothing but being rolled back, on every database: later
/// queries are refused, and `Ok` becomes an error. What may fail belongs into an `atomic` of its own.
///
/// ```
/// # use queryset::{atomic, prelude::*, schema};
/// # #[derive(Model, Debug)]
/// # #[model(app = "bank")]
/// # pub struct Account { pub id: i64, #[field(unique)] pub owner: String, pub balance: i64 }
/// # fn main() -> queryset::Result<()> {
/// # tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(async {
/// # let db = Database::connect("sqlite::memory:").await?;
/// # schema::apps(["bank"])?.create_on(&db).await?;
/// # db.scope(async {
/// # Account::objects().acreate(|a| a.owner("ann").balance(10)).await?;
/// # Account::objects().acreate(|a| a.owner("bob").balance(0)).await?;
/// let left = atomic(async {
///     let from = Account::objects().filter(|a| a.owner().eq("ann"));
///     from.aupdate(|a| a.balance().set(a.balance() - 4)).await?;
///     let to = Account::objects().filter(|a| a.owner().eq("bob"));
///     to.aupdate(|a| a.balance().set(a.balance() + 4)).await?;
///     // An error inside the inner block undoes the inner block alone.
///     let twice = atomic(async { Account::objects().acreate(|a| a.owner("ann").balance(0)).await }).await;
///     assert!(twice.is_err_and(|it| it.is_unique_violation()));
///     Ok(Account::objects().aget(|a| a.owner().eq("ann")).await?.balance)
/// })
/// .await?;
/// assert_eq!(left, 6);
/// # Ok(())
/// # }).await
/// # })
/// # }
/// ```
///
/// [`Atomic`] has the options, and is the form for an application's own error type.
///
/// Django: `transaction.atomic`. Where Django rolls back in silence after a swallowed database error, this is an error.
///
/// # Errors
/// The error of `body`; [`TransactionClosed`](crate::error::ErrorKind::TransactionClosed) when it swallowed the error of
/// a statement; what begin, commit and hooks give.
#[track_caller]
pub fn atomic<T>(body: impl Future<Output = Result<T>>) -> impl Future<Output = Result<T>> {
    Atomic::new().run(body)
}

/// An [`atomic`] with options: `Atomic::new().durable().run(async { … }).await?`.
///
/// Its parameter is the error of the body, the library's own unless [`error`](Self::error) says otherwise. An application
/// says it once:
///
/// ```
/// use queryset::{Atomic, prelude::*};
///
/// #[derive(Debug)]
/// enum Refusal {
///     SoldOut,
///     Database(queryset::Error),
/// }
///
/// impl From<queryset::Error> for Refusal {
///     fn from(error: queryset::Error) -> Self {
///         Self::Database(error)
///     }
/// }
///
/// fn transaction() -> Atomic<Refusal> {
///     Atomic::new().error()
/// }
///
/// # fn main() -> queryset::Result<()> {
/// # tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(async {
/// # let db = Database::connect("sqlite::memory:").await?;
/// # db.scope(async {
/// let seats = 0;
/// let reserved = transaction()
///     .run(async {
///         if seats == 0 {
///             return Err(Refusal::SoldOut);
///         }
///         Ok(seats - 1)
///     })
///     .await;
/// assert!(matches!(reserved, Err(Refusal::SoldOut)));
/// # Ok(())
/// # }).await
/// # })
/// # }
/// ```
#[must_use = "nothing is run before `run` is awaited"]
pub struct Atomic<E = Error> {
    pub(super) target: Target,
    pub(super) options: Options,
    error: PhantomData<fn() -> E>,
}

impl Atomic {
    /// A block like that of [`atomic`].
    #[expect(clippy::new_without_default, reason = "it remembers where it was called")]
    #[track_caller]
    pub fn new() -> Self {
        Self {
            target: Target::default(),
            options: Options::new(Location::caller()),
            error: PhantomData,
        }
    }
}

impl<E> Atomic<E> {
    /// The error type of the body: any into which the library's own can be turned.
    ///
    /// ```no_run
    /// # use queryset::Atomic;
    /// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
    /// let age: u8 = Atomic::new()
    ///     .error::<Box<dyn std::error::Error>>()
    ///     .run(async { Ok("41".parse()?) })
    ///     .await?;
    /// # Ok(()) }
    /// ```
    pub fn error<Other>(self) -> Atomic<Other> {
        Atomic { target: self.target, options: self.options, error: PhantomData }
    }

    /// Where: a database, its alias, or a transaction, of which the block becomes a part.
    ///
    /// Queries inside that name no database go there too. One that was made outside, in the scope of another database, is an
    /// error of kind [`NoDatabase`](crate::error::ErrorKind::NoDatabase) and is not sent: make it inside of the block.
    ///
    /// ```no_run
    /// # use queryset::{Atomic, auth::User, prelude::*};
    /// # async fn example() -> queryset::Result<()> {
    /// let count = Atomic::new().using("replica").run(async { User::objects().acount().await }).await?;
    /// # Ok(()) }
    /// ```
    ///
    /// Django: `atomic(using=…)`, which leaves the default of the queries inside as it is.
    pub fn using(mut self, target: impl Into<Target>) -> Self {
        self.target = target.into();
        self
    }

    /// How much it sees of other transactions; for an outermost block.
    ///
    /// PostgreSQL: `BEGIN ISOLATION LEVEL SERIALIZABLE`; MySQL: `SET TRANSACTION ISOLATION LEVEL SERIALIZABLE`; SQLite's
    /// transactions are serializable whatever is asked for.
    ///
    /// ```no_run
    /// # use queryset::{Atomic, auth::User, dialect::Isolation, prelude::*};
    /// # async fn example() -> queryset::Result<()> {
    /// let strict = Atomic::new().isolation(Isolation::Serializable);
    /// let count = strict.run(async { User::objects().acount().await }).await?;
    /// # Ok(()) }
    /// ```
    pub fn isolation(mut self, level: Isolation) -> Self {
        self.options.mode.isolation = Some(level);
        self
    }

    /// Writes are refused, by the database; for an outermost block. On SQLite other writers are not kept waiting.
    ///
    /// ```no_run
    /// # use queryset::{Atomic, auth::User, prelude::*};
    /// # async fn example() -> queryset::Result<()> {
    /// let report = Atomic::new().read_only();
    /// let count = report.run(async { User::objects().acount().await }).await?;
    /// # Ok(()) }
    /// ```
    pub fn read_only(mut self) -> Self {
        self.options.mode.read_only = true;
        self
    }

    /// It must be the outermost block, so that what it did is permanent when it is over.
    ///
    /// ```no_run
    /// # use queryset::{Atomic, atomic, prelude::*};
    /// # async fn example() -> queryset::Result<()> {
    /// let inside = atomic(async { Atomic::new().durable().run(async { Ok(()) }).await }).await;
    /// assert_eq!(inside.map_err(|it| it.kind()), Err(ErrorKind::TransactionMisuse));
    /// # Ok(()) }
    /// ```
    ///
    /// Django: `atomic(durable=True)`.
    pub fn durable(mut self) -> Self {
        self.options.durable = true;
        self
    }

    /// Inside another block it has no savepoint: its failure dooms the block outside, which can only be rolled back.
    ///
    /// ```no_run
    /// # use queryset::{Atomic, auth::User, prelude::*};
    /// # async fn example() -> queryset::Result<()> {
    /// let cheap = Atomic::new().without_savepoint();
    /// let count = cheap.run(async { User::objects().acount().await }).await?;
    /// # Ok(()) }
    /// ```
    ///
    /// Django: `atomic(savepoint=False)`.
    pub fn without_savepoint(mut self) -> Self {
        self.options.savepoint = false;
        self
    }

    /// Runs the block again, up to `times` times, when another transaction was in its way: a serialization failure, a
    /// deadlock, SQLite's busy; or when a prepared statement was outdated, since the tables have changed. The pauses in between grow.
    ///
    /// It counts wherever in the block it happened, in an `atomic` inside or a bulk write too. A block that goes on after
    /// it and ends well is not run again; one that ends in an error is, whatever the error.
    ///
    /// Inside another block nothing is tried again, since the whole transaction has to be.
    pub fn retries(self, times: u32) -> Retrying<E> {
        Retrying::new(self, times)
    }
}

impl<E: From<Error>> Atomic<E> {
    /// Runs the block. See [`atomic`].
    ///
    /// # Errors
    /// The error of `body`; [`TransactionClosed`](crate::error::ErrorKind::TransactionClosed) when it swallowed the error of
    /// a statement; what begin, commit and hooks give.
    pub fn run<T>(
        self,
        body: impl Future<Output = Result<T, E>>,
    ) -> impl Future<Output = Result<T, E>> {
        // In a box: a body that is moved from future to future makes each of them as large as itself.
        let body = Box::pin(body);
        let target = self.target.here();
        async move {
            let session = target.resolve()?;
            let Attempt { outcome, .. } = attempt(&session, self.options, body).await;
            outcome
        }
    }
}

impl<E> fmt::Debug for Atomic<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Atomic")
            .field("target", &self.target)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}
