//! The names of the databases.

use std::fmt;

use crate::dialect::Dialect;

impl fmt::Display for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Postgres => "PostgreSQL",
            Self::Sqlite => "SQLite",
            Self::Mysql => "MySQL",
            Self::Mariadb => "MariaDB",
        })
    }
}

impl Dialect {
    /// Its name in the conventions of OpenTelemetry, `db.system.name`.
    pub(crate) fn system_name(self) -> &'static str {
        match self {
            Self::Postgres => "postgresql",
            Self::Sqlite => "sqlite",
            Self::Mysql => "mysql",
            Self::Mariadb => "mariadb",
        }
    }
}
