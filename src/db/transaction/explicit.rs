//! Transactions in the explicit form: begin, commit, rollback.

use std::{fmt, future::Future, panic::Location, sync::Arc};

use super::{
    Atomic, HookOutcome,
    block::Handle,
    doom::Doom,
    hook::{Hook, run_all},
    root::{Opening, Root},
};
use crate::{
    backend::Lease,
    db::{
        Database,
        hold::{Hold, Use},
    },
    dialect::Mode,
    error::Result,
};

/// An open transaction. Queries join it by `using(&tx)`; it ends with [`commit`](Self::commit), and is rolled back
/// when it is dropped without.
///
/// Several futures of one task may use it at once: they take turns. A statement beside an open stream first reads the rest
/// of the stream into memory, unless a cursor reads it: see [`QuerySet::aiterator`](crate::QuerySet::aiterator).
///
/// After a statement has failed, the transaction refuses everything but its end, on every database. What may fail belongs
/// into [`atomic`](Self::atomic).
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

impl Transaction {
    /// Opens a transaction that somebody can hold in his hands while he asks for other connections.
    pub(crate) async fn begin(
        database: &Database,
        place: &'static Location<'static>,
    ) -> Result<Self> {
        let hold = database.hold(Use::Transaction(place));
        let opening = Opening { database, mode: Mode::default(), place };
        Self::open(&opening, Some(hold)).await
    }

    pub(super) async fn open(opening: &Opening<'_>, hold: Option<Hold>) -> Result<Self> {
        Ok(Self(Handle::new(Arc::new(Root::open(opening, hold).await?))))
    }

    /// Makes the changes permanent.
    ///
    /// # Errors
    /// When a statement of it has failed, or the database refuses: the changes are undone. When the connection is lost on
    /// the way, nobody can know whether they were made:
    /// [`is_outcome_unknown`](crate::Error::is_outcome_unknown). When a hook fails, of the kind
    /// [`CommitHook`](crate::error::ErrorKind::CommitHook): they were made.
    pub async fn commit(self) -> Result<()> {
        if let Some(doom) = self.0.block().doomed() {
            let undone = self.rollback().await;
            return match doom {
                Doom::Wanted => undone,
                other => other.at_commit(),
            };
        }
        let mut lease = self.end().await?;
        let root = self.0.root();
        let done = lease.commit(Arc::from(self.0.dialect().commit(root.mode))).await;
        if let Err(error) = &done {
            root.note(error, true);
        }
        // A hook may need the only connection there is.
        drop(lease);
        done?;
        run_all(self.0.block().take_hooks()).await
    }

    /// Undoes the changes.
    ///
    /// # Errors
    /// When the connection is lost; the changes are undone then as well.
    pub async fn rollback(self) -> Result<()> {
        let root = self.0.root().clone();
        if root.is_lent() {
            // To stop the stream is what cleaning up does better than reading it to its end.
            root.abandon();
            return Ok(());
        }
        let mut lease = self.end().await?;
        lease.rollback(Arc::from(self.0.dialect().rollback(root.mode))).await
    }

    /// Runs `body` in a block of this transaction: what it does is undone when it fails, and every query inside that names
    /// no other database belongs to it.
    ///
    /// ```no_run
    /// # use queryset::{auth::User, prelude::*};
    /// # async fn example(db: Database) -> queryset::Result<()> {
    /// let tx = db.begin().await?;
    /// let added = tx.atomic(async { User::objects().acreate(|u| u.username("ann").password("!")).await }).await;
    /// assert!(added.is_ok_and(|it| it.id > 0));
    /// tx.commit().await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// The error of `body`, and those of the savepoint.
    #[track_caller]
    pub fn atomic<T, F: Future<Output = Result<T>>>(
        &self,
        body: F,
    ) -> impl Future<Output = Result<T>> + use<T, F> {
        Atomic::new().using(self).run(body)
    }

    /// Runs `hook` after [`commit`](Self::commit), and never if there is none. See [`on_commit`](crate::on_commit).
    ///
    /// ```no_run
    /// # async fn moved(db: queryset::Database) -> queryset::Result<()> {
    /// let tx = db.begin().await?;
    /// tx.on_commit(async { println!("moved") });
    /// tx.commit().await?;
    /// # Ok(()) }
    /// ```
    pub fn on_commit<F>(&self, hook: F)
    where
        F: Future<Output: HookOutcome> + Send + 'static,
    {
        self.0.block().add_hooks([Hook::new(hook)]);
    }

    /// The same for a hook whose failure is logged. See [`on_commit_robust`](crate::on_commit_robust).
    pub fn on_commit_robust<F>(&self, hook: F)
    where
        F: Future<Output: HookOutcome> + Send + 'static,
    {
        self.0.block().add_hooks([Hook::robust(hook)]);
    }

    pub(crate) fn handle(&self) -> &Handle {
        &self.0
    }

    async fn end(&self) -> Result<Lease> {
        let _turn = self.0.block().wait().await?;
        self.0.root().end().await
    }
}

impl Drop for Transaction {
    fn drop(&mut self) {
        // A statement that runs now has the connection; it sweeps when it is done.
        self.0.root().abandon();
    }
}

impl fmt::Debug for Transaction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}
