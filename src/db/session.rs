//! A query's database, once it is known.

use std::num::NonZeroUsize;

use async_stream::try_stream;
use futures::StreamExt;

use crate::{
    backend::{Access, Outcome, RowStream},
    compiler::Statement,
    db::{Database, transaction::Handle},
    dialect::Dialect,
    error::Result,
    value::Row,
};

/// How often a transaction of our own is tried again when another one was in its way: more often than any number of tasks
/// that add and lock the same row has needed (32 need up to 6).
const RETRIES: u32 = 20;

/// What is done with each row as it arrives.
pub(crate) type EachRow<'e> = &'e mut (dyn FnMut(&mut dyn Row) -> Result<()> + Send);

/// Where the statements of one call go: to any connection of a pool, or to the one of a transaction.
#[derive(Clone, Debug)]
pub(crate) enum Session {
    Pool(Database),
    Transaction(Handle),
}

impl Session {
    pub(crate) fn database(&self) -> &Database {
        match self {
            Self::Pool(database) => database,
            Self::Transaction(handle) => handle.database(),
        }
    }

    pub(crate) fn dialect(&self) -> Dialect {
        match self {
            Self::Pool(database) => database.dialect(),
            Self::Transaction(handle) => handle.dialect(),
        }
    }

    /// How often what is one transaction is tried again when another one was in its way. SQLite has waited already when it
    /// says that it is busy.
    pub(crate) fn retries(&self) -> u32 {
        if self.dialect().capability().row_locks { RETRIES } else { 0 }
    }

    /// Reads rows.
    pub(crate) async fn fetch(&self, statement: &Statement, each: EachRow<'_>) -> Result<u64> {
        self.rows(statement, Access::Read, each).await
    }

    /// Writes, and reads what the database gives back.
    pub(crate) async fn fetch_returning(
        &self,
        statement: &Statement,
        each: EachRow<'_>,
    ) -> Result<u64> {
        self.rows(statement, Access::Write, each).await
    }

    /// Writes.
    pub(crate) async fn execute(&self, statement: &Statement) -> Result<Outcome> {
        self.outcome(statement, Access::Write).await
    }

    /// Runs a statement for its rows, and counts them.
    pub(crate) async fn rows(
        &self,
        statement: &Statement,
        access: Access,
        each: EachRow<'_>,
    ) -> Result<u64> {
        match self {
            Self::Pool(database) => {
                let mut lease = database.lease_for(access, &statement.sql).await?;
                lease.rows(statement, access, each).await
            }
            Self::Transaction(handle) => {
                let mut turn = handle.turn().await?;
                let done = turn.lease()?.rows(statement, access, each).await;
                turn.note(done)
            }
        }
    }

    /// Runs a statement for what it does.
    pub(crate) async fn outcome(&self, statement: &Statement, access: Access) -> Result<Outcome> {
        match self {
            Self::Pool(database) => {
                let mut lease = database.lease_for(access, &statement.sql).await?;
                lease.outcome(statement, access).await
            }
            Self::Transaction(handle) => {
                let mut turn = handle.turn().await?;
                let done = turn.lease()?.outcome(statement, access).await;
                turn.note(done)
            }
        }
    }

    /// Reads rows one by one. In a transaction the rest of them is read at once when something else wants its turn.
    pub(crate) fn stream(self, statement: Statement) -> RowStream<'static> {
        self.row_stream(statement, Access::Read)
    }

    /// The same in chunks of so many rows where there are cursors, so that in a transaction too nothing else is in memory.
    pub(crate) fn stream_in_chunks(
        self,
        statement: Statement,
        size: NonZeroUsize,
    ) -> RowStream<'static> {
        match self {
            Self::Transaction(handle) if handle.dialect().capability().cursors => {
                Box::pin(try_stream! {
                    let mut cursor = handle.declare(statement, size).await?;
                    loop {
                        let rows = cursor.next().await?;
                        let last = cursor.is_last(rows.len());
                        for row in rows {
                            yield row;
                        }
                        if last {
                            break;
                        }
                    }
                })
            }
            other => other.stream(statement),
        }
    }

    /// The same for a statement that may write.
    pub(crate) fn stream_returning(self, statement: Statement) -> RowStream<'static> {
        self.row_stream(statement, Access::Write)
    }

    fn row_stream(self, statement: Statement, access: Access) -> RowStream<'static> {
        Box::pin(try_stream! {
            match self {
                Self::Pool(database) => {
                    let (mut lease, hold) = database.lease_for_stream(access, &statement.sql).await?;
                    let mut rows = lease.row_stream(statement, access);
                    while let Some(row) = rows.next().await {
                        // Whoever has the row may want another connection before he wants the next row.
                        hold.rests();
                        yield row?;
                        hold.used();
                    }
                }
                // Nothing is tried again inside a transaction, whether it writes or not.
                Self::Transaction(handle) => {
                    let mut reader = handle.read(statement).await?;
                    while let Some(row) = reader.next().await {
                        yield row?;
                    }
                }
            }
        })
    }
}
