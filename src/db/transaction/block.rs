//! A transaction, or a part of it that can be undone alone.

use std::{
    fmt, mem,
    sync::{
        Arc, Mutex as ShortMutex,
        atomic::{AtomicBool, Ordering::SeqCst},
    },
};

use tokio::{
    sync::{Mutex, MutexGuard, OwnedMutexGuard},
    time::timeout,
};

use super::{doom::Doom, hook::Hook, locked::locked, reading::Reader, root::Root, turn::Turn};
use crate::{
    compiler::Statement,
    db::Database,
    dialect::Dialect,
    error::{Error, Result},
};

/// What queries hold of a block.
#[derive(Clone)]
pub(crate) struct Handle(Arc<Block>);

pub(super) struct Block {
    pub(super) root: Arc<Root>,
    turn: Arc<Mutex<()>>,
    over: AtomicBool,
    doom: ShortMutex<Option<Doom>>,
    hooks: ShortMutex<Vec<Hook>>,
}

impl Handle {
    pub(super) fn new(root: Arc<Root>) -> Self {
        Self(Arc::new(Block {
            root,
            turn: Arc::default(),
            over: AtomicBool::new(false),
            doom: ShortMutex::default(),
            hooks: ShortMutex::default(),
        }))
    }

    pub(super) fn block(&self) -> &Arc<Block> {
        &self.0
    }

    pub(super) fn root(&self) -> &Arc<Root> {
        &self.0.root
    }

    pub(crate) fn dialect(&self) -> Dialect {
        self.database().dialect()
    }

    pub(crate) fn database(&self) -> &Database {
        &self.0.root.database
    }

    /// Whether both are blocks of one transaction.
    pub(crate) fn is_of(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0.root, &other.0.root)
    }

    /// Whether it was opened for more than reading.
    pub(crate) fn may_write(&self) -> bool {
        !self.0.root.mode.read_only
    }

    /// Where the transaction was opened.
    pub(crate) fn place(&self) -> &'static std::panic::Location<'static> {
        self.0.root.place
    }

    /// Waits until the block may use the connection, for one statement.
    ///
    /// # Errors
    /// When the block is over or can only be undone.
    pub(crate) async fn turn(&self) -> Result<Turn<'_>> {
        let block = &*self.0;
        block.check()?;
        let turn = block.wait().await?;
        block.check()?;
        let mut turn = Turn::new(block, turn, block.root.connection().await?);
        turn.close_cursors().await?;
        Ok(turn)
    }

    /// Starts a stream. It lends the connection to whoever wants a turn before it is over.
    pub(crate) async fn read(&self, statement: Statement) -> Result<Reader> {
        self.0.check()?;
        let _turn = self.0.wait().await?;
        self.0.check()?;
        let lease = self.0.root.connection_for_stream().await?;
        Ok(Reader::start(&self.0, statement, lease))
    }
}

impl Block {
    pub(super) fn is_over(&self) -> bool {
        self.over.load(SeqCst) || self.root.is_over()
    }

    pub(super) fn close(&self) {
        self.over.store(true, SeqCst);
    }

    /// Refuses what a block that is over, or doomed, is asked for.
    pub(super) fn check(&self) -> Result<()> {
        if self.is_over() {
            return Err(Error::transaction_ended());
        }
        self.doomed().map_or(Ok(()), |it| Err(it.refusal()))
    }

    pub(super) fn doomed(&self) -> Option<Doom> {
        let own = locked(&self.doom).clone();
        self.root.broken().map(Doom::Failed).or(own)
    }

    /// Notes why the block can only be undone; the first reason counts.
    pub(super) fn doom(&self, doom: Doom) {
        locked(&self.doom).get_or_insert(doom);
    }

    /// Forgets it.
    pub(super) fn spare(&self) {
        *locked(&self.doom) = None;
    }

    /// Notes how a statement of the block ended.
    pub(super) fn note(&self, error: &Error, failed: bool) {
        if self.root.note(error, failed) {
            self.doom(Doom::Failed(error.clone()));
        }
    }

    pub(super) fn add_hooks(&self, hooks: impl IntoIterator<Item = Hook>) {
        locked(&self.hooks).extend(hooks);
    }

    pub(super) fn take_hooks(&self) -> Vec<Hook> {
        mem::take(&mut *locked(&self.hooks))
    }

    /// Waits for the turn.
    pub(super) async fn wait(&self) -> Result<MutexGuard<'_, ()>> {
        if let Ok(turn) = self.turn.try_lock() {
            return Ok(turn);
        }
        let turn = timeout(self.root.patience(), self.turn.lock()).await;
        turn.map_err(|_| Error::turn_never_came())
    }

    /// The same for a nested block, which keeps it.
    pub(super) async fn wait_for_nested(&self) -> Result<OwnedMutexGuard<()>> {
        let turn = timeout(self.root.patience(), self.turn.clone().lock_owned()).await;
        turn.map_err(|_| Error::turn_never_came())
    }
}

impl fmt::Debug for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match self.0.doomed() {
            _ if self.0.is_over() => "over",
            Some(_) => "to be undone",
            None => "open",
        };
        write!(f, "Transaction({state})")
    }
}
