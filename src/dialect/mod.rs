//! What the databases are and what each can do.
//!
//! A [`Dialect`] names a database, a [`Capability`] states its facts. `match dialect` stands here and in the compiler
//! only; everybody else reads a fact.

mod capability;
mod integers;
mod name;
mod transaction;

pub use capability::Capability;
pub use transaction::{Isolation, Mode};

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
