//! How a transaction is opened.

use crate::dialect::Dialect;

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
