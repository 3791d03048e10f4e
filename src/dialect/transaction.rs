//! How a transaction begins and ends.

use crate::dialect::Dialect;

/// How much a transaction sees of others (SQL's isolation levels, weakest first).
///
/// A database may give more than was asked for: SQLite's transactions are always serializable, and PostgreSQL never shows
/// what is not committed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Isolation {
    /// What others have not committed yet can be seen.
    ReadUncommitted,
    /// Each statement sees what was committed before it.
    ReadCommitted,
    /// Every statement sees what was committed before the first one.
    ///
    /// PostgreSQL refuses a write to a row that another transaction has changed since (`Serialization`, which
    /// [`retries`](crate::Atomic::retries) covers). MySQL and MariaDB do not: two transactions that read a number and write
    /// one more both commit, and one of the updates is lost. MariaDB refuses too where `innodb_snapshot_isolation` is on, as
    /// it is by default from 11.6 on. Elsewhere lock the row (`select_for_update`), write `n = n + 1`, or ask for
    /// [`Serializable`](Self::Serializable).
    RepeatableRead,
    /// As if transactions ran one after the other. What cannot be made to look so fails, and is to be tried again.
    Serializable,
}

/// What kind of transaction is opened; the default is the connection's own isolation, and writing allowed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Mode {
    /// The isolation level, where it is not the connection's own.
    pub isolation: Option<Isolation>,
    /// Whether writes are refused.
    pub read_only: bool,
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

    /// The text that opens a transaction of this kind; it can hold several statements.
    pub fn begin_with(self, mode: Mode) -> String {
        match self {
            Self::Sqlite if mode.read_only => "BEGIN; PRAGMA query_only = 1".to_owned(),
            Self::Sqlite => self.begin().to_owned(),
            Self::Postgres => format!("BEGIN{}{}", level(mode, " ISOLATION LEVEL "), access(mode)),
            Self::Mysql | Self::Mariadb if mode == Mode::default() => self.begin().to_owned(),
            // The level is that of the next transaction alone.
            Self::Mysql | Self::Mariadb => {
                let set = level(mode, "SET TRANSACTION ISOLATION LEVEL ");
                let separator = if set.is_empty() { "" } else { "; " };
                format!("{set}{separator}START TRANSACTION{}", access(mode))
            }
        }
    }

    /// The text that makes a transaction of this kind permanent.
    pub fn commit(self, mode: Mode) -> &'static str {
        match self {
            Self::Sqlite if mode.read_only => "COMMIT; PRAGMA query_only = 0",
            _ => "COMMIT",
        }
    }

    /// The text that undoes a transaction of this kind.
    pub fn rollback(self, mode: Mode) -> &'static str {
        match self {
            Self::Sqlite if mode.read_only => "ROLLBACK; PRAGMA query_only = 0",
            _ => "ROLLBACK",
        }
    }
}

fn level(mode: Mode, before: &str) -> String {
    let name = match mode.isolation {
        None => return String::new(),
        Some(Isolation::ReadUncommitted) => "READ UNCOMMITTED",
        Some(Isolation::ReadCommitted) => "READ COMMITTED",
        Some(Isolation::RepeatableRead) => "REPEATABLE READ",
        Some(Isolation::Serializable) => "SERIALIZABLE",
    };
    format!("{before}{name}")
}

fn access(mode: Mode) -> &'static str {
    if mode.read_only { " READ ONLY" } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_database_opens_a_transaction_in_its_own_words() {
        let plain = Mode::default();
        let strict = Mode { isolation: Some(Isolation::Serializable), read_only: true };
        assert_eq!(Dialect::Postgres.begin_with(plain), "BEGIN");
        assert_eq!(
            Dialect::Postgres.begin_with(strict),
            "BEGIN ISOLATION LEVEL SERIALIZABLE READ ONLY"
        );
        assert_eq!(Dialect::Mariadb.begin_with(plain), "BEGIN");
        assert_eq!(
            Dialect::Mariadb.begin_with(strict),
            "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE; START TRANSACTION READ ONLY"
        );
        let reading = Mode { isolation: None, read_only: true };
        assert_eq!(Dialect::Mysql.begin_with(reading), "START TRANSACTION READ ONLY");
        assert_eq!(Dialect::Sqlite.begin_with(plain), "BEGIN IMMEDIATE");
        assert_eq!(Dialect::Sqlite.begin_with(strict), "BEGIN; PRAGMA query_only = 1");
        assert_eq!(Dialect::Sqlite.commit(strict), "COMMIT; PRAGMA query_only = 0");
    }
}
