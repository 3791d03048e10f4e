//! A cursor of the server inside of a transaction: the rows of a query in chunks, each of them one statement.
//!
//! Between two chunks the connection is free, so that other statements of the transaction run and memory holds one chunk.
//! A cursor ends with its transaction, with the savepoint it was declared in when that is undone, and when nobody reads it
//! any more: it is closed before the next statement of the transaction. Where a statement was dropped, so that nobody knows
//! whether a cursor was declared or closed, the server is asked first: a transaction does not survive the CLOSE of a cursor
//! that is not there.

use std::{
    num::NonZeroUsize,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

use futures::StreamExt;

use super::{block::Handle, root::Root};
use crate::{
    backend::{Access, Lease},
    compiler::Statement,
    db::scope,
    error::{Error, Result},
    value::Row,
};

/// How many cursors there were in this process. No name is used twice: a cursor that is gone is never taken for another, and
/// what a `FETCH` gives back is the same whenever its text is prepared.
static DECLARED: AtomicU64 = AtomicU64::new(0);

/// The cursors that a transaction has open.
#[derive(Debug, Default)]
pub(super) struct Cursors {
    open: Vec<Open>,
}

#[derive(Debug)]
struct Open {
    number: u64,
    /// How many savepoints there had been: it goes with each of them, when that is undone.
    savepoints: u32,
    /// Nobody reads it any more.
    left: bool,
    /// It is there, unless a statement on its way declares or closes it, or has failed.
    sure: bool,
}

/// A query that is read in chunks.
pub(crate) struct Cursor {
    handle: Handle,
    number: u64,
    size: NonZeroUsize,
}

impl Handle {
    /// Declares a cursor for a query that only reads.
    pub(crate) async fn declare(&self, query: Statement, size: NonZeroUsize) -> Result<Cursor> {
        let mut turn = self.turn().await?;
        let number = self.root().cursors().next(self.root().savepoints());
        // If this is dropped from here on, it is a cursor that nobody reads.
        let cursor = Cursor { handle: self.clone(), number, size };
        let sql = format!("DECLARE {} NO SCROLL CURSOR FOR {}", name(number), query.sql);
        let statement = Statement::new(sql, query.binds);
        let done = turn.lease()?.rows(&statement, Access::Once, &mut |_| Ok(())).await;
        if done.is_ok() {
            self.root().cursors().is_there(number);
        }
        turn.note(done)?;
        Ok(cursor)
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
            // In a savepoint that is undone now, it can be there still.
            handle.root().cursors().doubt(&[self.number]);
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
    /// One that is about to be declared.
    fn next(&mut self, savepoints: u32) -> u64 {
        let number = DECLARED.fetch_add(1, Relaxed);
        self.open.push(Open { number, savepoints, left: false, sure: false });
        number
    }

    fn is_there(&mut self, number: u64) {
        for open in self.open.iter_mut().filter(|it| it.number == number) {
            open.sure = true;
        }
    }

    fn doubt(&mut self, numbers: &[u64]) {
        for open in self.open.iter_mut().filter(|it| numbers.contains(&it.number)) {
            open.sure = false;
        }
    }

    fn has(&self, number: u64) -> bool {
        self.open.iter().any(|it| it.number == number)
    }

    fn forget(&mut self, numbers: &[u64]) {
        self.open.retain(|it| !numbers.contains(&it.number));
    }

    fn leave(&mut self, number: u64) {
        for open in self.open.iter_mut().filter(|it| it.number == number) {
            open.left = true;
        }
    }

    /// Notes that a savepoint was undone, and with it what was declared in it.
    pub(super) fn undone(&mut self, savepoint: u32) {
        self.open.retain(|it| it.savepoints <= savepoint);
    }

    /// Those that nobody reads, and whether all of them are there.
    fn left(&self) -> (Vec<u64>, bool) {
        let left = || self.open.iter().filter(|it| it.left);
        (left().map(|it| it.number).collect(), left().all(|it| it.sure))
    }
}

impl Root {
    /// Closes what nobody reads any more. When this is dropped half-way, the next one asks what is left to do.
    pub(super) async fn close_cursors(&self, lease: &mut Lease) -> Result<()> {
        let (left, sure) = self.cursors().left();
        if left.is_empty() {
            return Ok(());
        }
        let mut names: Vec<_> = left.iter().copied().map(name).collect();
        if !sure {
            let there = there(lease).await?;
            names.retain(|it| there.contains(it));
        }
        if !names.is_empty() {
            self.cursors().doubt(&left);
            let texts: Vec<_> = names.iter().map(|it| format!("CLOSE {it}")).collect();
            lease.run(Arc::from(texts.join("; "))).await?;
        }
        self.cursors().forget(&left);
        Ok(())
    }
}

/// The names of all cursors that the connection has.
async fn there(lease: &mut Lease) -> Result<Vec<String>> {
    let mut names = Vec::new();
    let statement = Statement::new("SELECT name FROM pg_cursors", Vec::new());
    let mut each = |row: &mut dyn Row| {
        names.extend(row.text()?);
        Ok(())
    };
    lease.fetch(&statement, &mut each).await?;
    Ok(names)
}

async fn read(lease: &mut Lease, sql: &str) -> Result<Vec<Box<dyn Row + Send>>> {
    let statement = Statement::new(sql, Vec::new());
    // Kept prepared: the driver asks for a type that it does not know while the statement is under way, which one without a
    // name does not survive.
    let mut rows = lease.row_stream(statement, Access::Write);
    let mut all = Vec::new();
    while let Some(row) = rows.next().await {
        all.push(row?);
    }
    Ok(all)
}

fn name(number: u64) -> String {
    format!("queryset_{number}")
}
