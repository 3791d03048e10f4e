//! What PostgreSQL's errors are: <https://www.postgresql.org/docs/15/errcodes-appendix.html>.

use sqlx::postgres::PgDatabaseError;

use crate::{
    backend::driver::{Fate, Fault},
    error::{Error, ErrorKind},
};

/// What a failure is, and what is left of the connection.
pub(super) fn fault(error: sqlx::Error) -> Fault {
    let told = match &error {
        sqlx::Error::Database(refusal) => match refusal.try_downcast_ref::<PgDatabaseError>() {
            Some(it) => refused(it),
            None => Fault::from(Error::driver_refused(ErrorKind::Database, &error)),
        },
        sqlx::Error::Configuration(_) | sqlx::Error::Tls(_) => Fault {
            error: Error::driver_refused(ErrorKind::Configuration, &error),
            fate: Fate::Dead,
        },
        sqlx::Error::Encode(_) => {
            Fault::from(Error::driver_refused(ErrorKind::InvalidValue, &error))
        }
        // Whatever else happens below the SQL leaves the protocol in a state that nobody knows.
        _ => Fault { error: Error::connection_lost(&error), fate: Fate::Lost },
    };
    Fault { error: told.error.with_source(error), fate: told.fate }
}

/// Whether the server, or what stands before it, has said no and listens on.
pub(super) fn is_refusal(error: &sqlx::Error) -> bool {
    let told = error.as_database_error().and_then(|it| it.try_downcast_ref::<PgDatabaseError>());
    told.is_some_and(|it| kind(it.code()) != ErrorKind::Connection)
}

/// Whether a statement took longer than the server was told to wait.
pub(super) fn is_late(error: &sqlx::Error) -> bool {
    let told = error.as_database_error();
    // The code is that of every cancellation.
    told.is_some_and(|it| {
        it.code().as_deref() == Some("57014") && it.message().contains("statement timeout")
    })
}

/// Whether a pooler does not know one of the parameters that are sent first.
pub(super) fn is_about_start_up(error: &sqlx::Error) -> bool {
    error.as_database_error().is_some_and(|it| it.message().contains("startup parameter"))
}

fn refused(refusal: &PgDatabaseError) -> Fault {
    let code = refusal.code();
    let kind = if is_outdated(refusal) { ErrorKind::OutdatedStatement } else { kind(code) };
    let mut error = Error::from_database(kind, refusal.message()).with_code(code);
    if let Some(constraint) = refusal.constraint() {
        error = error.with_constraint(constraint);
    }
    if let Some(table) = refusal.table() {
        error = error.with_table(table);
    }
    if let Some(column) = refusal.column().or_else(|| key_column(refusal.detail()?)) {
        error = error.with_column(column);
    }
    Fault { error, fate: fate(code, kind) }
}

/// Whether a plan was kept from before a change of the tables, which fails for ever.
fn is_outdated(refusal: &PgDatabaseError) -> bool {
    refusal.code() == "0A000" && refusal.routine() == Some("RevalidateCachedQuery")
}

fn fate(code: &str, kind: ErrorKind) -> Fate {
    match kind {
        // What stands in between has lost the server, and does not know either how it ended.
        _ if code.starts_with("08") || code == "40003" => Fate::Lost,
        ErrorKind::Connection => Fate::Dead,
        _ => Fate::Alive,
    }
}

fn kind(code: &str) -> ErrorKind {
    match code {
        // An exclusion constraint is a unique constraint with another operator than equality.
        "23505" | "23P01" => ErrorKind::UniqueViolation,
        "23503" | "23001" => ErrorKind::ForeignKeyViolation,
        "23514" => ErrorKind::CheckViolation,
        "23502" => ErrorKind::NotNullViolation,
        "57014" | "55P03" => ErrorKind::Cancelled,
        // A prepared statement that is not there, or is there already.
        "26000" | "42P05" => ErrorKind::OutdatedStatement,
        "25P02" => ErrorKind::TransactionClosed,
        "25P03" | "25P04" | "53300" | "57P01" | "57P02" | "57P03" | "57P04" | "57P05" => {
            ErrorKind::Connection
        }
        "3D000" => ErrorKind::Configuration,
        _ => match code.get(..2) {
            Some("22") => ErrorKind::InvalidValue,
            Some("40") => ErrorKind::Serialization,
            Some("08") => ErrorKind::Connection,
            Some("28") => ErrorKind::Configuration,
            _ => ErrorKind::Database,
        },
    }
}

/// The column of `Key (name)=(value) already exists.`, if it is a single one.
fn key_column(detail: &str) -> Option<&str> {
    let (column, _) = detail.strip_prefix("Key (")?.split_once(")=(")?;
    let plain = column.chars().all(|it| it.is_alphanumeric() || it == '_');
    if plain { Some(column) } else { column.strip_prefix('"')?.strip_suffix('"') }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_of_one_column_is_named() {
        assert_eq!(key_column("Key (name)=(x) already exists."), Some("name"));
        assert_eq!(key_column("Key (\"Name\")=(x) already exists."), Some("Name"));
        assert_eq!(key_column("Key (a, b)=(1, 2) already exists."), None);
        assert_eq!(key_column("Key (lower(name))=(x) already exists."), None);
        assert_eq!(key_column("Failing row contains (1)."), None);
    }

    #[test]
    fn codes_are_classified() {
        assert_eq!(kind("23505"), ErrorKind::UniqueViolation);
        assert_eq!(kind("40P01"), ErrorKind::Serialization);
        assert_eq!(["26000", "42P05"].map(kind), [ErrorKind::OutdatedStatement; 2]);
        assert_eq!(kind("22P05"), ErrorKind::InvalidValue);
        assert_eq!(kind("08006"), ErrorKind::Connection);
        assert_eq!(kind("42P01"), ErrorKind::Database);
        assert_eq!(kind(""), ErrorKind::Database);
    }

    #[test]
    fn an_answer_that_is_lost_is_told_from_a_server_that_goes() {
        assert_eq!(fate("57P01", kind("57P01")), Fate::Dead);
        assert_eq!(fate("08P01", kind("08P01")), Fate::Lost);
        assert_eq!(fate("23505", kind("23505")), Fate::Alive);
    }
}
