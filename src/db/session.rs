//! A query's database, once it is known.

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

/// What is done with each row as it arrives.
pub(crate) type EachRow<'e> = &'e mut (dyn FnMut(&mut dyn Row) -> Result<()> + Send);

/// Where the statements of one call go: to any connection of a pool, or to the one of a transaction.
#[derive(Clone, Debug)]
pub(crate) enum Session {
    Pool(Database),
    Transaction(Handle),
}

impl Session {
    pub(crate) fn dialect(&self) -> Dialect {
        match self {
            Self::Pool(database) => database.dialect(),
            Self::Transaction(handle) => handle.dialect(),
        }
    }

    /// Reads rows.
    pub(crate) async fn fetch(&self, statement: &Statement, each: EachRow<'_>) -> Result<u64> {
        match self {
            Self::Pool(database) => database.acquire().await?.fetch(statement, each).await,
            Self::Transaction(handle) => handle.lock().await?.lease()?.fetch(statement, each).await,
        }
    }

    /// Writes, and reads what the database gives back.
    pub(crate) async fn fetch_returning(
        &self,
        statement: &Statement,
        each: EachRow<'_>,
    ) -> Result<u64> {
        match self {
            Self::Pool(database) => {
                database.acquire().await?.fetch_returning(statement, each).await
            }
            Self::Transaction(handle) => {
                handle.lock().await?.lease()?.fetch_returning(statement, each).await
            }
        }
    }

    /// Writes.
    pub(crate) async fn execute(&self, statement: &Statement) -> Result<Outcome> {
        match self {
            Self::Pool(database) => database.acquire().await?.execute(statement).await,
            Self::Transaction(handle) => handle.lock().await?.lease()?.execute(statement).await,
        }
    }

    /// Reads rows one by one. A transaction is held until the stream is over or dropped.
    pub(crate) fn stream(self, statement: Statement) -> RowStream<'static> {
        self.row_stream(statement, Access::Read)
    }

    /// The same for a statement that may write.
    pub(crate) fn stream_returning(self, statement: Statement) -> RowStream<'static> {
        self.row_stream(statement, Access::Write)
    }

    fn row_stream(self, statement: Statement, access: Access) -> RowStream<'static> {
        Box::pin(try_stream! {
            match self {
                Self::Pool(database) => {
                    let mut lease = database.acquire().await?;
                    let mut rows = lease.row_stream(statement, access);
                    while let Some(row) = rows.next().await {
                        yield row?;
                    }
                }
                Self::Transaction(handle) => {
                    let mut held = handle.lock_for_stream().await?;
                    let mut rows = held.lease()?.row_stream(statement, access);
                    while let Some(row) = rows.next().await {
                        yield row?;
                    }
                }
            }
        })
    }
}
