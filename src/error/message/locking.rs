//! What can be wrong with a lock.

use std::fmt::Display;

use crate::error::{Error, ErrorKind};

impl Error {
    pub(crate) fn lock_outside_of_a_transaction() -> Self {
        let message = "`select_for_update` locks rows until the end of a transaction: run it inside of an `atomic`, or name a \
                       transaction with `using(&tx)`";
        Self::new(ErrorKind::TransactionMisuse, message)
    }

    pub(crate) fn no_lock_without_keys(database: impl Display) -> Self {
        let message =
            format!("{database} has no lock that leaves the keys open: leave `no_key` away");
        Self::new(ErrorKind::Unsupported, message)
    }

    pub(crate) fn no_lock_of(database: impl Display) -> Self {
        let message = format!(
            "{database} locks the rows of all tables of a query: leave `of` away, or lock in a query of its own"
        );
        Self::new(ErrorKind::Unsupported, message)
    }

    pub(crate) fn no_lock_of_merged_rows(database: impl Display) -> Self {
        let message = format!(
            "{database} locks no rows that became groups or distinct ones: lock them in a query of their own"
        );
        Self::new(ErrorKind::Unsupported, message)
    }

    pub(crate) fn no_lock_of_absent_rows(model: &str, database: impl Display) -> Self {
        let message = format!(
            "{database} locks no rows of `{model}`, since a row of the query may have none: name those to lock with \
             `Lock::new().of(…)`, or filter by `is_not_null()`"
        );
        Self::new(ErrorKind::Unsupported, message)
    }

    pub(crate) fn lock_of_unread(model: &str, path: &str) -> Self {
        let message = format!(
            "this query on `{model}` does not go along `{path}`, so it has no such rows to lock"
        );
        Self::new(ErrorKind::InvalidQuery, message)
    }
}
