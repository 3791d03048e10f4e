//! Opening a connection to SQLite.

use std::{
    path::Path,
    str::FromStr,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use async_trait::async_trait;
use futures::future::BoxFuture;
use sqlx::{
    ConnectOptions, Connection, Executor, SqliteConnection,
    sqlite::{
        SqliteConnectOptions, SqliteJournalMode, SqliteQueryResult, SqliteRow, SqliteSynchronous,
    },
};
use tokio::{
    runtime::{self, Handle},
    time::sleep,
};

use super::{bind, decode, error, functions, recover};
use crate::{
    backend::{
        Facts, Outcome, PoolOptions,
        call::Call,
        columns,
        deadline::Deadline,
        driver::{Arguments, Driver, Fault, Settled, Steps},
        open::{ForSqlite, Open},
        place::Place,
        pool::Backend,
        queue::Queue,
        slot::Slot,
        source::Source,
    },
    compiler::Statement,
    dialect::Dialect,
    error::{Error, Result},
    value,
};

/// After how many steps of its machine SQLite asks whether to go on. A step takes well under a microsecond.
const STEPS: i32 = 1_000;

/// The driver for SQLite.
#[derive(Debug)]
pub(crate) struct Sqlite {
    /// `None` when a pool of sqlx opens the connections.
    options: Option<SqliteConnectOptions>,
    place: Place,
    busy_timeout: Duration,
    statement_timeout: Option<Duration>,
    /// Whether there has been a connection: a database in memory goes with its first one.
    opened: AtomicBool,
    /// Where writers wait, from the first connection on; a database in memory has one connection.
    queue: OnceLock<Arc<Queue>>,
}

/// What is known of a connection.
#[derive(Debug, Default)]
pub(crate) struct Link {
    /// Set to interrupt what runs. A connection of sqlx's pool has none, since its owner may use the handler.
    pub(super) stop: Option<Arc<AtomicBool>>,
    /// Until when the statement that runs may.
    pub(super) deadline: Option<Arc<Deadline>>,
}

impl Sqlite {
    /// The driver for the connections of a pool of sqlx to a file.
    pub(super) fn adopted(file: &Path) -> Self {
        Self {
            options: None,
            place: Place::File,
            busy_timeout: Duration::ZERO,
            statement_timeout: None,
            opened: AtomicBool::new(false),
            queue: OnceLock::from(Queue::of(file)),
        }
    }

    fn configured(url: &str, told: &PoolOptions) -> Result<Self> {
        let &PoolOptions { busy_timeout, statement_timeout, .. } = told;
        let place = Place::of(url)?;
        let options = options(url, &place)?
            .foreign_keys(true)
            .busy_timeout(busy_timeout)
            .disable_statement_logging();
        let (options, opened, queue) = (Some(options), AtomicBool::new(false), OnceLock::new());
        Ok(Self { options, place, busy_timeout, statement_timeout, opened, queue })
    }

    /// Switching to WAL takes a lock that SQLite does not wait for, so that the waiting is done here.
    async fn connect(&self, options: &SqliteConnectOptions) -> Result<SqliteConnection> {
        let started = Instant::now();
        loop {
            match options.connect().await {
                Ok(connection) => return Ok(connection),
                Err(it) if error::is_busy(&it) && started.elapsed() < self.busy_timeout => {
                    sleep(Duration::from_millis(5)).await;
                }
                Err(it) => {
                    let place = options.get_filename().display().to_string();
                    return Err(Error::not_connected(self.title(), &place, error::fault(it).error));
                }
            }
        }
    }
}

/// The options of sqlx for a place.
fn options(url: &str, place: &Place) -> Result<SqliteConnectOptions> {
    let read =
        |url: &str| SqliteConnectOptions::from_str(url).map_err(|it| Error::bad_url("SQLite", &it));
    Ok(match place {
        // A shared cache would let a second connection see the database, and hang.
        Place::Memory => SqliteConnectOptions::new().in_memory(true).shared_cache(false),
        Place::Temporary(it) => SqliteConnectOptions::new()
            .filename(it.file())
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Off),
        Place::ReadOnlyFile => read(url)?,
        Place::File => read(url)?
            .create_if_missing(!url.contains("mode=rw") || url.contains("mode=rwc"))
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Normal),
    })
}

#[async_trait]
impl Open for ForSqlite {
    const FEATURE: &'static str = "sqlite";

    async fn open(url: &str, options: PoolOptions) -> Result<Arc<dyn Backend>> {
        let driver = Sqlite::configured(url, &options)?;
        Ok(Arc::new(Source::open(driver, options).await?))
    }
}

#[async_trait]
impl Driver for Sqlite {
    type Database = sqlx::Sqlite;
    type Link = Link;

    fn title(&self) -> &'static str {
        "SQLite"
    }

    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    async fn open(&self) -> Result<(SqliteConnection, Link)> {
        let Some(options) = &self.options else { return Err(Error::connection_gone(self.title())) };
        if matches!(self.place, Place::Memory) && self.opened.load(Ordering::Relaxed) {
            return Err(Error::memory_database_gone());
        }
        let mut connection = self.connect(options).await?;
        let stop = Arc::<AtomicBool>::default();
        let deadline = self.statement_timeout.map(|it| Arc::new(Deadline::new(it)));
        let (stopped, late) = (stop.clone(), deadline.clone());
        let goes_on = move || {
            !stopped.load(Ordering::Relaxed) && !late.as_ref().is_some_and(|it| it.is_over())
        };
        let mut handle = connection.lock_handle().await.map_err(|it| error::fault(it).error)?;
        handle.set_progress_handler(STEPS, goes_on);
        drop(handle);
        functions::register(&mut connection).await.map_err(|it| error::fault(it).error)?;
        self.opened.store(true, Ordering::Relaxed);
        if !matches!(self.place, Place::Memory | Place::ReadOnlyFile) {
            self.queue.get_or_init(|| Queue::of(options.get_filename()));
        }
        Ok((connection, Link { stop: Some(stop), deadline }))
    }

    async fn adopt(&self, raw: &mut SqliteConnection) -> Result<Link> {
        functions::register_once(raw).await.map_err(|it| error::fault(it).error)?;
        Ok(Link::default())
    }

    fn begins(link: &Link) {
        if let Some(deadline) = &link.deadline {
            deadline.set();
        }
    }

    fn ends(link: &Link) {
        if let Some(deadline) = &link.deadline {
            deadline.lift();
        }
    }

    fn facts(&self, link: &Link) -> Facts {
        Facts { cancellable: link.stop.is_some(), ..Facts::DIRECT }
    }

    fn bind(&self, statement: &Statement) -> Result<Arguments<Self>> {
        bind::bind(statement)
    }

    fn start(raw: &mut SqliteConnection, call: Call<sqlx::Sqlite>) -> Steps<'_, Self> {
        raw.fetch_many(call)
    }

    fn outcome(done: SqliteQueryResult) -> Outcome {
        let key = done.last_insert_rowid();
        Outcome { rows_affected: done.rows_affected(), last_insert_id: (key != 0).then_some(key) }
    }

    fn cells(row: &SqliteRow) -> impl value::Row {
        decode::Cells::new(row)
    }

    fn boxed_cells(row: SqliteRow) -> Box<dyn value::Row + Send> {
        Box::new(decode::Cells::new(row))
    }

    /// sqlx remembers the columns of a statement that it has prepared, and panics or mixes them up when the tables have
    /// others by the time it runs. SQLite prepares by what it knows, and looks when something runs.
    fn looks_first(&self, sql: &str) -> Option<&'static str> {
        columns::are_open(sql).then_some("SELECT 1 FROM sqlite_master LIMIT 0")
    }

    fn queue(&self) -> Option<&Arc<Queue>> {
        self.queue.get()
    }

    /// Each connection has a thread of its own.
    fn is_bound_to_its_runtime() -> bool {
        false
    }

    fn fault(&self, error: sqlx::Error) -> Fault {
        let limit = self.statement_timeout.filter(|_| error::is_interrupt(&error));
        error::fault(error).late(self.title(), limit)
    }

    async fn ping(raw: &mut SqliteConnection) -> Result<(), sqlx::Error> {
        raw.ping().await
    }

    async fn ask(&self, slot: &mut Slot<Self>) -> Settled {
        recover::ask(slot).await
    }

    async fn settle(&self, slot: &mut Slot<Self>) -> Settled {
        recover::settle(slot).await
    }

    async fn recover(&self, slot: &mut Slot<Self>) -> bool {
        recover::recover(slot).await
    }

    /// On a thread, so that a database in memory outlives the runtime in which its connection was dropped.
    fn background(_: Option<&Handle>, task: BoxFuture<'static, ()>) {
        let thread = std::thread::Builder::new().name("queryset-sqlite-recovery".to_owned());
        let run = move || {
            // Its clock says when a connection's thread is given up.
            let runtime = runtime::Builder::new_current_thread().enable_time().build();
            runtime.map(|it| it.block_on(task))
        };
        if let Err(error) = thread.spawn(run) {
            tracing::warn!(%error, "no thread for the recovery of a connection: it is discarded");
        }
    }

    async fn hang_up(raw: SqliteConnection) {
        // The connection is gone either way.
        let _ = raw.close().await;
    }

    fn ping_after(&self, _: Duration) -> Option<Duration> {
        None
    }

    fn max_lifetime(&self, _: Option<Duration>) -> Option<Duration> {
        None
    }

    fn max_connections(&self, chosen: usize) -> usize {
        if matches!(self.place, Place::Memory) { 1 } else { chosen }
    }
}
