//! Transactions in the explicit form: begin, commit, rollback.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::SeqCst},
    },
};

use tokio::sync::{Mutex, MutexGuard};

use crate::{
    backend::Lease,
    db::Database,
    dialect::Dialect,
    error::{Error, Result},
};

/// An open transaction. Queries join it by `using(&tx)`; it ends with [`commit`](Self::commit), and is rolled back
/// when it is dropped without.
///
/// Several futures of one task may use it at once: they take turns. While a stream of it is open, everything else is an
/// error at once, since the reader of the stream would wait for itself.
///
/// ```no_run
/// # async fn moved(db: queryset::Database) -> queryset::Result<()> {
/// let tx = db.begin().await?;
/// // Book::objects().using(&tx)…
/// tx.commit().await?;
/// # Ok(()) }
/// ```
#[must_use = "a transaction that is dropped is rolled back"]
pub struct Transaction(Handle);

/// What queries hold of a transaction.
#[derive(Clone)]
pub(crate) struct Handle(Arc<Shared>);

struct Shared {
    dialect: Dialect,
    over: AtomicBool,
    /// A stream has the connection until its reader is done with it.
    streaming: AtomicBool,
    lease: Mutex<Option<Lease>>,
}

/// The connection of a transaction, for one statement.
pub(crate) struct Held<'h> {
    shared: &'h Shared,
    lease: Option<MutexGuard<'h, Option<Lease>>>,
    streams: bool,
}

impl Transaction {
    pub(crate) async fn begin(database: &Database) -> Result<Self> {
        let dialect = database.dialect();
        let mut lease = database.acquire().await?;
        // A lease that is dropped while the answer is on its way knows that a transaction may be open.
        lease.begin(Arc::from(dialect.begin())).await?;
        let shared = Shared {
            dialect,
            over: AtomicBool::new(false),
            streaming: AtomicBool::new(false),
            lease: Mutex::new(Some(lease)),
        };
        Ok(Self(Handle(Arc::new(shared))))
    }

    /// Makes the changes permanent.
    ///
    /// # Errors
    /// When the database refuses: the changes are undone. When the connection is lost on the way, nobody can know
    /// whether they were made.
    pub async fn commit(self) -> Result<()> {
        let mut lease = self.0.end().await?;
        lease.commit(Arc::from("COMMIT")).await
    }

    /// Undoes the changes.
    ///
    /// # Errors
    /// When the connection is lost; the changes are undone then as well.
    pub async fn rollback(self) -> Result<()> {
        let mut lease = self.0.end().await?;
        lease.rollback(Arc::from("ROLLBACK")).await
    }

    pub(crate) fn handle(&self) -> &Handle {
        &self.0
    }
}

impl Drop for Transaction {
    fn drop(&mut self) {
        let shared = &self.0.0;
        shared.over.store(true, SeqCst);
        // A statement that runs now has the connection; it sweeps when it is done.
        shared.sweep();
    }
}

impl Handle {
    pub(crate) fn dialect(&self) -> Dialect {
        self.0.dialect
    }

    /// Waits for its turn.
    ///
    /// # Errors
    /// While a stream of the transaction is open: who waits for it may be the one who reads it.
    pub(crate) async fn lock(&self) -> Result<Held<'_>> {
        if self.0.streaming.load(SeqCst) {
            return Err(Error::stream_is_open());
        }
        let lease = self.0.lease.lock().await;
        Ok(Held { shared: &self.0, lease: Some(lease), streams: false })
    }

    /// The same for a stream, which keeps its turn until it is over or dropped.
    pub(crate) async fn lock_for_stream(&self) -> Result<Held<'_>> {
        let mut held = self.lock().await?;
        held.streams = true;
        self.0.streaming.store(true, SeqCst);
        Ok(held)
    }

    async fn end(&self) -> Result<Lease> {
        let mut held = self.lock().await?;
        self.0.over.store(true, SeqCst);
        let lease = held.lease.as_mut().and_then(|it| it.take());
        lease.ok_or_else(Error::transaction_ended)
    }
}

impl Shared {
    /// Drops the connection of a transaction that is over, unless somebody uses it now.
    fn sweep(&self) {
        if self.over.load(SeqCst)
            && let Ok(mut lease) = self.lease.try_lock()
        {
            lease.take();
        }
    }
}

impl Held<'_> {
    pub(crate) fn lease(&mut self) -> Result<&mut Lease> {
        if self.shared.over.load(SeqCst) {
            return Err(Error::transaction_ended());
        }
        self.lease.as_mut().and_then(|it| it.as_mut()).ok_or_else(Error::transaction_ended)
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        if self.streams {
            self.shared.streaming.store(false, SeqCst);
        }
        // The turn ends before the sweep: a transaction that was dropped in the meantime could not sweep itself.
        self.lease = None;
        self.shared.sweep();
    }
}

impl fmt::Debug for Transaction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl fmt::Debug for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = if self.0.over.load(SeqCst) { "over" } else { "open" };
        write!(f, "Transaction({state})")
    }
}
