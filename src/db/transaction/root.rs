//! The connection of a transaction, shared by its blocks.

use std::{
    panic::Location,
    sync::{
        Arc, Mutex as ShortMutex, MutexGuard as ShortMutexGuard,
        atomic::{
            AtomicBool, AtomicU32,
            Ordering::{Relaxed, SeqCst},
        },
    },
    time::Duration,
};

use tokio::sync::{Mutex, OwnedMutexGuard};

use super::{cursor::Cursors, locked::locked, reading::Reading, turn::Grasp};
use crate::{
    backend::Lease,
    db::{Database, hold::Hold},
    dialect::Mode,
    error::{Error, Result},
};

/// No savepoint waits for being undone.
const NONE: u32 = u32::MAX;

/// What a transaction has one of.
pub(super) struct Root {
    pub(super) database: Database,
    pub(super) mode: Mode,
    pub(super) place: &'static Location<'static>,
    over: AtomicBool,
    /// Another transaction was in the way: the whole may go well when it is tried again. To undo a savepoint does not take
    /// that back, since the error that its block ended with is as a rule the one that the transaction ends with.
    conflict: AtomicBool,
    lease: Arc<Mutex<Option<Lease>>>,
    /// The stream that has the connection.
    reading: ShortMutex<Option<Arc<Reading>>>,
    /// The outermost savepoint whose block was dropped. Those inside it have higher numbers, and go with it.
    dropped: AtomicU32,
    savepoints: AtomicU32,
    cursors: ShortMutex<Cursors>,
    /// Why no block can go on: a savepoint could not be undone.
    broken: ShortMutex<Option<Error>>,
    pub(super) hold: Option<Hold>,
}

/// Where a transaction is opened, and how.
pub(super) struct Opening<'o> {
    pub(super) database: &'o Database,
    pub(super) mode: Mode,
    pub(super) place: &'static Location<'static>,
}

impl Root {
    /// Opens the transaction.
    pub(super) async fn open(opening: &Opening<'_>, hold: Option<Hold>) -> Result<Self> {
        let Opening { database, mode, place } = *opening;
        let mut lease = match mode.read_only {
            true => database.lease().await?,
            false => database.lease_to_write().await?,
        };
        if let Some(hold) = &hold {
            lease.keep(hold.companion());
        }
        // A lease that is dropped while the answer is on its way knows that a transaction may be open.
        lease.begin(Arc::from(database.dialect().begin_with(mode))).await?;
        if let Some(hold) = &hold {
            hold.rests();
        }
        Ok(Self {
            database: database.clone(),
            mode,
            place,
            over: AtomicBool::new(false),
            conflict: AtomicBool::new(false),
            lease: Arc::new(Mutex::new(Some(lease))),
            reading: ShortMutex::default(),
            dropped: AtomicU32::new(NONE),
            savepoints: AtomicU32::new(0),
            cursors: ShortMutex::default(),
            broken: ShortMutex::default(),
            hold,
        })
    }

    pub(super) fn is_over(&self) -> bool {
        self.over.load(SeqCst)
    }

    pub(super) fn is_in_conflict(&self) -> bool {
        self.conflict.load(SeqCst)
    }

    /// How long anybody waits for a turn: the connection is as scarce as those of the pool.
    pub(super) fn patience(&self) -> Duration {
        self.database.acquire_timeout()
    }

    pub(super) fn next_savepoint(&self) -> u32 {
        self.savepoints.fetch_add(1, Relaxed)
    }

    /// How many savepoints there were.
    pub(super) fn savepoints(&self) -> u32 {
        self.savepoints.load(Relaxed)
    }

    pub(super) fn cursors(&self) -> ShortMutexGuard<'_, Cursors> {
        locked(&self.cursors)
    }

    /// Notes the error of a statement; whether the transaction is the worse for it.
    pub(super) fn note(&self, error: &Error, failed: bool) -> bool {
        if failed && error.is_to_be_tried_again() {
            self.conflict.store(true, SeqCst);
        }
        failed
    }

    /// Notes that the transaction cannot go on, whatever its blocks think.
    pub(super) fn break_off(&self, cause: Error) {
        locked(&self.broken).get_or_insert(cause);
    }

    pub(super) fn broken(&self) -> Option<Error> {
        locked(&self.broken).clone()
    }

    /// Leaves a savepoint to be undone by whoever has the next turn.
    pub(super) fn leave_undone(&self, savepoint: u32) {
        self.dropped.fetch_min(savepoint, SeqCst);
    }

    /// The connection in the state that the caller's block left it in. The caller has the turn of the innermost block.
    pub(super) async fn connection(&self) -> Result<Grasp<'_>> {
        let mut connection = Grasp::new(self);
        self.spill().await?;
        connection.take(self.lease.lock().await);
        self.undo_dropped(&mut connection).await?;
        Ok(connection)
    }

    /// The same for a stream, which keeps it.
    pub(super) async fn connection_for_stream(&self) -> Result<OwnedMutexGuard<Option<Lease>>> {
        drop(self.connection().await?);
        Ok(self.lease.clone().lock_owned().await)
    }

    /// Makes a stream the one that has the connection.
    pub(super) fn lend(&self, reading: Arc<Reading>) {
        *locked(&self.reading) = Some(reading);
    }

    /// Ends the transaction: nobody has a turn any more, and the caller gets the connection.
    pub(super) async fn end(&self) -> Result<Lease> {
        let connection = self.connection().await?;
        self.over.store(true, SeqCst);
        let lease = connection.part()?;
        if let Some(hold) = &self.hold {
            hold.used();
        }
        Ok(lease)
    }

    /// Ends it without the connection, which is cleaned up by whoever has it last.
    pub(super) fn abandon(&self) {
        self.over.store(true, SeqCst);
        self.sweep();
    }

    /// Whether a stream has the connection.
    pub(super) fn is_lent(&self) -> bool {
        locked(&self.reading).as_ref().is_some_and(|it| it.has_more())
    }

    /// Drops the connection of a transaction that is over, unless somebody uses it now.
    pub(super) fn sweep(&self) {
        if !self.is_over() {
            return;
        }
        if let Some(reading) = locked(&self.reading).as_ref() {
            reading.close();
        }
        if let Ok(mut lease) = self.lease.try_lock() {
            lease.take();
        }
    }

    /// Reads what is left of an open stream into memory, so that the connection is free.
    async fn spill(&self) -> Result<()> {
        let reading = locked(&self.reading).clone();
        let Some(reading) = reading else { return Ok(()) };
        reading.spill(self.patience()).await?;
        locked(&self.reading).take_if(|it| Arc::ptr_eq(it, &reading));
        Ok(())
    }

    async fn undo_dropped(&self, connection: &mut Grasp<'_>) -> Result<()> {
        let savepoint = self.dropped.load(SeqCst);
        if savepoint == NONE {
            return Ok(());
        }
        let lease = connection.lease()?;
        if let Err(error) = lease.rollback_to(back_to(savepoint)).await {
            self.break_off(error.clone());
            return Err(error);
        }
        self.cursors().undone(savepoint);
        // Nothing opened a savepoint in the meantime: that takes a turn. It is forgotten before it is released, since a
        // release that is dropped half-way could not be tried again.
        self.dropped.store(NONE, SeqCst);
        lease.run(release(savepoint)).await
    }
}

/// The texts of a savepoint. All databases have the same.
pub(super) fn set(savepoint: u32) -> Arc<str> {
    format!("SAVEPOINT queryset_{savepoint}").into()
}

pub(super) fn release(savepoint: u32) -> Arc<str> {
    format!("RELEASE SAVEPOINT queryset_{savepoint}").into()
}

/// It can be said twice, as long as the savepoint is there.
pub(super) fn back_to(savepoint: u32) -> Arc<str> {
    format!("ROLLBACK TO SAVEPOINT queryset_{savepoint}").into()
}
