//! A savepoint and its block.

use tokio::sync::OwnedMutexGuard;

use super::{
    block::Handle,
    doom::Doom,
    root::{back_to, release, set},
};
use crate::{backend::Lease, error::Result};

/// A block inside another one, which has no turn meanwhile. Dropped, it is undone by whoever has the next turn.
pub(super) struct Nested {
    pub(super) handle: Handle,
    outer: Handle,
    savepoint: u32,
    /// What happened since the savepoint is undone by a drop. Not before anything did, and not after that was decided
    /// otherwise: the statements that set and release it can then be under way, arrived or not, and it does not matter.
    undecided: bool,
    _turn: OwnedMutexGuard<()>,
}

/// How a savepoint goes.
enum End {
    Release,
    Undo,
}

impl Nested {
    /// Sets the savepoint.
    pub(super) async fn open(outer: &Handle) -> Result<Self> {
        outer.block().check()?;
        let turn = outer.block().wait_for_nested().await?;
        outer.block().check()?;
        let root = outer.root();
        let mut nested = Self {
            handle: Handle::new(root.clone()),
            outer: outer.clone(),
            savepoint: root.next_savepoint(),
            undecided: false,
            _turn: turn,
        };
        let mut connection = root.connection().await?;
        let lease = connection.lease()?;
        if let Err(error) = lease.run(set(nested.savepoint)).await {
            outer.block().note(&error, lease.has_failed());
            return Err(error);
        }
        nested.undecided = true;
        Ok(nested)
    }

    /// Makes what the block did a part of the block outside, or undoes it where it cannot be that.
    pub(super) async fn keep(mut self) -> Result<()> {
        if let Some(doom) = self.handle.block().doomed() {
            let undone = self.undo().await;
            doom.at_commit()?;
            return undone;
        }
        self.end(End::Release).await
    }

    /// Undoes what the block did. When that cannot be, the whole transaction is broken.
    pub(super) async fn undo(&mut self) -> Result<()> {
        let cause = self.handle.block().doomed();
        let undone = self.end(End::Undo).await;
        if let Err(error) = &undone {
            let cause = if let Some(Doom::Failed(cause)) = cause { cause } else { error.clone() };
            self.outer.root().break_off(cause);
        }
        undone
    }

    /// Ends the block, when nothing of it is under way any more.
    async fn end(&mut self, end: End) -> Result<()> {
        let (own, outer) = (self.handle.clone(), self.outer.clone());
        let _turn = own.block().wait().await?;
        let mut connection = outer.root().connection().await?;
        own.block().close();
        let lease = connection.lease()?;
        let done = match end {
            End::Release => self.release(lease).await,
            End::Undo => self.go_back(lease).await,
        };
        if let Err(error) = &done {
            outer.block().note(error, lease.has_failed());
        }
        done
    }

    async fn release(&mut self, lease: &mut Lease) -> Result<()> {
        self.undecided = false;
        self.outer.block().add_hooks(self.handle.block().take_hooks());
        lease.run(release(self.savepoint)).await
    }

    async fn go_back(&mut self, lease: &mut Lease) -> Result<()> {
        let gone_back = lease.rollback_to(back_to(self.savepoint)).await;
        self.undecided = false;
        gone_back?;
        self.outer.root().cursors().undone(self.savepoint);
        lease.run(release(self.savepoint)).await
    }
}

impl Drop for Nested {
    fn drop(&mut self) {
        self.handle.block().close();
        if self.undecided {
            self.outer.root().leave_undone(self.savepoint);
        }
    }
}
