//! The connection of a transaction, for one statement.

use tokio::sync::MutexGuard;

use super::{block::Block, root::Root};
use crate::{
    backend::Lease,
    error::{Error, Result},
};

/// A block's right to use the connection; others wait until it is dropped.
pub(crate) struct Turn<'b> {
    block: &'b Block,
    // The connection goes before the next one's turn comes.
    connection: Grasp<'b>,
    _others_wait: MutexGuard<'b, ()>,
}

/// The connection, in the hands of whoever has the turn of the innermost block. It can be dropped at any point, also while
/// something is cleaned up before the statement that it was taken for.
pub(super) struct Grasp<'r> {
    root: &'r Root,
    lease: Option<MutexGuard<'r, Option<Lease>>>,
}

impl<'b> Turn<'b> {
    pub(super) fn new(block: &'b Block, turn: MutexGuard<'b, ()>, connection: Grasp<'b>) -> Self {
        Self { block, connection, _others_wait: turn }
    }

    pub(crate) fn lease(&mut self) -> Result<&mut Lease> {
        // The transaction can have been dropped while this waited.
        self.block.check()?;
        self.connection.lease()
    }

    /// Closes the cursors that nobody reads any more.
    pub(super) async fn close_cursors(&mut self) -> Result<()> {
        let root = &self.block.root;
        let done = root.close_cursors(self.lease()?).await;
        self.note(done)
    }

    /// Notes how the statement ended: one that fails leaves nothing to commit.
    pub(crate) fn note<T>(&self, done: Result<T>) -> Result<T> {
        if let Err(error) = &done {
            let lease = self.connection.lease.as_ref().and_then(|it| it.as_ref());
            self.block.note(error, lease.is_some_and(Lease::has_failed));
        }
        done
    }
}

impl<'r> Grasp<'r> {
    /// Still without the connection: what is done to have it is work, too.
    pub(super) fn new(root: &'r Root) -> Self {
        if let Some(hold) = &root.hold {
            hold.used();
        }
        Self { root, lease: None }
    }

    pub(super) fn take(&mut self, lease: MutexGuard<'r, Option<Lease>>) {
        self.lease = Some(lease);
    }

    pub(super) fn lease(&mut self) -> Result<&mut Lease> {
        self.lease.as_mut().and_then(|it| it.as_mut()).ok_or_else(Error::transaction_ended)
    }

    /// Takes the connection out of the transaction.
    pub(super) fn part(mut self) -> Result<Lease> {
        self.lease.as_mut().and_then(|it| it.take()).ok_or_else(Error::transaction_ended)
    }
}

impl Drop for Grasp<'_> {
    fn drop(&mut self) {
        if let Some(hold) = &self.root.hold {
            hold.rests();
        }
        // The lock goes before the sweep: a transaction that was dropped in the meantime could not sweep itself.
        self.lease = None;
        self.root.sweep();
    }
}
