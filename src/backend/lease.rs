//! Exclusive use of one connection.

use std::{any::Any, fmt, sync::Arc};

use async_stream::stream;
use async_trait::async_trait;
use futures::{StreamExt, stream::BoxStream};

use crate::{
    backend::{
        watch::{Label, Watch},
        words::only_asks,
    },
    compiler::Statement,
    error::Result,
    value::Row,
};

/// What is done with each row as it arrives.
pub(crate) type EachRow<'e> = &'e mut (dyn FnMut(&mut dyn Row) -> Result<()> + Send);

/// Rows one by one.
pub(crate) type RowStream<'s> = BoxStream<'s, Result<Box<dyn Row + Send>>>;

/// One connection, for nobody else until it is dropped.
///
/// A future or stream of a lease may be dropped at any point. What it leaves behind is cleaned up before the lease's
/// next statement, or, when the lease is dropped, before the connection goes back to the pool; a transaction that is
/// still open then is rolled back.
pub struct Lease {
    connection: Box<dyn Connection>,
    label: Label,
    /// What its owner wants to be dropped with it.
    companion: Option<Box<dyn Any + Send + Sync>>,
}

/// What a statement without rows did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Outcome {
    /// How many rows it wrote or deleted; on MySQL how many it found.
    pub rows_affected: u64,
    /// The key that SQLite or MySQL gave to an inserted row: of several rows the last on SQLite, the first on MySQL.
    /// Without meaning after anything but an INSERT, and always `None` on PostgreSQL.
    pub last_insert_id: Option<i64>,
}

/// A connection of one driver, behind a pointer.
#[async_trait]
pub(crate) trait Connection: Send + fmt::Debug {
    async fn execute(&mut self, statement: &Statement, access: Access) -> Result<Outcome>;
    async fn fetch(
        &mut self,
        statement: &Statement,
        access: Access,
        each: EachRow<'_>,
    ) -> Result<u64>;
    fn stream(&mut self, statement: Statement, access: Access) -> RowStream<'_>;
    async fn run(&mut self, sql: Arc<str>) -> Result<()>;
    async fn begin(&mut self, sql: Arc<str>) -> Result<()>;
    async fn commit(&mut self, sql: Arc<str>) -> Result<()>;
    async fn rollback(&mut self, sql: Arc<str>) -> Result<()>;
    async fn rollback_to(&mut self, sql: Arc<str>) -> Result<()>;
    fn has_failed(&self) -> bool;
    fn in_transaction(&self) -> bool;
    fn as_any_mut(&mut self) -> &mut dyn Any;
}

/// Whether a statement can be sent again when nobody knows whether it arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    Read,
    Write,
    /// As `Write`, and the text hardly comes again: no prepared statement of it is kept, which would push one out that
    /// does.
    ///
    /// PostgreSQL: not for rows with columns of a type that is not built in, such as an enum. The first time sqlx asks for
    /// the type between preparing and running, by a simple query, and that drops a statement that has no name.
    Once,
}

impl Access {
    /// Whether a statement of this text wants the pen, where a database takes one at a time. What may write is
    /// said generously: raw SQL may.
    pub(crate) fn wants_the_pen(self, sql: &str) -> bool {
        self != Self::Read && !only_asks(sql)
    }
}

impl Lease {
    pub(crate) fn new(connection: Box<dyn Connection>, label: Label) -> Self {
        Self { connection, label, companion: None }
    }

    /// Runs a statement that returns no rows; rows that it returns all the same are dropped.
    ///
    /// # Errors
    /// When a value cannot be bound, the database refuses the statement, or the connection is lost.
    pub async fn execute(&mut self, statement: &Statement) -> Result<Outcome> {
        self.outcome(statement, Access::Write).await
    }

    /// Runs a statement that only reads, gives each row to `each` as it arrives, and returns how many there were.
    ///
    /// If it is the lease's first statement, outside a transaction, and the connection turns out to be lost before the
    /// first row, it is tried once more on another connection. Rows that follow an error of `each` are dropped.
    ///
    /// # Errors
    /// The first error of `each`; and when a value cannot be bound, the database refuses the statement, or the
    /// connection is lost.
    pub async fn fetch(&mut self, statement: &Statement, each: EachRow<'_>) -> Result<u64> {
        self.rows(statement, Access::Read, each).await
    }

    /// The same for a statement that writes and returns rows; it is never tried again.
    ///
    /// # Errors
    /// As [`Lease::fetch`].
    pub async fn fetch_returning(
        &mut self,
        statement: &Statement,
        each: EachRow<'_>,
    ) -> Result<u64> {
        self.rows(statement, Access::Write, each).await
    }

    /// Runs a statement that reads and hands out its rows one by one, in bounded memory.
    ///
    /// # Errors
    /// Each item can be one; it is the last item then.
    pub fn stream(&mut self, statement: Statement) -> BoxStream<'_, Result<Box<dyn Row + Send>>> {
        self.row_stream(statement, Access::Read)
    }

    /// The same for a statement that may write, where `access` says so; it is never tried again then.
    pub(crate) fn row_stream(&mut self, statement: Statement, access: Access) -> RowStream<'_> {
        let mut watch = Watch::start(&self.label, &statement.sql, &statement.binds);
        let mut rows = self.connection.stream(statement, access);
        Box::pin(stream! {
            let mut count = 0;
            while let Some(row) = rows.next().await {
                match &row {
                    Ok(_) => count += 1,
                    Err(error) => std::mem::take(&mut watch).end(Err(error)),
                }
                yield row;
            }
            watch.end(Ok(count));
        })
    }

    /// Runs a text without values that need not be preparable and may hold several statements: DDL, `SAVEPOINT`.
    ///
    /// What opens and ends a transaction goes through [`Lease::begin`], [`Lease::commit`] and [`Lease::rollback`].
    ///
    /// # Errors
    /// When the database refuses it or the connection is lost.
    pub async fn run(&mut self, sql: Arc<str>) -> Result<()> {
        let watch = Watch::start(&self.label, &sql, &[]);
        let done = self.connection.run(sql).await;
        watch.end(done.as_ref().map(|()| 0));
        done
    }

    /// Opens a transaction with this text; dropping the lease rolls it back.
    ///
    /// # Errors
    /// When the database refuses it or the connection is lost.
    pub async fn begin(&mut self, sql: Arc<str>) -> Result<()> {
        let watch = Watch::start(&self.label, &sql, &[]);
        let done = self.connection.begin(sql).await;
        watch.end(done.as_ref().map(|()| 0));
        done
    }

    /// Commits the transaction with this text.
    ///
    /// # Errors
    /// When the database refuses it, had rolled the transaction back before, or the connection is lost. Only in the
    /// last case can the transaction have been committed all the same.
    pub async fn commit(&mut self, sql: Arc<str>) -> Result<()> {
        let watch = Watch::start(&self.label, &sql, &[]);
        let done = self.connection.commit(sql).await;
        watch.end(done.as_ref().map(|()| 0));
        done
    }

    /// Rolls the transaction back with this text. Without a transaction nothing is sent.
    ///
    /// # Errors
    /// When the connection is lost; the transaction is rolled back then, too.
    pub async fn rollback(&mut self, sql: Arc<str>) -> Result<()> {
        let watch = Watch::start(&self.label, &sql, &[]);
        let done = self.connection.rollback(sql).await;
        watch.end(done.as_ref().map(|()| 0));
        done
    }

    /// Goes back to a savepoint with this text, after which the transaction is as good as it was there.
    ///
    /// # Errors
    /// When the database refuses it, has given up the whole transaction, or the connection is lost.
    pub async fn rollback_to(&mut self, sql: Arc<str>) -> Result<()> {
        let watch = Watch::start(&self.label, &sql, &[]);
        let done = self.connection.rollback_to(sql).await;
        watch.end(done.as_ref().map(|()| 0));
        done
    }

    /// Whether a statement of the transaction has failed, or the transaction or the connection is lost.
    pub fn has_failed(&self) -> bool {
        self.connection.has_failed()
    }

    /// Keeps something until the lease is dropped.
    pub(crate) fn keep(&mut self, companion: Box<dyn Any + Send + Sync>) {
        self.companion = Some(companion);
    }

    /// Whether a transaction was begun and not ended, even if the database has given it up since.
    pub fn in_transaction(&self) -> bool {
        self.connection.in_transaction()
    }

    /// The connection of a driver, if it is of that one.
    pub(crate) fn connection_mut(&mut self) -> &mut dyn Any {
        self.connection.as_any_mut()
    }

    /// Runs a statement for what it does.
    pub(crate) async fn outcome(
        &mut self,
        statement: &Statement,
        access: Access,
    ) -> Result<Outcome> {
        let watch = Watch::start(&self.label, &statement.sql, &statement.binds);
        let done = self.connection.execute(statement, access).await;
        watch.end(done.as_ref().map(|it| it.rows_affected));
        done
    }

    /// Runs a statement for its rows, and counts them.
    pub(crate) async fn rows(
        &mut self,
        statement: &Statement,
        access: Access,
        each: EachRow<'_>,
    ) -> Result<u64> {
        let watch = Watch::start(&self.label, &statement.sql, &statement.binds);
        let done = self.connection.fetch(statement, access, each).await;
        watch.end(done.as_ref().copied());
        done
    }
}

impl fmt::Debug for Lease {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lease")
            .field("label", &self.label)
            .field("connection", &self.connection)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_reads_wants_no_pen() {
        assert!(!Access::Read.wants_the_pen("DELETE FROM t"));
        assert!(!Access::Write.wants_the_pen("SELECT 1"));
        assert!(Access::Write.wants_the_pen("DELETE FROM t"));
    }
}
