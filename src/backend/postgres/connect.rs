//! Opening a connection to PostgreSQL.

use std::{fmt, str::FromStr, sync::Arc};

use async_trait::async_trait;
use sqlx::{
    ConnectOptions, Connection, Executor, PgConnection, Row,
    postgres::{PgConnectOptions, PgQueryResult, PgRow},
};

use crate::{
    backend::{
        Outcome, PoolOptions,
        call::Call,
        driver::{Arguments, Driver, Fate, Fault, Settled, Steps},
        open::{ForPostgres, Open},
        pool::Backend,
        slot::Slot,
        source::Source,
    },
    compiler::Statement,
    dialect::Dialect,
    error::{Error, Result},
    value,
};

use super::{
    bind, decode, error,
    recover::{self, Control},
};

/// The name of the database in messages.
const TITLE: &str = "PostgreSQL";

/// The driver for PostgreSQL.
pub(crate) struct Postgres {
    address: Address,
    pub(super) control: Arc<Control>,
}

/// Where the server is and how to speak to it.
#[derive(Clone)]
pub(super) struct Address {
    /// `None` when a pool of sqlx opens the connections.
    options: Option<PgConnectOptions>,
    transaction_pooler: bool,
}

/// What is known of a connection.
#[derive(Debug, Default)]
pub(crate) struct Link {
    /// The process that serves it. Unknown behind a transaction pooler, where it changes, and in a pool of sqlx.
    pub(super) process: Option<Process>,
}

/// A process of one server.
#[derive(Clone, Debug)]
pub(super) struct Process {
    pub(super) number: i32,
    /// When the server was started, to the microsecond: no other server has that.
    pub(super) server: String,
}

const PROCESS: &str =
    "SELECT pg_backend_pid()::text, extract(epoch FROM pg_postmaster_start_time())::text";

impl Postgres {
    /// The driver for the connections of a pool of sqlx.
    pub(super) fn adopted() -> Self {
        Self::at(Address { options: None, transaction_pooler: false })
    }

    fn at(address: Address) -> Self {
        Self { control: Arc::new(Control::new(address.clone())), address }
    }
}

impl Address {
    fn new(options: PgConnectOptions, transaction_pooler: bool) -> Self {
        let options = options.disable_statement_logging();
        let options = if transaction_pooler {
            // A pooler refuses start-up parameters that it does not track.
            options.statement_cache_capacity(0).extra_float_digits(None)
        } else {
            options
        };
        Self { options: Some(options), transaction_pooler }
    }

    /// Opens a connection, for statements or for cancelling.
    pub(super) async fn connect(&self) -> Result<PgConnection> {
        let Some(options) = &self.options else { return Err(Error::connection_gone(TITLE)) };
        options.connect().await.map_err(|it| self.refusal(error::fault(it)))
    }

    fn refusal(&self, fault: Fault) -> Error {
        let place = self.options.as_ref().map(|it| format!("{}:{}", it.get_host(), it.get_port()));
        Error::not_connected(TITLE, &place.unwrap_or_default(), fault.error)
    }

    /// Asks in the text protocol: one round trip, and no statement left in the cache. What is no PostgreSQL but speaks
    /// its protocol may not know the answer, and is not cancelled then.
    async fn process(&self, connection: &mut PgConnection) -> Result<Option<Process>> {
        if self.transaction_pooler {
            return Ok(None);
        }
        match connection.fetch_one(PROCESS).await {
            Ok(row) => Ok(process(&row)),
            Err(it) => match error::fault(it) {
                lost if lost.fate == Fate::Dead => Err(self.refusal(lost)),
                _ => Ok(None),
            },
        }
    }
}

fn process(row: &PgRow) -> Option<Process> {
    let number: &str = row.try_get_unchecked(0).ok()?;
    let server: &str = row.try_get_unchecked(1).ok()?;
    Some(Process { number: number.parse().ok()?, server: server.to_owned() })
}

#[async_trait]
impl Open for ForPostgres {
    const FEATURE: &'static str = "postgres";

    async fn open(url: &str, options: PoolOptions) -> Result<Arc<dyn Backend>> {
        let parsed =
            PgConnectOptions::from_str(url).map_err(|it| Error::bad_url("PostgreSQL", it))?;
        let driver = Postgres::at(Address::new(parsed, options.transaction_pooler));
        Ok(Arc::new(Source::open(driver, options).await?))
    }
}

#[async_trait]
impl Driver for Postgres {
    type Database = sqlx::Postgres;
    type Link = Link;

    fn title(&self) -> &'static str {
        TITLE
    }

    fn dialect(&self) -> Dialect {
        Dialect::Postgres
    }

    async fn open(&self) -> Result<(PgConnection, Link)> {
        let mut connection = self.address.connect().await?;
        let process = self.address.process(&mut connection).await?;
        Ok((connection, Link { process }))
    }

    fn bind(&self, statement: &Statement) -> Result<Arguments<Self>> {
        bind::bind(statement)
    }

    fn start(raw: &mut PgConnection, call: Call<sqlx::Postgres>) -> Steps<'_, Self> {
        raw.fetch_many(call)
    }

    fn outcome(done: PgQueryResult) -> Outcome {
        Outcome { rows_affected: done.rows_affected(), last_insert_id: None }
    }

    fn cells(row: &PgRow) -> impl value::Row {
        decode::Cells::new(row)
    }

    fn boxed_cells(row: PgRow) -> Box<dyn value::Row + Send> {
        Box::new(decode::Cells::new(row))
    }

    fn fault(&self, error: sqlx::Error) -> Fault {
        error::fault(error)
    }

    async fn ping(raw: &mut PgConnection) -> Result<(), sqlx::Error> {
        raw.ping().await
    }

    async fn ask(&self, slot: &mut Slot<Self>) -> Settled {
        recover::ask(slot)
    }

    async fn settle(&self, slot: &mut Slot<Self>) -> Settled {
        recover::settle(slot).await
    }

    async fn recover(&self, slot: &mut Slot<Self>) -> bool {
        recover::recover(self, slot).await
    }

    async fn close(&self) {
        self.control.close().await;
    }

    async fn hang_up(raw: PgConnection) {
        // The connection is gone either way.
        let _ = raw.close().await;
    }
}

impl fmt::Debug for Postgres {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // sqlx's options print the password.
        f.debug_struct("Postgres")
            .field("transaction_pooler", &self.address.transaction_pooler)
            .finish_non_exhaustive()
    }
}
