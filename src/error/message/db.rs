//! What can go wrong on the way to a database.

use crate::error::{Error, ErrorKind};

impl Error {
    pub(crate) fn unknown_alias(alias: &str, known: &[&str]) -> Self {
        let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        let how = if alias == "default" {
            "call `queryset::connect(url)` first, run inside `db.scope(…)`, or name one with `using`".to_owned()
        } else {
            format!("connect with `Database::builder(url).alias(\"{alias}\")` and `register` it")
        };
        let message = format!("no database `{alias}` is known (known: {known}): {how}");
        Self::new(ErrorKind::NoDatabase, message)
    }

    pub(crate) fn transaction_ended() -> Self {
        Self::new(ErrorKind::TransactionClosed, "the transaction is over: begin another one")
    }

    pub(crate) fn stream_is_open() -> Self {
        let message = "a stream of this transaction is still open, and waiting for it could be waiting for oneself: \
                       read it to its end, drop it, or collect its rows first";
        Self::new(ErrorKind::SelfWait, message)
    }
}
