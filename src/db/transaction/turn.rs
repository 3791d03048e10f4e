//! The connection of a transaction, for one statement.

use tokio::sync::MutexGuard;

use super::block::Block;
use crate::{
    backend::Lease,
    error::{Error, Result},
};

/// A block's right to use the connection; others wait until it is dropped.
pub(crate) struct Turn<'b> {
    block: &'b Block,
    lease: Option<MutexGuard<'b, Option<Lease>>>,
    _others_wait: MutexGuard<'b, ()>,
}

impl<'b> Turn<'b> {
    pub(super) fn new(
        block: &'b Block,
        turn: MutexGuard<'b, ()>,
        lease: MutexGuard<'b, Option<Lease>>,
    ) -> Self {
        if let Some(hold) = &block.root.hold {
            hold.used();
        }
        Self { block, lease: Some(lease), _others_wait: turn }
    }

    pub(crate) fn lease(&mut self) -> Result<&mut Lease> {
        // The transaction can have been dropped while this waited.
        self.block.check()?;
        self.lease.as_mut().and_then(|it| it.as_mut()).ok_or_else(Error::transaction_ended)
    }

    /// Notes how the statement ended: one that fails leaves nothing to commit.
    pub(crate) fn note<T>(&self, done: Result<T>) -> Result<T> {
        if let Err(error) = &done {
            let lease = self.lease.as_ref().and_then(|it| it.as_ref());
            self.block.note(error, lease.is_some_and(Lease::has_failed));
        }
        done
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        if let Some(hold) = &self.block.root.hold {
            hold.rests();
        }
        // The lock goes before the sweep: a transaction that was dropped in the meantime could not sweep itself.
        self.lease = None;
        self.block.root.sweep();
    }
}
