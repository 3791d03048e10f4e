//! What may stand between a pool and its server, and what that leaves of a connection.
//!
//! Plain data: how it is found out stands with the drivers, what follows from it in the files that send statements.

/// What stands between the pool and a PostgreSQL server, such as `PgBouncer`.
///
/// A pooler *in transaction mode* lends a connection of its own for one transaction at a time: between two statements
/// the server's process can be another one, with the prepared statements of other clients.
///
/// On SQLite there is nothing in between, and on MySQL and MariaDB only `Transaction` makes a difference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Pooler {
    /// Every new connection shows signs of being shared, or none. With a sign nothing is cancelled on the server, and
    /// statements are kept by name only where the pooler translates their names (`PgBouncer` from 1.21 on, with
    /// `max_prepared_statements`); elsewhere each has a transaction of its own.
    ///
    /// `PgBouncer` must let the start-up parameter `extra_float_digits` pass, or ignore it. In session mode it looks as in
    /// transaction mode: `Session` is faster there.
    #[default]
    Detect,
    /// One in transaction mode. Nothing is asked when a connection is opened, no statement is kept, and each has a
    /// transaction of its own.
    Transaction,
    /// One in session mode: a connection is as good as a direct one, but that `extra_float_digits` is not sent.
    Session,
    /// Nothing, and no sign is looked for.
    None,
}

/// What a connection keeps from one transaction to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Facts {
    /// What runs on it can be stopped on the server: the process that was there when it was opened serves no other.
    pub cancellable: bool,
    /// Statements can be prepared in one transaction and run in another.
    pub named: bool,
    /// Settings and locks of the session stay.
    pub session: bool,
}

impl Facts {
    /// A connection that leads to one process.
    pub(crate) const DIRECT: Self = Self { cancellable: true, named: true, session: true };

    /// One that leads to any process, with names that mean something else there.
    pub(crate) const SHARED: Self = Self { cancellable: false, named: false, session: false };
}

impl Pooler {
    /// What is left of the facts under this setting.
    pub(crate) fn limit(self, found: Facts) -> Facts {
        if self == Self::Transaction { Facts::SHARED } else { found }
    }
}
