//! What the databases are and what each can do.
//!
//! A [`Dialect`] names a database, a [`Capability`] states its facts. `match dialect` stands here and in the compiler
//! only; everybody else reads a fact.

mod capability;

pub use capability::Capability;

/// The databases, as far as their SQL differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Dialect {
    /// PostgreSQL 15 and later.
    Postgres,
    /// SQLite 3.37 and later.
    Sqlite,
    /// MySQL 8.4 and later.
    Mysql,
    /// MariaDB 10.11 and later.
    Mariadb,
}

impl Dialect {
    /// The text that opens a transaction.
    ///
    /// On SQLite it is a write transaction at once: a reader that becomes a writer later fails when another one wrote
    /// in the meantime. <https://www.sqlite.org/lang_transaction.html>
    pub fn begin(self) -> &'static str {
        match self {
            Self::Sqlite => "BEGIN IMMEDIATE",
            Self::Postgres | Self::Mysql | Self::Mariadb => "BEGIN",
        }
    }
}
