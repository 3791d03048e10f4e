//! What the errors of MySQL and MariaDB are: <https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html>
//! and <https://mariadb.com/kb/en/mariadb-error-code-reference/>.

use std::borrow::Cow;

use sqlx::mysql::MySqlDatabaseError;

use crate::{
    backend::driver::{Fate, Fault},
    error::{Error, ErrorKind},
};

/// A deadlock was broken: the server has rolled the whole transaction back.
const DEADLOCK: u16 = 1213;
/// MariaDB: the row has changed since this transaction's snapshot, which ends it too.
const CHANGED_ROW: u16 = 1020;

/// What a failure is, and what is left of the connection.
pub(super) fn fault(error: sqlx::Error) -> Fault {
    let told = match &error {
        sqlx::Error::Database(refusal) => match refusal.try_downcast_ref::<MySqlDatabaseError>() {
            Some(it) => refused(it.number(), it.code(), it.message()),
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
    match &error {
        // The driver's text has the values that ours has not, and who logs an error logs its sources.
        sqlx::Error::Database(it) if matches!(without_values(it.message()), Cow::Owned(_)) => told,
        _ => Fault { error: told.error.with_source(error), fate: told.fate },
    }
}

/// Whether a statement took longer than the server was told to wait.
pub(super) fn is_late(error: &sqlx::Error) -> bool {
    let told = error.as_database_error().and_then(|it| it.try_downcast_ref::<MySqlDatabaseError>());
    told.is_some_and(|it| matches!(it.number(), 1969 | 3024))
}

fn refused(number: u16, state: Option<&str>, message: &str) -> Fault {
    let (kind, message) = (kind(number, state), &*without_values(message));
    let fate = match (number, kind) {
        (DEADLOCK | CHANGED_ROW, _) => Fate::InDoubt,
        (_, ErrorKind::Connection) => Fate::Dead,
        _ => Fate::Alive,
    };
    let mut error = Error::from_database(kind, message);
    if let Some(state) = state {
        error = error.with_code(state);
    }
    Fault { error: named(error, kind, message), fate }
}

fn kind(number: u16, state: Option<&str>) -> ErrorKind {
    match number {
        1022 | 1062 | 1169 | 1586 | 1859 => ErrorKind::UniqueViolation,
        1216 | 1217 | 1451 | 1452 => ErrorKind::ForeignKeyViolation,
        1048 | 1364 => ErrorKind::NotNullViolation,
        3819 => ErrorKind::CheckViolation,
        // MySQL has given MariaDB's number to something else.
        4025 if state == Some("23000") => ErrorKind::CheckViolation,
        DEADLOCK | CHANGED_ROW => ErrorKind::Serialization,
        // A prepared statement is unknown to the server, or could not be prepared again after a change of the tables.
        1243 | 1615 => ErrorKind::OutdatedStatement,
        1205 | 1317 | 1969 | 3024 | 3572 => ErrorKind::Cancelled,
        1040 | 1053 | 1129 | 1152 | 1153 | 1158..=1161 | 1203 | 1927 | 4031 => {
            ErrorKind::Connection
        }
        1044 | 1045 | 1049 | 1698 => ErrorKind::Configuration,
        1264 | 1292 | 1366 | 1367 | 1406 | 1411 | 1690 | 3140 | 3141 => ErrorKind::InvalidValue,
        // A regular expression that is none, on MariaDB and in the words of MySQL.
        1139 | 3685..=3700 => ErrorKind::InvalidValue,
        _ if state.is_some_and(|it| it.starts_with("22")) => ErrorKind::InvalidValue,
        _ if state.is_some_and(|it| it.starts_with("08")) => ErrorKind::Connection,
        _ => ErrorKind::Database,
    }
}

/// The text without the values in it, such as `Duplicate entry '…' for key 'name'`: they can be secrets, and can look like
/// what is behind them.
fn without_values(message: &str) -> Cow<'_, str> {
    for (before, behind) in [("Duplicate entry '", "' for key "), (" value: '", "' for ")] {
        if let Some((what, rest)) = message.split_once(before) {
            let told = rest.rsplit_once(behind).map_or("", |it| it.1);
            let end = if told.is_empty() { "'" } else { behind };
            return Cow::Owned(format!("{what}{before}…{end}{told}"));
        }
    }
    Cow::Borrowed(message)
}

/// Names are in the message only.
fn named(error: Error, kind: ErrorKind, message: &str) -> Error {
    match kind {
        ErrorKind::UniqueViolation => match between(message, "for key '", "'") {
            // MySQL writes the table in front.
            Some(key) => match key.split_once('.') {
                Some((table, key)) => error.with_table(table).with_constraint(key),
                None => error.with_constraint(key),
            },
            None => error,
        },
        ErrorKind::NotNullViolation | ErrorKind::InvalidValue => {
            let place =
                between(message, "olumn '", "'").or_else(|| between(message, "Field '", "'"));
            // MariaDB writes `database`.`table`.`column`.
            let place = place.or_else(|| between(message, "olumn `", "` ")?.rsplit("`.`").next());
            place.map_or(error.clone(), |it| error.with_column(it))
        }
        ErrorKind::ForeignKeyViolation => {
            let error = place(error, between(message, "(`", "`, CONSTRAINT"));
            let column = between(message, "FOREIGN KEY (`", "`)").filter(|it| !it.contains('`'));
            let error = column.map_or(error.clone(), |it| error.with_column(it));
            between(message, "CONSTRAINT `", "`")
                .map_or(error.clone(), |it| error.with_constraint(it))
        }
        ErrorKind::CheckViolation => {
            let error = place(
                error,
                between(message, "failed for `", "`\0")
                    .or(message.split_once("failed for `").map(|it| it.1)),
            );
            let name = between(message, "CONSTRAINT `", "`")
                .or_else(|| between(message, "constraint '", "'"));
            name.map_or(error.clone(), |it| error.with_constraint(it))
        }
        _ => error,
    }
}

/// The table of `database`.`table`, without the outer quotes.
fn place(error: Error, place: Option<&str>) -> Error {
    match place.and_then(|it| it.split_once("`.`")) {
        Some((_, table)) => error.with_table(table.trim_end_matches('`')),
        None => error,
    }
}

fn between<'m>(message: &'m str, before: &str, after: &str) -> Option<&'m str> {
    let (_, rest) = message.split_once(before)?;
    rest.split_once(after).map(|it| it.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(number: u16, message: &str) -> Error {
        refused(number, Some("23000"), message).error
    }

    #[test]
    fn a_violation_names_what_it_violates() {
        let unique = told(1062, "Duplicate entry 'x' for key 'name'");
        assert_eq!(
            (unique.kind(), unique.constraint()),
            (ErrorKind::UniqueViolation, Some("name"))
        );
        let unique = told(1062, "Duplicate entry 'x' for key 'book.name'");
        assert_eq!((unique.table(), unique.constraint()), (Some("book"), Some("name")));
        let null = told(1048, "Column 'name' cannot be null");
        assert_eq!((null.kind(), null.column()), (ErrorKind::NotNullViolation, Some("name")));
        assert_eq!(told(1364, "Field 'name' doesn't have a default value").column(), Some("name"));
        let check = told(4025, "CONSTRAINT `pages` failed for `test`.`book`");
        assert_eq!((check.kind(), check.constraint()), (ErrorKind::CheckViolation, Some("pages")));
        assert_eq!(check.table(), Some("book"));
        assert_eq!(told(3819, "Check constraint 'pages' is violated.").constraint(), Some("pages"));
    }

    #[test]
    fn values_are_not_told() {
        let told = |number, message| told(number, message).message();
        let entry = "Duplicate entry 'it's' for key 'x' for key 'name'";
        assert_eq!(told(1062, entry), "Duplicate entry '…' for key 'name'");
        let value = "Incorrect integer value: 'a' for column `b`' for column `test`.`book`.`pages` at row 1";
        assert_eq!(
            told(1366, value),
            "Incorrect integer value: '…' for column `test`.`book`.`pages` at row 1"
        );
        assert_eq!(
            told(1292, "Truncated incorrect DOUBLE value: 'a'"),
            "Truncated incorrect DOUBLE value: '…'"
        );
        assert_eq!(told(1048, "Column 'name' cannot be null"), "Column 'name' cannot be null");
    }

    #[test]
    fn a_foreign_key_names_table_column_and_constraint() {
        let message = "Cannot add or update a child row: a foreign key constraint fails (`test`.`book`, CONSTRAINT \
                       `book_fk` FOREIGN KEY (`publisher_id`) REFERENCES `publisher` (`id`))";
        let error = told(1452, message);
        assert_eq!(error.kind(), ErrorKind::ForeignKeyViolation);
        assert_eq!(
            (error.table(), error.column(), error.constraint()),
            (Some("book"), Some("publisher_id"), Some("book_fk"))
        );
    }

    #[test]
    fn a_value_too_long_names_its_column() {
        assert_eq!(told(1406, "Data too long for column 'name' at row 1").column(), Some("name"));
        let message = "Incorrect integer value: 'x' for column `test`.`book`.`pages` at row 1";
        assert_eq!(told(1366, message).column(), Some("pages"));
    }

    #[test]
    fn a_deadlock_ends_the_transaction() {
        let fault = refused(1213, Some("40001"), "Deadlock found");
        assert_eq!((fault.error.kind(), fault.fate), (ErrorKind::Serialization, Fate::InDoubt));
        let outdated = |number| refused(number, Some("HY000"), "re-prepare").error.kind();
        assert_eq!([1243, 1615].map(outdated), [ErrorKind::OutdatedStatement; 2]);
        assert_eq!(refused(1205, Some("HY000"), "Lock wait timeout exceeded").fate, Fate::Alive);
    }
}
