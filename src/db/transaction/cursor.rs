//! A cursor of the server inside of a transaction: the rows of a query in chunks, each of them one statement.
//!
//! Between two chunks the connection is free, so that other statements of the transaction run and memory holds one chunk.
//! A cursor ends with its transaction, with the savepoint it was declared in when that is undone, and when nobody reads it
//! any more: it is closed before the next statement of the transaction.

use std::{num::NonZeroUsize, sync::Arc};

use futures::StreamExt;

use super::{block::Handle, root::Root};
use crate::{
    backend::{Access, Lease},
    compiler::Statement,
    db::scope,
    error::{Error, Result},
    value::Row,
};

/// The cursors that a transaction has open.
#[derive(Debug, Default)]
pub(super) struct Cursors {
    /// How many there were; no name is used twice, so that one that is gone is never taken for another.
    declared: u32,
    open: Vec<Open>,
}

#[derive(Debug)]
struct Open {
    number: u32,
    /// How many savepoints there had been: it goes with each of them, when that is undone.
    savepoints: u32,
    /// Nobody reads it any more.
    left: bool,
}

/// A query that is read in chunks.
pub(crate) struct Cursor {
    handle: Handle,
    number: u32,
    size: NonZeroUsize,
}

impl Handle {
    /// Declares a cursor for a query that only reads.
    pub(crate) async fn declare(&self, query: Statement, size: NonZeroUsize) -> Result<Cursor> {
        let mut turn = self.turn().await?;
        let number = self.root().cursors().next();
        let sql = format!("DECLARE {} NO SCROLL CURSOR FOR {}", name(number), query.sql);
        let statement = Statement::new(sql, query.binds);
        let done = turn.lease()?.rows(&statement, Access::Once, &mut |_| Ok(())).await;
        turn.note(done)?;
        let savepoints = self.root().savepoints();
        self.root().cursors().open.push(Open { number, savepoints, left: false });
        Ok(Cursor { handle: self.clone(), number, size })
    }
}

impl Cursor {
    /// The next rows; fewer than there is room for are the last.
    ///
    /// They are read in the block that asks, which is the innermost one: the block of the query waits for it.
    pub(crate) async fn next(&mut self) -> Result<Vec<Box<dyn Row + Send>>> {
        let handle = scope::innermost(&self.handle);
        let mut turn = handle.turn().await?;
        if !handle.root().cursors().has(self.number) {
            return Err(Error::cursor_was_undone());
        }
        let sql = format!("FETCH {} FROM {}", self.size, name(self.number));
        let read = read(turn.lease()?, &sql).await;
        if read.is_err() {
            handle.root().cursors().forget(self.number);
        }
        turn.note(read)
    }

    pub(crate) fn is_last(&self, rows: usize) -> bool {
        rows < self.size.get()
    }
}

impl Drop for Cursor {
    fn drop(&mut self) {
        self.handle.root().cursors().leave(self.number);
    }
}

impl Cursors {
    fn next(&mut self) -> u32 {
        self.declared += 1;
        self.declared - 1
    }

    fn has(&self, number: u32) -> bool {
        self.open.iter().any(|it| it.number == number)
    }

    fn forget(&mut self, number: u32) {
        self.open.retain(|it| it.number != number);
    }

    fn leave(&mut self, number: u32) {
        for open in self.open.iter_mut().filter(|it| it.number == number) {
            open.left = true;
        }
    }

    /// Notes that a savepoint was undone, and with it what was declared in it.
    pub(super) fn undone(&mut self, savepoint: u32) {
        self.open.retain(|it| it.savepoints <= savepoint);
    }

    /// Those that nobody reads, which are forgotten. If the statement that closes them is dropped half-way, they are open
    /// until the transaction ends.
    fn take_left(&mut self) -> Vec<u32> {
        self.open.extract_if(.., |it| it.left).map(|it| it.number).collect()
    }
}

impl Root {
    /// Closes what nobody reads any more.
    pub(super) async fn close_cursors(&self, lease: Option<&mut Lease>) -> Result<()> {
        let left = self.cursors().take_left();
        let Some(lease) = lease.filter(|_| !left.is_empty()) else { return Ok(()) };
        let texts: Vec<_> = left.into_iter().map(|it| format!("CLOSE {}", name(it))).collect();
        lease.run(Arc::from(texts.join("; "))).await
    }
}

async fn read(lease: &mut Lease, sql: &str) -> Result<Vec<Box<dyn Row + Send>>> {
    let statement = Statement::new(sql, Vec::new());
    let mut rows = lease.row_stream(statement, Access::Once);
    let mut all = Vec::new();
    while let Some(row) = rows.next().await {
        all.push(row?);
    }
    Ok(all)
}

fn name(number: u32) -> String {
    format!("queryset_{number}")
}
