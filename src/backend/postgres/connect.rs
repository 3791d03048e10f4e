//! Opening a connection to PostgreSQL.

use std::{
    fmt,
    str::FromStr,
    sync::Arc,
    time::{Duration, Instant},
};

use async_trait::async_trait;
use sqlx::{
    ConnectOptions, Connection, Executor, PgConnection,
    postgres::{PgConnectOptions, PgQueryResult, PgRow},
};
use tokio::sync::OnceCell;

use crate::{
    backend::{
        Facts, Outcome, PoolOptions, Pooler,
        call::Call,
        driver::{Arguments, Driver, Fault, Settled, Steps},
        open::{ForPostgres, Open},
        pool::Backend,
        probe::{self, Process, Told},
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

/// The longest time that the server can be told.
const MAX_MILLISECONDS: u128 = i32::MAX as u128;

/// The driver for PostgreSQL.
pub(crate) struct Postgres {
    address: Address,
    pub(super) control: Arc<Control>,
    /// What the connections of a pool of sqlx were found to be: asked once.
    adopted: OnceCell<Found>,
}

/// Where the server is and how to speak to it.
#[derive(Clone)]
pub(super) struct Address {
    /// `None` when a pool of sqlx opens the connections.
    options: Option<PgConnectOptions>,
    pooler: Pooler,
    statement_timeout: Option<Duration>,
}

/// What is known of a connection.
#[derive(Debug, Default)]
pub(crate) struct Link {
    /// The process that serves it. Unknown where it changes, and in a pool of sqlx.
    pub(super) process: Option<Process>,
    /// Whether it leads to one process. `None` while nobody has asked.
    found: Option<Found>,
    /// How many statements have been abandoned on it since it was looked what they left.
    pub(super) abandoned: u32,
}

/// What the signs of a connection say.
#[derive(Clone, Copy, Debug)]
enum Found {
    Direct,
    Shared { named: bool },
}

impl Link {
    fn shared(named: bool) -> Self {
        Self { found: Some(Found::Shared { named }), ..Self::default() }
    }
}

impl Postgres {
    /// The driver for the connections of a pool of sqlx.
    pub(super) fn adopted() -> Self {
        Self::at(Address { options: None, pooler: Pooler::Detect, statement_timeout: None })
    }

    fn at(address: Address) -> Self {
        let control = Arc::new(Control::new(address.clone()));
        Self { control, address, adopted: OnceCell::new() }
    }
}

impl Address {
    fn new(options: PgConnectOptions, told: &PoolOptions) -> Self {
        let options = options.disable_statement_logging();
        let &PoolOptions { pooler, statement_timeout, .. } = told;
        // A pooler refuses start-up parameters that it does not track.
        let options = match pooler {
            Pooler::Transaction => options.statement_cache_capacity(0).extra_float_digits(None),
            Pooler::Session => options.extra_float_digits(None),
            Pooler::Detect | Pooler::None => options,
        };
        Self { options: Some(options), pooler, statement_timeout }
    }

    /// Opens a connection, for statements or for cancelling.
    pub(super) async fn connect(&self) -> Result<PgConnection> {
        let Some(options) = &self.options else { return Err(Error::connection_gone(TITLE)) };
        options.connect().await.map_err(|it| self.refusal(it))
    }

    fn refusal(&self, refusal: sqlx::Error) -> Error {
        let place = self.options.as_ref().map(|it| format!("{}:{}", it.get_host(), it.get_port()));
        let place = place.unwrap_or_default();
        let is_parameter = error::is_about_start_up(&refusal);
        let error = error::fault(refusal).error;
        if is_parameter {
            return Error::start_up_refused(TITLE, &place, error);
        }
        Error::not_connected(TITLE, &place, error)
    }

    /// What limits the time of statements.
    fn limit(&self) -> Option<String> {
        // Zero would be no limit.
        let milliseconds = self.statement_timeout?.as_millis().clamp(1, MAX_MILLISECONDS);
        Some(format!("statement_timeout = {milliseconds}"))
    }

    /// What a connection that was just opened is.
    async fn link(
        &self,
        connection: &mut PgConnection,
        since: Instant,
    ) -> Result<Link, sqlx::Error> {
        if self.pooler == Pooler::Transaction {
            return Ok(Link::shared(false));
        }
        let told = ask(connection).await?;
        let is_shared = told.as_ref().is_some_and(|it| {
            let prepared = connection.cached_statements_size();
            self.pooler == Pooler::Detect && it.is_shared(prepared, Some(since.elapsed()))
        });
        if is_shared {
            return Ok(Link::shared(probe::translates_names(connection).await?));
        }
        let process = told.map(|it| it.process);
        Ok(Link { process, found: Some(Found::Direct), abandoned: 0 })
    }
}

/// Asks, where an error that leaves the connection alive is no answer.
async fn ask(connection: &mut PgConnection) -> Result<Option<Told>, sqlx::Error> {
    match probe::ask(connection).await {
        Err(it) if error::is_refusal(&it) => Ok(None),
        told => told,
    }
}

/// Finds out what the connections of a pool of sqlx are. How long its owner took to connect is not known.
async fn found(connection: &mut PgConnection) -> Result<Found, sqlx::Error> {
    let prepared = connection.cached_statements_size();
    match ask(connection).await? {
        Some(told) if told.is_shared(prepared, None) => {
            Ok(Found::Shared { named: probe::translates_names(connection).await? })
        }
        _ => Ok(Found::Direct),
    }
}

#[async_trait]
impl Open for ForPostgres {
    const FEATURE: &'static str = "postgres";

    async fn open(url: &str, options: PoolOptions) -> Result<Arc<dyn Backend>> {
        let parsed =
            PgConnectOptions::from_str(url).map_err(|it| Error::bad_url("PostgreSQL", &it))?;
        let driver = Postgres::at(Address::new(parsed, &options));
        Ok(Arc::new(Source::open(driver, options).await?))
    }
}

#[async_trait]
impl Driver for Postgres {
    type Database = sqlx::Postgres;
    type Link = Link;

    const GONE: Option<&'static str> = Some("26000");

    fn title(&self) -> &'static str {
        TITLE
    }

    fn dialect(&self) -> Dialect {
        Dialect::Postgres
    }

    async fn open(&self) -> Result<(PgConnection, Link)> {
        let since = Instant::now();
        let mut connection = self.address.connect().await?;
        let opened = async {
            let link = self.address.link(&mut connection, since).await?;
            if let Some(limit) = self.address.limit().filter(|_| self.facts(&link).session) {
                connection.execute(Call::plain(format!("SET {limit}").into())).await?;
            }
            Ok(link)
        };
        let link = opened.await.map_err(|it| self.address.refusal(it))?;
        Ok((connection, link))
    }

    fn opening(&self, sql: Arc<str>, facts: Facts) -> Arc<str> {
        match self.address.limit() {
            Some(limit) if !facts.session => format!("{sql}; SET LOCAL {limit}").into(),
            _ => sql,
        }
    }

    async fn adopt(&self, raw: &mut PgConnection) -> Result<Link> {
        let found = self.adopted.get_or_try_init(|| found(raw)).await;
        let found = found.map_err(|it| error::fault(it).error)?;
        Ok(Link { found: Some(*found), ..Link::default() })
    }

    fn facts(&self, link: &Link) -> Facts {
        match link.found {
            Some(Found::Shared { named }) => Facts { named, ..Facts::SHARED },
            Some(Found::Direct) | None => {
                Facts { cancellable: link.process.is_some(), ..Facts::DIRECT }
            }
        }
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
        let limit = self.address.statement_timeout.filter(|_| error::is_late(&error));
        error::fault(error).late(TITLE, limit)
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
        f.debug_struct("Postgres").field("pooler", &self.address.pooler).finish_non_exhaustive()
    }
}
