//! What went wrong, as a value to match on.

/// The class of an [`Error`](crate::error::Error).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A query that must find exactly one row found none (Django: `DoesNotExist`).
    DoesNotExist,
    /// A query that must find exactly one row found several (Django: `MultipleObjectsReturned`).
    MultipleObjectsReturned,
    /// An update that must match a row matched none (Django: `NotUpdated`).
    NotUpdated,
    /// A unique constraint, or a primary key, refused the write.
    UniqueViolation,
    /// A foreign-key constraint refused the write.
    ForeignKeyViolation,
    /// A check constraint refused the write.
    CheckViolation,
    /// A NOT NULL column was given no value.
    NotNullViolation,
    /// A value that its column, or this database, cannot hold.
    InvalidValue,
    /// A query that makes no sense: a path of another query, a filter after a slice.
    InvalidQuery,
    /// A lookup that came in as text and names no field or lookup: the client's mistake.
    BadLookup,
    /// The query needs something that this database does not have.
    Unsupported,
    /// A relation points to an object that has not been saved, or was never set.
    UnsavedRelation,
    /// The related object, or the field, has not been loaded.
    NotLoaded,
    /// A cell could not be read as the type of its field.
    Decode,
    /// No database is known under this alias, or none is in scope, or a query of one scope was handed to that of another
    /// database.
    NoDatabase,
    /// The transaction is over, or broken by an earlier error.
    TransactionClosed,
    /// What was asked makes no sense inside, or outside, of a transaction.
    TransactionMisuse,
    /// The transaction is committed, but a hook of `on_commit` failed.
    CommitHook,
    /// No connection became free within the acquire timeout.
    PoolTimeout,
    /// The call would wait for a connection that its own task holds.
    SelfWait,
    /// The server could not be reached, or the connection was lost.
    Connection,
    /// Two transactions could not be serialized, or a deadlock was broken: try the transaction again.
    Serialization,
    /// A prepared statement cannot be used any more, since the tables have changed or the server has forgotten it. It is
    /// prepared again: outside of a transaction at once, inside when the transaction is tried again.
    OutdatedStatement,
    /// The statement was cancelled, ran into a server-side timeout, or would have waited for a lock that it was not to wait for.
    Cancelled,
    /// A database URL or a setting that cannot be used.
    Configuration,
    /// Any other refusal of the database; its text is in the message.
    Database,
}
