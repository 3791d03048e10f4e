//! The files of recorded cases.

use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::Value;

use crate::server::Server;

/// What Django was asked, and what it answered.
#[derive(Deserialize)]
pub struct Recorded {
    pub name: String,
    pub group: String,
    /// The question, in Python.
    pub django_expr: String,
    /// How many statements it sent; on SQLite the recorder counted BEGIN.
    pub num_queries: usize,
    /// The statements, one a line.
    #[serde(default)]
    pub sql: Option<String>,
    pub kind: Kind,
    /// Whether the order of the rows counts.
    pub ordered: bool,
    pub result: Vec<Value>,
}

impl Recorded {
    /// How many statements were sent beside those that open and end transactions.
    pub fn sent(&self) -> usize {
        let begun = self.sql.iter().flat_map(|it| it.lines()).filter(|it| it.starts_with("BEGIN"));
        self.num_queries - begun.count()
    }
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Rows,
    Scalar,
    Error,
}

/// The name of a database in the files and in the report.
pub fn database(server: Server) -> &'static str {
    match server {
        Server::Sqlite => "sqlite",
        Server::Postgres => "postgres",
        Server::Mysql => "mariadb",
    }
}

/// The cases of a database, in the order of its file.
pub fn cases(server: Server) -> &'static [Recorded] {
    static SQLITE: LazyLock<Vec<Recorded>> =
        LazyLock::new(|| read(include_str!("../django/cases_sqlite.json")));
    static POSTGRES: LazyLock<Vec<Recorded>> =
        LazyLock::new(|| read(include_str!("../django/cases_postgres.json")));
    static MARIADB: LazyLock<Vec<Recorded>> =
        LazyLock::new(|| read(include_str!("../django/cases_mariadb.json")));
    match server {
        Server::Sqlite => &SQLITE,
        Server::Postgres => &POSTGRES,
        Server::Mysql => &MARIADB,
    }
}

/// A case of a database by its name.
pub fn case(server: Server, name: &str) -> Option<&'static Recorded> {
    cases(server).iter().find(|it| it.name == name)
}

fn read(file: &str) -> Vec<Recorded> {
    serde_json::from_str(file).expect("the recorded cases can be read")
}
