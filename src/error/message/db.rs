//! What can go wrong on the way to a database.

use std::{error::Error as StdError, fmt::Display};

use crate::error::{Error, ErrorKind, message::value::shown};

impl Error {
    pub(crate) fn unknown_alias(alias: &str, known: &[&str]) -> Self {
        let alias = shown(alias);
        let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        let how = if alias == "default" {
            "call `queryset::connect(url)` first, run inside `db.scope(…)`, or name one with `using`".to_owned()
        } else {
            format!("connect with `Database::builder(url).alias(\"{alias}\")` and `register` it")
        };
        let message = format!("no database `{alias}` is known (known: {known}): {how}");
        Self::new(ErrorKind::NoDatabase, message)
    }

    pub(crate) fn handed_to_another_scope(home: &str, other: &str) -> Self {
        let (home, other) = (shown(home), shown(other));
        let also = if home == other { ", which has the same alias" } else { "" };
        let message = format!(
            "the query was made in the scope of `{home}` and is polled in that of another database, `{other}`{also}: make it              inside, `{other}.scope(async {{ … }})`, or name its database, `using(&{other})`"
        );
        Self::new(ErrorKind::NoDatabase, message)
    }

    pub(crate) fn transaction_ended() -> Self {
        Self::new(ErrorKind::TransactionClosed, "the transaction is over: begin another one")
    }

    pub(crate) fn cursor_was_undone() -> Self {
        let message = "the `atomic` in which this stream began was rolled back, and its cursor with it: begin the stream outside of \
                       it";
        Self::new(ErrorKind::TransactionClosed, message)
    }

    pub(crate) fn turn_never_came() -> Self {
        let message = "the transaction's connection did not become free within the acquire timeout: a statement, a stream or an \
                       `atomic` of it was started and is not awaited any more";
        Self::new(ErrorKind::SelfWait, message)
    }

    pub(crate) fn would_wait_for_itself(alias: &str, count: usize, first: impl Display) -> Self {
        let held = if count == 1 { "the only one".to_owned() } else { format!("all {count}") };
        let message = format!(
            "this would wait for a connection to `{alias}` that the task itself holds: it has {held}, {first}; name the \
             transaction with `using(&tx)`, end what is open first, or allow more with max_connections"
        );
        Self::new(ErrorKind::SelfWait, message)
    }

    pub(crate) fn block_would_wait_for_itself(alias: &str, place: impl Display) -> Self {
        let message = format!(
            "this would write to `{alias}` outside of the transaction begun at {place}, and wait for its end, as SQLite takes one \
             writer at a time: write through the same handle, or after the transaction"
        );
        Self::new(ErrorKind::SelfWait, message)
    }

    pub(crate) fn transaction_broken(cause: &Self) -> Self {
        let message = format!(
            "an earlier statement of this transaction failed, so that nothing more can run in it before it is rolled back; {}: \
             {cause}",
            advice(cause)
        );
        Self::new(ErrorKind::TransactionClosed, message).with_source(cause.clone())
    }

    pub(crate) fn error_was_swallowed(cause: &Self) -> Self {
        let message = format!(
            "a statement of this transaction failed and its error was swallowed: it is rolled back; {}: {cause}",
            advice(cause)
        );
        Self::new(ErrorKind::TransactionClosed, message).with_source(cause.clone())
    }

    pub(crate) fn inner_block_failed() -> Self {
        let message = "an `atomic` without a savepoint failed inside of this one, which can only be rolled back";
        Self::new(ErrorKind::TransactionClosed, message)
    }

    pub(crate) fn rollback_is_wanted() -> Self {
        let message = "this `atomic` is to be rolled back, since `set_rollback(true)` was called: nothing more runs in it";
        Self::new(ErrorKind::TransactionClosed, message)
    }

    pub(crate) fn durable_inside(place: impl Display, outer: impl Display) -> Self {
        let message = format!(
            "a durable `atomic` cannot be inside of another one, since that can still undo it: the one at {place} is inside of \
             the transaction begun at {outer}"
        );
        Self::new(ErrorKind::TransactionMisuse, message)
    }

    pub(crate) fn mode_inside(place: impl Display, outer: impl Display) -> Self {
        let message = format!(
            "the isolation level and read_only are for the outermost `atomic`: the one at {place} is inside of the \
             transaction begun at {outer}"
        );
        Self::new(ErrorKind::TransactionMisuse, message)
    }

    pub(crate) fn not_in_a_transaction() -> Self {
        Self::new(ErrorKind::TransactionMisuse, "there is no `atomic` round this call")
    }

    pub(crate) fn hook_failed(cause: Box<dyn StdError + Send + Sync>) -> Self {
        let message =
            format!("the transaction is committed, but a hook of `on_commit` failed: {cause}");
        Self::new(ErrorKind::CommitHook, message).with_boxed_source(cause)
    }
}

/// What helps against a statement that failed inside a transaction.
fn advice(cause: &Error) -> &'static str {
    if cause.is_to_be_tried_again() {
        "let the whole of it be tried again, by `Atomic::new().retries(…)`"
    } else {
        "put what may fail into an `atomic` of its own"
    }
}
