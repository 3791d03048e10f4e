//! What can be wrong with the rows of a result.

use crate::error::{Error, ErrorKind};

impl Error {
    pub(crate) fn raw_without_column(column: &str, columns: &[&str]) -> Self {
        let message = format!(
            "the raw query gives no column `{column}` for this field; it gives {}: select it, or name the column that \
             holds it with `translate`",
            columns.join(", ")
        );
        Self::new(ErrorKind::InvalidQuery, message)
    }

    pub(crate) fn raw_without_key(column: &str, columns: &[&str]) -> Self {
        let message = format!(
            "a raw query must give the primary key, here `{column}`; it gives {}",
            columns.join(", ")
        );
        Self::new(ErrorKind::InvalidQuery, message)
    }

    pub(crate) fn no_column_to_annotate(name: &str, columns: &[&str]) -> Self {
        let message = format!(
            "the raw query gives no column `{name}` for an annotation beside those of the model; it gives {}",
            columns.join(", ")
        );
        Self::new(ErrorKind::InvalidQuery, message)
    }
}
