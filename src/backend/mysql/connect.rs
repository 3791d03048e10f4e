//! Opening a connection to MySQL or MariaDB.

use std::{
    fmt,
    str::FromStr,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use sqlx::{
    ConnectOptions, Connection, Executor, MySqlConnection, Row,
    mysql::{MySqlConnectOptions, MySqlQueryResult, MySqlRow},
};
use tokio::sync::Mutex;

use super::{bind, decode, error, recover};
use crate::{
    backend::{
        Facts, Outcome, PoolOptions,
        call::Call,
        driver::{Arguments, Driver, Fault, Settled, Steps},
        open::{ForMysql, Open},
        pool::Backend,
        slot::{Local, Slot},
        source::Source,
    },
    compiler::Statement,
    dialect::Dialect,
    error::{Error, Result},
    value,
};

/// Django's isolation level on MySQL: with the server's own, a row that another transaction has just committed stays
/// invisible, and `get_or_create` cannot find what it collided with.
const ISOLATION: &str = "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED";

/// A server without strict mode cuts text that is too long and makes zero of what is no number; with it, it refuses.
const STRICT: &str =
    "SET SESSION sql_mode = CONCAT_WS(',', NULLIF(@@SESSION.sql_mode, ''), 'STRICT_TRANS_TABLES')";

const IDENTITY: &str = "SELECT CAST(CONNECTION_ID() AS CHAR), CONCAT(@@hostname, ':', @@port, ':', @@datadir), VERSION(), \
    CONVERT_TZ('2004-01-01 12:00:00', '+00:00', 'UTC') IS NOT NULL";

/// The longest time that MariaDB can be told: a year.
const MAX_SECONDS: u64 = 31_536_000;

/// What a statement calls that needs the tables of time zones.
const IN_ZONE: &str = "CONVERT_TZ(";

/// The driver for MySQL and MariaDB.
pub(crate) struct Mysql {
    /// `None` when a pool of sqlx opens the connections.
    options: Option<MySqlConnectOptions>,
    /// Known from the first connection on.
    flavour: OnceLock<Flavour>,
    /// Whether the server has the tables of time zones, as its latest connection told.
    zones: AtomicBool,
    /// A connection of its own for stopping others, opened at the first need, with the server it leads to.
    pub(super) control: Mutex<Option<Local<(MySqlConnection, String)>>>,
    statement_timeout: Option<Duration>,
}

/// Which of the two servers it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flavour {
    Mysql,
    Mariadb,
}

/// What is known of a connection.
#[derive(Debug, Default)]
pub(crate) struct Link {
    /// Its number on the server, and which server that is. Unknown in a pool of sqlx.
    pub(super) number: Option<(u64, String)>,
}

/// What a server tells of itself and of a connection.
pub(super) struct Identity {
    pub(super) number: Option<u64>,
    pub(super) server: String,
    pub(super) flavour: Flavour,
    /// Whether it has the tables of time zones.
    pub(super) zones: bool,
}

impl Mysql {
    /// The driver for the connections of a pool of sqlx.
    pub(super) fn adopted(identity: &Identity) -> Self {
        Self {
            options: None,
            flavour: OnceLock::from(identity.flavour),
            zones: AtomicBool::new(identity.zones),
            control: Mutex::default(),
            statement_timeout: None,
        }
    }

    fn configured(options: MySqlConnectOptions, statement_timeout: Option<Duration>) -> Self {
        let options = options.disable_statement_logging();
        Self {
            options: Some(options),
            flavour: OnceLock::new(),
            zones: AtomicBool::new(false),
            control: Mutex::default(),
            statement_timeout,
        }
    }

    /// What limits the time of statements; MySQL's holds for reads only.
    fn limit(&self) -> Option<String> {
        // Zero would be no limit.
        let limit = self.statement_timeout?.max(Duration::from_millis(1));
        Some(match self.flavour() {
            Flavour::Mysql => format!("SET SESSION max_execution_time = {}", limit.as_millis()),
            Flavour::Mariadb => {
                let (seconds, rest) = (limit.as_secs().min(MAX_SECONDS), limit.subsec_micros());
                format!("SET SESSION max_statement_time = {seconds}.{rest:06}")
            }
        })
    }

    /// Opens a connection, for statements or for stopping others.
    pub(super) async fn connect(&self) -> Result<(MySqlConnection, Identity)> {
        let Some(options) = &self.options else { return Err(Error::connection_gone(self.title())) };
        let opened = async {
            let mut connection = options.connect().await?;
            let identity = identity(&mut connection).await?;
            Ok((connection, identity))
        };
        opened.await.map_err(|it| {
            let place = format!("{}:{}", options.get_host(), options.get_port());
            Error::not_connected(self.title(), &place, error::fault(it).error)
        })
    }

    fn flavour(&self) -> Flavour {
        self.flavour.get().copied().unwrap_or(Flavour::Mysql)
    }
}

/// Asks in the text protocol: one round trip, and no statement left in the cache.
pub(super) async fn identity(connection: &mut MySqlConnection) -> Result<Identity, sqlx::Error> {
    let row = connection.fetch_one(IDENTITY).await?;
    let number: String = row.try_get_unchecked(0)?;
    let version: String = row.try_get_unchecked(2)?;
    let zones: String = row.try_get_unchecked(3)?;
    let is_mariadb = version.to_ascii_lowercase().contains("mariadb");
    Ok(Identity {
        number: number.parse().ok(),
        server: row.try_get_unchecked(1)?,
        flavour: if is_mariadb { Flavour::Mariadb } else { Flavour::Mysql },
        zones: zones == "1",
    })
}

#[async_trait]
impl Open for ForMysql {
    const FEATURE: &'static str = "mysql";

    async fn open(url: &str, options: PoolOptions) -> Result<Arc<dyn Backend>> {
        let parsed =
            MySqlConnectOptions::from_str(url).map_err(|it| Error::bad_url("MySQL", &it))?;
        let driver = Mysql::configured(parsed, options.statement_timeout);
        Ok(Arc::new(Source::open(driver, options).await?))
    }
}

#[async_trait]
impl Driver for Mysql {
    type Database = sqlx::MySql;
    type Link = Link;

    fn title(&self) -> &'static str {
        match self.flavour() {
            Flavour::Mysql => "MySQL",
            Flavour::Mariadb => "MariaDB",
        }
    }

    fn dialect(&self) -> Dialect {
        match self.flavour() {
            Flavour::Mysql => Dialect::Mysql,
            Flavour::Mariadb => Dialect::Mariadb,
        }
    }

    async fn open(&self) -> Result<(MySqlConnection, Link)> {
        let (mut connection, identity) = self.connect().await?;
        let Identity { number, server, flavour, zones } = identity;
        self.flavour.get_or_init(|| flavour);
        self.zones.store(zones, Ordering::Relaxed);
        for setting in [ISOLATION, STRICT] {
            connection.execute(setting).await.map_err(|it| error::fault(it).error)?;
        }
        if let Some(limit) = self.limit() {
            let set = connection.execute(Call::plain(limit.into())).await;
            set.map_err(|it| error::fault(it).error)?;
        }
        Ok((connection, Link { number: number.map(|it| (it, server)) }))
    }

    fn facts(&self, link: &Link) -> Facts {
        Facts { cancellable: link.number.is_some(), ..Facts::DIRECT }
    }

    fn bind(&self, statement: &Statement) -> Result<Arguments<Self>> {
        // Without the tables the server takes every zone for NULL, and finds nothing.
        if !self.zones.load(Ordering::Relaxed) && statement.sql.contains(IN_ZONE) {
            return Err(Error::no_time_zones(self.title()));
        }
        bind::bind(self.flavour(), self.title(), statement)
    }

    fn start(raw: &mut MySqlConnection, call: Call<sqlx::MySql>) -> Steps<'_, Self> {
        raw.fetch_many(call)
    }

    fn outcome(done: MySqlQueryResult) -> Outcome {
        let key = i64::try_from(done.last_insert_id()).ok().filter(|it| *it != 0);
        Outcome { rows_affected: done.rows_affected(), last_insert_id: key }
    }

    fn cells(row: &MySqlRow) -> impl value::Row {
        decode::Cells::new(row)
    }

    fn boxed_cells(row: MySqlRow) -> Box<dyn value::Row + Send> {
        Box::new(decode::Cells::new(row))
    }

    fn fault(&self, error: sqlx::Error) -> Fault {
        let limit = self.statement_timeout.filter(|_| error::is_late(&error));
        error::fault(error).late(self.title(), limit)
    }

    async fn ping(raw: &mut MySqlConnection) -> Result<(), sqlx::Error> {
        raw.ping().await
    }

    async fn ask(&self, slot: &mut Slot<Self>) -> Settled {
        recover::ask(slot).await
    }

    async fn settle(&self, slot: &mut Slot<Self>) -> Settled {
        recover::settle(slot)
    }

    async fn recover(&self, slot: &mut Slot<Self>) -> bool {
        recover::recover(self, slot).await
    }

    async fn close(&self) {
        let control = self.control.lock().await.take().and_then(Local::at_home);
        if let Some((control, _)) = control {
            Self::hang_up(control).await;
        }
    }

    async fn hang_up(raw: MySqlConnection) {
        // The connection is gone either way.
        let _ = raw.close().await;
    }
}

impl fmt::Debug for Mysql {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // sqlx's options print the password.
        f.debug_struct("Mysql").field("flavour", &self.flavour).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;

    #[test]
    fn a_server_without_time_zones_is_asked_for_none() {
        let refused = |zones| {
            let flavour = Flavour::Mariadb;
            let identity = Identity { number: None, server: String::new(), flavour, zones };
            let sql = Arc::from("SELECT HOUR(CONVERT_TZ(`at`, '+00:00', 'Asia/Tokyo')) FROM `t`");
            Mysql::adopted(&identity).bind(&Statement::new(sql, Vec::new())).err()
        };
        assert_eq!(refused(false).unwrap().kind(), ErrorKind::Unsupported);
        assert!(refused(true).is_none());
    }
}
