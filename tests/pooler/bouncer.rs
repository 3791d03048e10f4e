//! PgBouncer in front of the server of a test.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

use queryset::{Builder, Database};

use crate::place::{Place, Server};

/// How PgBouncer shares its connections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// A connection to the server is lent for one transaction.
    Transaction,
    /// For as long as the client is there.
    Session,
}

/// A running PgBouncer. It ends with this value, or with the process.
pub(crate) struct Bouncer {
    process: Child,
    /// The server by way of it, with a database that is there.
    url: String,
    version: String,
}

/// The line that everybody copies: without it, sqlx's own start-up parameter is refused.
const TOLERANT: &str = "ignore_startup_parameters = extra_float_digits";

/// From 1.21 on it translates the names of prepared statements, unless it is told so.
const NO_NAMES: &str = "max_prepared_statements = 0";
const NAMES: &str = "max_prepared_statements = 200";

impl Bouncer {
    pub(crate) fn start(mode: Mode) -> Self {
        Self::with(mode, &[TOLERANT, NO_NAMES])
    }

    /// One that translates the names of prepared statements, if it is new enough.
    pub(crate) fn translating() -> Option<Self> {
        let new = Self::with(Mode::Transaction, &[TOLERANT, NAMES]);
        let numbers = new.version.split('.').map(|it| it.parse().unwrap_or(0));
        if numbers.collect::<Vec<u32>>() < vec![1, 21] {
            eprintln!("does not apply: PgBouncer {} translates no names", new.version);
            return None;
        }
        Some(new)
    }

    /// One that refuses what it does not know.
    pub(crate) fn strict(mode: Mode) -> Self {
        Self::with(mode, &[NO_NAMES])
    }

    /// One that has connections for everybody, and still lends them to anybody.
    pub(crate) fn roomy(mode: Mode) -> Self {
        Self::with(mode, &[TOLERANT, NO_NAMES, "default_pool_size = 20"])
    }

    /// One that lends a single connection to everybody.
    pub(crate) fn narrow() -> Self {
        Self::with(Mode::Transaction, &[TOLERANT, NO_NAMES, "default_pool_size = 1"])
    }

    fn with(mode: Mode, settings: &[&str]) -> Self {
        // A session keeps its connection to the server for as long as the client is there.
        let (pool_mode, pool_size) = match mode {
            Mode::Transaction => ("pool_mode = transaction", "default_pool_size = 4"),
            Mode::Session => ("pool_mode = session", "default_pool_size = 20"),
        };
        let mut process = Command::new("scripts/pgbouncer")
            .arg(Server::Postgres.url())
            .args([pool_mode, pool_size])
            .args(settings)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("scripts/pgbouncer can be run");
        let mut told = String::new();
        BufReader::new(process.stdout.as_mut().unwrap()).read_line(&mut told).unwrap();
        let (url, version) = told
            .trim()
            .split_once(' ')
            .expect("PgBouncer cannot be started: see what scripts/pgbouncer says above");
        let (url, version) = (url.to_owned(), version.to_owned());
        Self { process, url, version }
    }

    /// The database of a place by way of it.
    pub(crate) fn url(&self, place: &Place) -> String {
        let (way, _) = self.url.rsplit_once('/').unwrap();
        let url = place.url();
        let (_, name) = url.rsplit_once('/').unwrap();
        format!("{way}/{name}")
    }

    pub(crate) async fn connect(
        &self,
        place: &Place,
        options: impl FnOnce(Builder) -> Builder,
    ) -> Database {
        options(Database::builder(&self.url(place))).connect().await.unwrap()
    }
}

impl Drop for Bouncer {
    fn drop(&mut self) {
        // Its end of the pipe ends it.
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}

/// Runs a test on a database of PostgreSQL.
pub(crate) fn on_postgres<F: Future<Output = Place>>(test: impl FnOnce(Place) -> F) {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async { test(Place::new(Server::Postgres).await).await.gone().await });
}
