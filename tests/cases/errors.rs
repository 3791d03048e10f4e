//! Django's exceptions, and the errors here that mean the same.

use queryset::error::{Error, ErrorKind};

/// Whether an error is one that a program treats as this exception of Django's.
pub fn is(class: &str, error: &Error) -> bool {
    match class {
        "DoesNotExist" | "RelatedObjectDoesNotExist" | "IndexError" => error.is_does_not_exist(),
        "MultipleObjectsReturned" => error.is_multiple_objects_returned(),
        "NotUpdated" => error.kind() == ErrorKind::NotUpdated,
        "IntegrityError" => error.is_integrity_error(),
        "NotSupportedError" => error.kind() == ErrorKind::Unsupported,
        "DataError" => matches!(error.kind(), ErrorKind::InvalidValue | ErrorKind::Database),
        "OperationalError" | "ProgrammingError" | "DatabaseError" => is_of_the_database(error),
        "FieldError" | "FieldDoesNotExist" => {
            matches!(error.kind(), ErrorKind::InvalidQuery | ErrorKind::BadLookup)
        }
        "ValueError" => matches!(
            error.kind(),
            ErrorKind::InvalidValue
                | ErrorKind::InvalidQuery
                | ErrorKind::BadLookup
                | ErrorKind::UnsavedRelation
                | ErrorKind::Unsupported
        ),
        "RuntimeError" => error.kind() == ErrorKind::TransactionMisuse,
        "TransactionManagementError" => {
            matches!(error.kind(), ErrorKind::TransactionMisuse | ErrorKind::TransactionClosed)
        }
        "ValidationError" => {
            matches!(error.kind(), ErrorKind::InvalidValue | ErrorKind::BadLookup)
        }
        "TypeError" => matches!(error.kind(), ErrorKind::InvalidQuery | ErrorKind::BadLookup),
        _ => false,
    }
}

/// The database refused the statement.
fn is_of_the_database(error: &Error) -> bool {
    error.sql().is_some()
        && matches!(
            error.kind(),
            ErrorKind::Database | ErrorKind::Cancelled | ErrorKind::Serialization
        )
}
