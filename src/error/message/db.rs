//! What can go wrong on the way to a database.

use crate::error::{Error, ErrorKind};

impl Error {
    pub(crate) fn unknown_alias(alias: &str, known: &[&str]) -> Self {
        let message = if known.is_empty() {
            format!(
                "no database `{alias}`: call `queryset::connect(url)` first, or run inside `db.scope(…)`"
            )
        } else {
            format!(
                "no database `{alias}`; known are {}: connect with `.alias(\"{alias}\")` and `.register()`",
                known.join(", ")
            )
        };
        Self::new(ErrorKind::NoDatabase, message)
    }

    pub(crate) fn transaction_ended() -> Self {
        Self::new(ErrorKind::TransactionClosed, "the transaction is over: begin another one")
    }
}
