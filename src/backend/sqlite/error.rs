//! What SQLite's errors are: <https://www.sqlite.org/rescode.html>.

use crate::{
    backend::{
        driver::{Fate, Fault},
        missing,
    },
    error::{Error, ErrorKind},
};

/// The low byte of an extended code is the code itself.
const PRIMARY: i32 = 0xFF;
const ERROR: i32 = 1;
const BUSY: i32 = 5;
const LOCKED: i32 = 6;
const NOMEM: i32 = 7;
const INTERRUPT: i32 = 9;
const IOERR: i32 = 10;
const FULL: i32 = 13;
const CANTOPEN: i32 = 14;
/// A statement was prepared before the tables changed, and cannot be prepared again.
const SCHEMA: i32 = 17;
const TOOBIG: i32 = 18;
const CONSTRAINT: i32 = 19;
const MISMATCH: i32 = 20;
const NOTADB: i32 = 26;

/// The absolute value of the smallest number has no place in 64 bits.
const OVERFLOW: &str = "integer overflow";

const CHECK: i32 = 275;
const FOREIGN_KEY: i32 = 787;
const NOT_NULL: i32 = 1299;
const PRIMARY_KEY: i32 = 1555;
const UNIQUE: i32 = 2067;
const ROWID: i32 = 2579;
const DATATYPE: i32 = 3091;

/// What a failure is, and what is left of the connection.
pub(super) fn fault(error: sqlx::Error) -> Fault {
    let told = match &error {
        sqlx::Error::Database(refusal) => refused(code(&error).unwrap_or(ERROR), refusal.message()),
        sqlx::Error::WorkerCrashed => {
            Fault { error: Error::connection_lost(&error), fate: Fate::Lost }
        }
        sqlx::Error::Configuration(_) => {
            Fault::from(Error::driver_refused(ErrorKind::Configuration, &error))
        }
        sqlx::Error::Encode(_) => {
            Fault::from(Error::driver_refused(ErrorKind::InvalidValue, &error))
        }
        _ => Fault::from(Error::driver_refused(ErrorKind::Database, &error)),
    };
    Fault { error: told.error.with_source(error), fate: told.fate }
}

/// Whether another connection has a lock.
pub(super) fn is_busy(error: &sqlx::Error) -> bool {
    code(error).is_some_and(|it| matches!(it & PRIMARY, BUSY | LOCKED))
}

/// Whether a statement was stopped.
pub(super) fn is_interrupt(error: &sqlx::Error) -> bool {
    code(error).is_some_and(|it| it & PRIMARY == INTERRUPT)
}

/// Whether it is SQLite's refusal to do what makes no sense, such as a ROLLBACK without a transaction.
pub(super) fn is_plain(error: &sqlx::Error) -> bool {
    code(error) == Some(ERROR)
}

fn code(error: &sqlx::Error) -> Option<i32> {
    error.as_database_error()?.code()?.parse().ok()
}

fn refused(code: i32, message: &str) -> Fault {
    if let Some((field, reason)) = missing::refusal(message) {
        let error =
            Error::from_database(ErrorKind::InvalidValue, reason).with_code(code.to_string());
        return Fault { error: error.with_field(field.to_owned()), fate: fate(code) };
    }
    let is_value = missing::is_refusal(message) || message == OVERFLOW;
    let kind = if is_value { ErrorKind::InvalidValue } else { kind(code) };
    let mut error = Error::from_database(kind, message).with_code(code.to_string());
    if let Some((_, subject)) = message.split_once(" constraint failed: ") {
        error = named(error, kind, subject);
    }
    Fault { error, fate: fate(code) }
}

/// Errors after which SQLite may have rolled the transaction back: <https://www.sqlite.org/lang_transaction.html>. A
/// constraint can ask for it, too.
fn fate(code: i32) -> Fate {
    match code & PRIMARY {
        BUSY | NOMEM | INTERRUPT | IOERR | FULL | CONSTRAINT => Fate::InDoubt,
        _ => Fate::Alive,
    }
}

fn kind(code: i32) -> ErrorKind {
    match code {
        UNIQUE | PRIMARY_KEY | ROWID => ErrorKind::UniqueViolation,
        FOREIGN_KEY => ErrorKind::ForeignKeyViolation,
        CHECK => ErrorKind::CheckViolation,
        NOT_NULL => ErrorKind::NotNullViolation,
        DATATYPE => ErrorKind::InvalidValue,
        _ => match code & PRIMARY {
            BUSY | LOCKED => ErrorKind::Serialization,
            INTERRUPT => ErrorKind::Cancelled,
            TOOBIG | MISMATCH => ErrorKind::InvalidValue,
            CANTOPEN => ErrorKind::Connection,
            SCHEMA => ErrorKind::OutdatedStatement,
            NOTADB => ErrorKind::Configuration,
            _ => ErrorKind::Database,
        },
    }
}

/// `table.column`, `table.a, table.b`, `index 'name'`, or the name of a CHECK.
fn named(error: Error, kind: ErrorKind, subject: &str) -> Error {
    if kind == ErrorKind::CheckViolation {
        return error.with_constraint(subject);
    }
    if let Some(index) = subject.strip_prefix("index '").and_then(|it| it.strip_suffix('\'')) {
        return error.with_constraint(index);
    }
    match subject.split_once('.') {
        Some((table, _)) if subject.contains(", ") => {
            let own = |it: &str| it.split_once('.').map(|(_, column)| column.to_owned());
            let columns = subject.split(", ").filter_map(own).collect();
            error.with_table(table).with_columns(columns)
        }
        Some((table, column)) => error.with_table(table).with_column(column),
        None => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_violation_names_what_it_violates() {
        let one = refused(UNIQUE, "UNIQUE constraint failed: library_book.name").error;
        assert_eq!(one.kind(), ErrorKind::UniqueViolation);
        assert_eq!((one.table(), one.column()), (Some("library_book"), Some("name")));
        let two = refused(UNIQUE, "UNIQUE constraint failed: b.x, b.y").error;
        assert_eq!((two.table(), two.column()), (Some("b"), None));
        let index = refused(UNIQUE, "UNIQUE constraint failed: index 'b_lower'").error;
        assert_eq!(index.constraint(), Some("b_lower"));
        let check = refused(CHECK, "CHECK constraint failed: pages_positive").error;
        assert_eq!(check.constraint(), Some("pages_positive"));
        assert_eq!(check.code(), Some("275"));
    }

    #[test]
    fn codes_are_classified() {
        assert_eq!(kind(517), ErrorKind::Serialization);
        assert_eq!(kind(1), ErrorKind::Database);
        assert_eq!(kind(17), ErrorKind::OutdatedStatement);
        assert_eq!(fate(266), Fate::InDoubt);
        assert_eq!(fate(1), Fate::Alive);
    }
}
