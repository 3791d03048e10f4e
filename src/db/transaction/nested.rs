//! A savepoint and its block.

use tokio::sync::OwnedMutexGuard;

use super::{
    block::Handle,
    doom::Doom,
    root::{release, set, undo},
};
use crate::error::{Error, Result};

/// A block inside another one, which has no turn meanwhile. Dropped, it is undone by whoever has the next turn.
pub(super) struct Nested {
    pub(super) handle: Handle,
    outer: Handle,
    savepoint: u32,
    /// The savepoint is, or may be, there.
    is_set: bool,
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
            is_set: false,
            _turn: turn,
        };
        let mut lease = root.connection().await?;
        let lease = lease.as_mut().ok_or_else(Error::transaction_ended)?;
        nested.is_set = true;
        if let Err(error) = lease.run(set(nested.savepoint)).await {
            nested.is_set = false;
            outer.block().note(&error, lease.has_failed());
            return Err(error);
        }
        Ok(nested)
    }

    /// Makes what the block did a part of the block outside, or undoes it where it cannot be that.
    pub(super) async fn keep(mut self) -> Result<()> {
        if let Some(doom) = self.handle.block().doomed() {
            let undone = self.undo().await;
            doom.at_commit()?;
            return undone;
        }
        self.end(End::Release).await?;
        let hooks = self.handle.block().take_hooks();
        self.outer.block().add_hooks(hooks);
        Ok(())
    }

    /// Undoes what the block did. When that cannot be, the whole transaction is broken.
    pub(super) async fn undo(&mut self) -> Result<()> {
        let cause = self.handle.block().doomed();
        let undone = self.end(End::Undo).await;
        match (&undone, cause) {
            (Ok(()), _) => self.outer.root().mended(),
            (Err(_), Some(Doom::Failed(cause))) => self.outer.root().break_off(cause),
            (Err(error), _) => self.outer.root().break_off(error.clone()),
        }
        undone
    }

    /// Ends the block, when nothing of it is under way any more.
    async fn end(&mut self, end: End) -> Result<()> {
        let _own = self.handle.block().wait().await?;
        let root = self.outer.root();
        let mut lease = root.connection().await?;
        self.handle.block().close();
        let lease = lease.as_mut().ok_or_else(Error::transaction_ended)?;
        let done = match end {
            End::Release => lease.run(release(self.savepoint)).await,
            End::Undo => lease.rollback_to(undo(self.savepoint)).await,
        };
        self.is_set = false;
        if let Err(error) = &done {
            self.outer.block().note(error, lease.has_failed());
        }
        done
    }
}

impl Drop for Nested {
    fn drop(&mut self) {
        self.handle.block().close();
        if self.is_set {
            self.outer.root().leave_undone(self.savepoint);
        }
    }
}
