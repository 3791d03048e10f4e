//! What can go wrong between the library and the database.

#![cfg_attr(
    not(all(feature = "postgres", feature = "sqlite", feature = "mysql")),
    allow(dead_code, reason = "what only some databases need")
)]

use std::{borrow::Cow, error::Error as StdError, fmt, time::Duration};

use crate::error::{
    Error, ErrorKind, NamedType,
    message::value::{cut, shown},
};

/// How a pool stands, for a message.
pub(crate) struct PoolUse {
    pub(crate) max: usize,
    pub(crate) open: usize,
    pub(crate) idle: usize,
    pub(crate) waiting: usize,
}

/// A cell that could not be read.
pub(crate) struct Cell<'c> {
    pub(crate) column: &'c str,
    /// The type that the database says it has.
    pub(crate) held: &'c str,
    /// What it holds, or why that is no use; empty where that is plain from the type.
    pub(crate) detail: Cow<'c, str>,
}

/// Why a connection was refused: in the words of the server, or of the network where no server spoke.
fn reason(refusal: &Error) -> String {
    let mut innermost: &(dyn StdError + 'static) = refusal;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    if refusal.kind() == ErrorKind::Connection && refusal.code().is_none() {
        innermost.to_string()
    } else {
        refusal.to_string()
    }
}

/// How much of a cell a message shows.
const SHOWN: usize = 60;

/// How much of what a database says: some show a value whole.
const LONGEST_TEXT: usize = 1_000;

/// What an error adds whose change may have been made.
pub(crate) const OUTCOME_UNKNOWN: &str = "it is not known whether the change was made";

impl Error {
    pub(crate) fn no_runtime(database: &'static str) -> Self {
        let message = format!(
            "a connection to {database} needs a tokio runtime, and there is none here: call this inside of `#[tokio::main]`, \
             `#[tokio::test]` or `Runtime::block_on`"
        );
        Self::new(ErrorKind::Configuration, message)
    }

    pub(crate) fn no_turn_to_write(database: &'static str, limit: Duration) -> Self {
        let message = format!(
            "{database} takes one writer at a time, and the turn of this one did not come within {limit:?}: keep transactions \
             shorter, or look for one that waits for a task which writes outside of it"
        );
        Self::new(ErrorKind::PoolTimeout, message)
    }

    pub(crate) fn locked_by_a_block(database: &'static str, limit: Duration) -> Self {
        let message = format!(
            "{database} takes one writer at a time, and another transaction of this process wrote for longer than {limit:?}, \
             which is the busy timeout: is it open in this very task? Name it with `using(&tx)`, or end it first"
        );
        Self::new(ErrorKind::Serialization, message)
    }

    /// Only of what is a URL the scheme is shown: of anything else it may be a password.
    pub(crate) fn unknown_scheme(url: &str) -> Self {
        let known = "a database URL starts with postgres://, postgresql://, mysql://, mariadb:// or sqlite:";
        let message = match url.split_once("://") {
            Some((scheme, _)) if scheme.chars().all(|it| it.is_ascii_alphanumeric()) => {
                format!("{known}; this one starts with `{}`", shown(scheme))
            }
            _ => known.to_owned(),
        };
        Self::new(ErrorKind::Configuration, message)
    }

    pub(crate) fn url_without_slashes(scheme: &str) -> Self {
        let message = format!("the URL has no `//` behind the scheme: write `{scheme}://…`");
        Self::new(ErrorKind::Configuration, message)
    }

    pub(crate) fn missing_feature(feature: &'static str) -> Self {
        let message = format!(
            "the URL needs the cargo feature `{feature}` of queryset, which is off: add it in Cargo.toml"
        );
        Self::new(ErrorKind::Configuration, message)
    }

    /// What the driver says of a URL is shown without what it quotes, and is no source: a value can be the rest of a
    /// password with a `?` in it.
    pub(crate) fn bad_url(database: &'static str, source: &impl StdError) -> Self {
        let told = without_quotes(&source.to_string());
        let message = format!("the URL for {database} cannot be read: {told}");
        Self::new(ErrorKind::Configuration, message)
    }

    /// How the message of a pattern begins that is no regular expression, or one that nobody should wait for.
    pub(crate) const PATTERN_REFUSED: &'static str = "the regular expression is ";

    pub(crate) fn pattern_not_understood(pattern: &str, reason: &str) -> Self {
        let message =
            format!("{}not understood: {reason}: `{}`", Self::PATTERN_REFUSED, shown(pattern));
        Self::new(ErrorKind::InvalidValue, message)
    }

    pub(crate) fn pattern_too_costly(reason: &dyn fmt::Display) -> Self {
        let message = format!("{}too costly on SQLite: {reason}", Self::PATTERN_REFUSED);
        Self::new(ErrorKind::InvalidValue, message)
    }

    pub(crate) fn no_time_zones(database: &'static str) -> Self {
        let message = format!(
            "{database} has no tables of time zones, so it knows no zone but UTC: load them once by \
             `mysql_tzinfo_to_sql /usr/share/zoneinfo | mysql -u root mysql`, and open a new connection"
        );
        Self::new(ErrorKind::Unsupported, message)
    }

    pub(crate) fn no_file_name() -> Self {
        let message = "the URL names no file: write sqlite://path/to/file.db, sqlite::memory: or sqlite::temporary:";
        Self::new(ErrorKind::Configuration, message)
    }

    pub(crate) fn pool_not_built(source: impl StdError + Send + Sync + 'static) -> Self {
        Self::new(ErrorKind::Configuration, format!("the pool cannot be set up: {source}"))
            .with_source(source)
    }

    pub(crate) fn no_temporary_file(source: std::io::Error) -> Self {
        let message = format!("no file for the temporary database can be made: {source}");
        Self::new(ErrorKind::Configuration, message).with_source(source)
    }

    pub(crate) fn not_connected(database: &'static str, place: &str, refusal: Self) -> Self {
        let error = Self::new(
            refusal.kind(),
            format!("cannot connect to {database} at {place}: {}", reason(&refusal)),
        );
        let error = refusal.code().map_or(error.clone(), |code| error.with_code(code));
        error.with_source(refusal)
    }

    /// A pooler refuses what it does not know of what is sent first, in words that end in the name.
    pub(crate) fn start_up_refused(database: &'static str, place: &str, refusal: Self) -> Self {
        let told = refusal.to_string();
        let name = told.rsplit(": ").next().unwrap_or_default();
        let other = match name {
            "extra_float_digits" => {
                "say `pooler(Pooler::Transaction)` or `pooler(Pooler::Session)`, which do not send it"
            }
            _ => "leave it out of the URL",
        };
        let message = format!(
            "a pooler at {place} refuses the start-up parameter `{name}` of {database}: allow it there, in PgBouncer by \
             `ignore_startup_parameters = {name}`, or {other}"
        );
        Self::new(ErrorKind::Configuration, message).with_source(refusal)
    }

    pub(crate) fn connect_timed_out(database: &'static str, limit: Duration) -> Self {
        let message = format!(
            "{database} did not accept a connection within {limit:?}: is the address right, and the server up?"
        );
        Self::new(ErrorKind::Connection, message)
    }

    pub(crate) fn pool_exhausted(database: &'static str, pool: &PoolUse, limit: Duration) -> Self {
        let PoolUse { max, open, idle, waiting } = pool;
        let message = format!(
            "no connection to {database} became free within {limit:?}: the pool may have {max}, {open} are open, {idle} idle, \
             {waiting} tasks wait; allow more with max_connections, keep transactions and streams shorter, or look for a \
             task that waits for a connection while it holds one"
        );
        Self::new(ErrorKind::PoolTimeout, message)
    }

    pub(crate) fn pool_closed(database: &'static str) -> Self {
        Self::new(
            ErrorKind::Connection,
            format!("the pool of connections to {database} has been closed"),
        )
    }

    pub(crate) fn connection_gone(database: &'static str) -> Self {
        let message = format!(
            "this connection to {database} was lost, or given up with a statement abandoned on it"
        );
        Self::new(ErrorKind::Connection, message)
    }

    pub(crate) fn memory_database_gone() -> Self {
        let message =
            "the in-memory database is gone: its only connection failed and could not be recovered";
        Self::new(ErrorKind::Connection, message)
    }

    pub(crate) fn transaction_over(database: &'static str) -> Self {
        let message = format!(
            "{database} has rolled this transaction back after an earlier error: nothing more can run in it"
        );
        Self::new(ErrorKind::TransactionClosed, message)
    }

    pub(crate) fn commit_refused(cause: Self) -> Self {
        if cause.kind() == ErrorKind::Connection {
            return cause;
        }
        let message = "an earlier statement of the transaction failed, so that there is nothing to commit: it is rolled back";
        Self::new(ErrorKind::TransactionClosed, message).with_source(cause)
    }

    pub(crate) fn statement_timed_out(
        database: &'static str,
        limit: Duration,
        cause: Self,
    ) -> Self {
        let message = format!(
            "{database} ended a statement after the {limit:?} that `statement_timeout` allows: ask for less at a time, look at its \
             plan with aexplain(), or allow more"
        );
        let error = Self::new(cause.kind(), message);
        cause.code().map_or(error.clone(), |code| error.with_code(code)).with_source(cause)
    }

    /// How the message of a value that a statement computes begins; behind it stand the field and the reason.
    pub(crate) const COMPUTED_NOT_HELD: &'static str = "not held by the column of ";

    #[cfg_attr(not(feature = "sqlite"), expect(dead_code, reason = "only SQLite has to be asked"))]
    pub(crate) fn computed_number_not_held(
        field: &str,
        number: &str,
        (first, last): (i64, i64),
    ) -> Self {
        let message = format!(
            "{}{field}: the statement computes {number}, which does not fit in the column: it holds {first} to {last}",
            Self::COMPUTED_NOT_HELD
        );
        Self::new(ErrorKind::InvalidValue, message)
    }

    #[cfg_attr(not(feature = "sqlite"), expect(dead_code, reason = "only SQLite has to be asked"))]
    pub(crate) fn computed_text_not_held(field: &str, count: usize, most: i64) -> Self {
        let message = format!(
            "{}{field}: the statement computes a text of {count} characters, which does not fit in the column: it holds {most}",
            Self::COMPUTED_NOT_HELD
        );
        Self::new(ErrorKind::InvalidValue, message)
    }

    /// An error in the database's own words.
    pub(crate) fn from_database(kind: ErrorKind, text: &str) -> Self {
        Self::new(kind, cut(text, LONGEST_TEXT))
    }

    pub(crate) fn connection_lost(source: &(impl StdError + ?Sized)) -> Self {
        Self::new(
            ErrorKind::Connection,
            format!("the connection to the database was lost: {source}"),
        )
    }

    pub(crate) fn driver_refused(kind: ErrorKind, source: &(impl StdError + ?Sized)) -> Self {
        Self::new(kind, source.to_string())
    }

    pub(crate) fn too_many_parameters(database: &'static str, count: usize, limit: usize) -> Self {
        let message = format!(
            "the statement has {count} parameters; {database} takes {limit} at most: ask for fewer at a time"
        );
        Self::new(ErrorKind::Unsupported, message)
    }

    pub(crate) fn no_lists(database: &'static str) -> Self {
        let message = format!(
            "{database} has no array parameters: a list must be written as several parameters"
        );
        Self::new(ErrorKind::Unsupported, message)
    }

    pub(crate) fn no_arrays(database: &str) -> Self {
        let message = format!(
            "{database} has no arrays, PostgreSQL has: a `Json<Vec<…>>` is stored on every database"
        );
        Self::new(ErrorKind::Unsupported, message)
    }

    pub(crate) fn text_with_nul(database: &'static str) -> Self {
        Self::new(
            ErrorKind::InvalidValue,
            format!("{database} cannot store text that contains the character NUL"),
        )
    }

    pub(crate) fn json_with_nul(database: &'static str) -> Self {
        let message =
            format!("{database} cannot store JSON that contains the character NUL (\\u0000)");
        Self::new(ErrorKind::InvalidValue, message)
    }

    pub(crate) fn json_number_is_rounded(database: &'static str, number: &str) -> Self {
        let message = format!(
            "{database} would round the number {} of a JSON document: it keeps whole numbers of 64 bits, and doubles",
            super::value::shown(number)
        );
        Self::new(ErrorKind::InvalidValue, message)
    }

    pub(crate) fn not_finite(database: &'static str, number: f64) -> Self {
        Self::new(ErrorKind::InvalidValue, format!("{database} cannot store the number {number}"))
    }

    pub(crate) fn too_many_digits(
        database: &'static str,
        number: impl std::fmt::Display,
        limit: u32,
    ) -> Self {
        let message =
            format!("{database} keeps {limit} significant digits of a decimal; {number} has more");
        Self::new(ErrorKind::InvalidValue, message)
    }

    pub(crate) fn date_out_of_range(
        database: &'static str,
        date: impl std::fmt::Display,
        range: &str,
    ) -> Self {
        let message = format!("{database} holds dates from {range}; {date} is not one of them");
        Self::new(ErrorKind::InvalidValue, message)
    }

    pub(crate) fn list_of_mixed_types(of: impl NamedType, found: impl NamedType) -> Self {
        let message = format!("a list of {} holds a value of type {}", of.named(), found.named());
        Self::new(ErrorKind::InvalidValue, message)
    }

    pub(crate) fn value_of_another_type(of: impl NamedType, found: impl NamedType) -> Self {
        let message =
            format!("a column of {} is given a value of type {}", of.named(), found.named());
        Self::new(ErrorKind::InvalidValue, message)
    }

    pub(crate) fn value_not_bound(
        database: &'static str,
        source: &(impl StdError + ?Sized),
    ) -> Self {
        Self::new(
            ErrorKind::InvalidValue,
            format!("the value cannot be given to {database}: {source}"),
        )
    }

    pub(crate) fn cell_not_read(cell: &Cell<'_>, wanted: impl NamedType) -> Self {
        let Cell { column, held, detail } = cell;
        let shown: String = detail.chars().take(SHOWN).collect();
        let told = if shown.is_empty() { String::new() } else { format!(" ({shown})") };
        let message = format!(
            "column `{column}` is of type {held}{told} and cannot be read as {}",
            wanted.named()
        );
        Self::new(ErrorKind::Decode, message)
    }

    pub(crate) fn member_not_read(index: usize, wanted: impl NamedType) -> Self {
        let message =
            format!("member {} of the array cannot be read as {}", index + 1, wanted.named());
        Self::new(ErrorKind::Decode, message)
    }

    pub(crate) fn row_too_short(index: usize) -> Self {
        Self::new(ErrorKind::Decode, format!("the row has no column {}", index + 1))
    }
}

/// A text without what it quotes first, up to the last mark of that kind.
fn without_quotes(text: &str) -> String {
    let quoted = |mark| text.find(mark).zip(text.rfind(mark)).filter(|(from, to)| from < to);
    let mut shown = text.to_owned();
    // A value stands in quotation marks, with the name of its option in grave accents behind it; an unknown name stands alone.
    if let Some((from, to)) = quoted('"').or_else(|| quoted('`')) {
        shown.replace_range(from + 1..to, "…");
    }
    shown
}
