//! A stream inside a transaction.
//!
//! The stream has the connection between its rows too, since no driver can run another statement meanwhile. It is never
//! waited for: who wants a turn reads the remaining rows into memory, where the reader finds them. So memory is bounded as
//! long as nothing else happens in the transaction, and nobody can wait for himself.

use std::{
    collections::VecDeque,
    sync::{
        Arc, Weak,
        atomic::{AtomicBool, Ordering::SeqCst},
    },
    time::Duration,
};

use async_stream::stream;
use futures::{StreamExt, stream::BoxStream};
use tokio::{
    sync::{Mutex, OwnedMutexGuard},
    time::timeout,
};

use super::block::Block;
use crate::{
    backend::Lease,
    compiler::Statement,
    error::{Error, Result},
    value::Row,
};

type BoxRow = Box<dyn Row + Send>;

/// What is wrong, and whether the transaction is the worse for it.
type Fault = (Error, bool);

/// The reader's end.
pub(crate) struct Reader {
    reading: Arc<Reading>,
    block: Arc<Block>,
}

/// What reader and spiller share.
pub(super) struct Reading {
    flow: Mutex<Flow>,
    /// Nobody reads on: the rest is dropped in place of being kept.
    unwanted: AtomicBool,
    block: Weak<Block>,
}

struct Flow {
    rows: Rows,
    kept: VecDeque<Result<BoxRow>>,
}

enum Rows {
    /// On the connection, which is in there.
    Open(BoxStream<'static, Result<BoxRow, Fault>>),
    /// All there were.
    Done,
    /// The transaction ended first.
    Closed,
}

impl Reader {
    /// Starts the stream with the connection that it keeps.
    pub(super) fn start(
        block: &Arc<Block>,
        statement: Statement,
        lease: OwnedMutexGuard<Option<Lease>>,
    ) -> Self {
        let rows = Rows::Open(rows(statement, lease));
        let reading = Arc::new(Reading {
            flow: Mutex::new(Flow { rows, kept: VecDeque::new() }),
            unwanted: AtomicBool::new(false),
            block: Arc::downgrade(block),
        });
        block.root.lend(reading.clone());
        Self { reading, block: block.clone() }
    }

    /// The next row, from memory or from the connection.
    pub(crate) async fn next(&mut self) -> Option<Result<BoxRow>> {
        let mut flow = self.reading.flow.lock().await;
        let row = match flow.kept.pop_front() {
            Some(row) => Some(row),
            None => self.reading.advance(&mut flow).await,
        };
        drop(flow);
        self.block.root.sweep();
        row
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        // The rows stay where they are: to read them to their end is safe on every database, to drop them half-way is not.
        self.reading.unwanted.store(true, SeqCst);
        if let Ok(mut flow) = self.reading.flow.try_lock() {
            flow.kept.clear();
        }
        self.block.root.sweep();
    }
}

impl Reading {
    /// Reads what is left, so that the connection is free.
    ///
    /// # Errors
    /// When the reader has waited for a row for so long: its future is not polled any more, and the row is in there.
    pub(super) async fn spill(&self, patience: Duration) -> Result<()> {
        let flow = timeout(patience, self.flow.lock()).await;
        let mut flow = flow.map_err(|_| Error::turn_never_came())?;
        while matches!(flow.rows, Rows::Open(_)) {
            if let Some(row) = self.advance(&mut flow).await
                && !self.unwanted.load(SeqCst)
            {
                flow.kept.push_back(row);
            }
        }
        Ok(())
    }

    /// Lets go of the connection, unless somebody reads a row now.
    pub(super) fn close(&self) {
        if let Ok(mut flow) = self.flow.try_lock()
            && matches!(flow.rows, Rows::Open(_))
        {
            flow.rows = Rows::Closed;
        }
    }

    /// Whether the stream has the connection.
    pub(super) fn has_more(&self) -> bool {
        self.flow.try_lock().is_ok_and(|it| matches!(it.rows, Rows::Open(_)))
    }

    async fn advance(&self, flow: &mut Flow) -> Option<Result<BoxRow>> {
        let rows = match &mut flow.rows {
            Rows::Open(rows) => rows,
            Rows::Done => return None,
            Rows::Closed => {
                flow.rows = Rows::Done;
                return Some(Err(Error::transaction_ended()));
            }
        };
        let row = rows.next().await;
        if !matches!(row, Some(Ok(_))) {
            flow.rows = Rows::Done;
        }
        row.map(|row| row.map_err(|fault| self.told(fault)))
    }

    fn told(&self, (error, failed): Fault) -> Error {
        if let Some(block) = self.block.upgrade() {
            block.note(&error, failed);
        }
        error
    }
}

fn rows(
    statement: Statement,
    mut lease: OwnedMutexGuard<Option<Lease>>,
) -> BoxStream<'static, Result<BoxRow, Fault>> {
    Box::pin(stream! {
        let Some(lease) = lease.as_mut() else {
            // The transaction was dropped while this waited.
            yield Err((Error::transaction_ended(), false));
            return;
        };
        let mut end = None;
        let mut rows = lease.stream(statement);
        while let Some(row) = rows.next().await {
            match row {
                Ok(row) => yield Ok(row),
                Err(error) => end = Some(error),
            }
        }
        drop(rows);
        if let Some(error) = end {
            yield Err((error, lease.has_failed()));
        }
    })
}
