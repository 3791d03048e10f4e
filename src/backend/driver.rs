//! What a database must tell, so that everything else of this layer is written once.
//!
//! The three implementations have the same files: `connect` opens, `bind` writes values, `decode` reads cells, `error`
//! classifies, `recover` cleans up after a dropped future, `pool` is the door from and to plain sqlx.

use std::{fmt, sync::Arc, time::Duration};

use async_trait::async_trait;
use futures::{future::BoxFuture, stream::BoxStream};
use sqlx::{Database, Either, database::HasStatementCache};
use tokio::runtime::Handle;

use crate::{
    backend::{Facts, call::Call, lease::Outcome, queue::Queue, slot::Slot},
    compiler::Statement,
    dialect::Dialect,
    error::{Error, ErrorKind, Result},
    value,
};

pub(crate) type Raw<D> = <<D as Driver>::Database as Database>::Connection;
pub(crate) type Arguments<D> = <<D as Driver>::Database as Database>::Arguments;
pub(crate) type SqlxRow<D> = <<D as Driver>::Database as Database>::Row;
pub(crate) type Done<D> = <<D as Driver>::Database as Database>::QueryResult;
/// A row, or the end of one statement.
pub(crate) type Step<D> = Either<Done<D>, SqlxRow<D>>;
pub(crate) type Steps<'c, D> = BoxStream<'c, Result<Step<D>, sqlx::Error>>;

/// One of the databases.
#[async_trait]
pub(crate) trait Driver: fmt::Debug + Send + Sync + Sized + 'static {
    type Database: Database + HasStatementCache;
    /// What is known of an open connection beside sqlx's own knowledge, and needed to stop what it does.
    type Link: fmt::Debug + Default + Send + 'static;

    /// The code of the error that a statement without a name is gone, where sqlx asks for types while one is under way.
    const GONE: Option<&'static str> = None;

    /// The name of the database in messages.
    fn title(&self) -> &'static str;

    fn dialect(&self) -> Dialect;

    /// Opens a connection and sets it up.
    async fn open(&self) -> Result<(Raw<Self>, Self::Link)>;

    /// Sets up a connection that a pool of sqlx has opened. It may have been here before.
    async fn adopt(&self, _: &mut Raw<Self>) -> Result<Self::Link> {
        Ok(Self::Link::default())
    }

    /// What a connection keeps from one transaction to the next.
    fn facts(&self, link: &Self::Link) -> Facts;

    /// A text that opens a transaction, with what must be said in each where nothing stays of what the session is told.
    fn opening(&self, sql: Arc<str>, _: Facts) -> Arc<str> {
        sql
    }

    /// A statement begins, where nobody else watches how long it takes.
    fn begins(_: &Self::Link) {}

    /// It is over.
    fn ends(_: &Self::Link) {}

    /// The values in the form that the database wants, or the refusal of one that it would bend.
    fn bind(&self, statement: &Statement) -> Result<Arguments<Self>>;

    /// Starts a statement; nothing is sent before the first poll.
    fn start(raw: &mut Raw<Self>, call: Call<Self::Database>) -> Steps<'_, Self>;

    fn outcome(done: Done<Self>) -> Outcome;

    /// A row as it is read, cell by cell.
    fn cells(row: &SqlxRow<Self>) -> impl value::Row;

    /// The same for a row that outlives the connection's next step.
    fn boxed_cells(row: SqlxRow<Self>) -> Box<dyn value::Row + Send>;

    /// What is to be run before a statement of this text, which is not kept then: the driver cannot tell when its columns
    /// have changed.
    fn looks_first(&self, _: &str) -> Option<&'static str> {
        None
    }

    /// Where writers wait for each other, on a database that takes one at a time.
    fn queue(&self) -> Option<&Arc<Queue>> {
        None
    }

    /// Whether a connection works only in the runtime in which it was opened.
    fn is_bound_to_its_runtime() -> bool {
        true
    }

    /// What a failure is, and what is left of the connection.
    fn fault(&self, error: sqlx::Error) -> Fault;

    /// Asks for any answer.
    async fn ping(raw: &mut Raw<Self>) -> Result<(), sqlx::Error>;

    /// Finds out what is left of a transaction after an error that may have ended it.
    async fn ask(&self, slot: &mut Slot<Self>) -> Settled;

    /// Waits until an abandoned statement is over, inside a transaction that goes on.
    async fn settle(&self, slot: &mut Slot<Self>) -> Settled;

    /// Stops what was abandoned and rolls back. Whether the connection can be used again.
    async fn recover(&self, slot: &mut Slot<Self>) -> bool;

    /// Runs a recovery beside the caller, who is inside `drop`.
    fn background(runtime: Option<&Handle>, task: BoxFuture<'static, ()>) {
        if let Some(runtime) = runtime {
            runtime.spawn(task);
        }
    }

    /// Ends what the driver itself holds open.
    async fn close(&self) {}

    /// Closes a connection in the orderly way.
    async fn hang_up(raw: Raw<Self>);

    /// After how much idleness a connection is pinged; `None` where nobody can cut it.
    fn ping_after(&self, chosen: Duration) -> Option<Duration> {
        Some(chosen)
    }

    /// When a connection is too old.
    fn max_lifetime(&self, chosen: Option<Duration>) -> Option<Duration> {
        chosen
    }

    /// How many connections there may be.
    fn max_connections(&self, chosen: usize) -> usize {
        chosen
    }
}

/// What is left of a transaction after a failed or abandoned statement in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Settled {
    /// It is open; the statement took place or not.
    Open,
    /// It is open, but the statement failed.
    Failed,
    /// The database rolled it back.
    Over,
    /// The connection cannot be used any more.
    Dead,
}

/// An error, and what it means for the connection.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) error: Error,
    pub(crate) fate: Fate,
}

/// What is left of a connection after an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// Nothing happened to it.
    Alive,
    /// It lives, but the database may have rolled its transaction back.
    InDoubt,
    /// The server has ended it, and said so: what it was asked for is not done.
    Dead,
    /// It is lost, or in a state that nobody knows, and with it the answer.
    Lost,
}

impl Fate {
    /// Whether the connection can be used no more.
    pub(crate) fn is_final(self) -> bool {
        matches!(self, Self::Dead | Self::Lost)
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self { error, fate: Fate::Alive }
    }
}

impl Fault {
    /// Names the setting that has ended a statement, if it was that.
    pub(crate) fn late(self, title: &'static str, limit: Option<Duration>) -> Self {
        match limit {
            Some(limit) => {
                Self { error: Error::statement_timed_out(title, limit, self.error), ..self }
            }
            None => self,
        }
    }

    /// Whether a prepared statement could not be used any more. It has done nothing, and is prepared again at its next use.
    pub(crate) fn is_outdated(&self) -> bool {
        self.error.kind() == ErrorKind::OutdatedStatement
    }

    /// Says that nobody knows whether a change was made, where that is so.
    pub(crate) fn of_a_change(self) -> Self {
        match self.fate {
            Fate::Lost => Self { error: self.error.with_unknown_outcome(), ..self },
            Fate::Alive | Fate::InDoubt | Fate::Dead => self,
        }
    }

    pub(crate) fn with_sql(self, sql: &Arc<str>) -> Self {
        Self { error: self.error.with_sql(sql.clone()), ..self }
    }
}
