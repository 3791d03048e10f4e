//! What cannot be read, or not in this way.

use std::fmt::Display;

use crate::error::{Error, ErrorKind};

impl Error {
    pub(crate) fn in_bulk_of_slice() -> Self {
        let message = "a slice cannot be read in bulk: leave the slice away, since the keys say which rows are read";
        Self::new(ErrorKind::InvalidQuery, message)
    }

    pub(crate) fn in_bulk_of_groups() -> Self {
        let message = "groups of rows have no key that they could be read by: annotate the model in place of \
                       `values_list`, and each group is a row of it";
        Self::new(ErrorKind::InvalidQuery, message)
    }

    pub(crate) fn in_bulk_by_deferred() -> Self {
        let message = "the field that the rows are read by in bulk is left out by `defer` or `only`: let it be read";
        Self::new(ErrorKind::InvalidQuery, message)
    }

    pub(crate) fn in_bulk_without_key() -> Self {
        let message = "the values that several queries have in common are read in bulk by one of them: select the key in \
                       each part";
        Self::new(ErrorKind::InvalidQuery, message)
    }

    pub(crate) fn in_bulk_by_many(field: &str) -> Self {
        let message = format!(
            "rows are read in bulk by a field that names one of them, and `{field}` does not: declare it `unique`, or \
             say `distinct_on` of it"
        );
        Self::new(ErrorKind::InvalidQuery, message)
    }

    pub(crate) fn no_place_among_rows() -> Self {
        Self::new(
            ErrorKind::InvalidValue,
            "an instance that has not been saved has no row that others could be next to: save it first",
        )
    }

    pub(crate) fn no_distinct_on(database: impl Display) -> Self {
        let message = format!(
            "{database} cannot take the first of the rows that are equal in some columns: `distinct()` compares whole rows, \
             and groups of `values_list` have aggregates"
        );
        Self::new(ErrorKind::Unsupported, message)
    }

    pub(crate) fn distinct_on_changed(verb: &str) -> Self {
        let message = format!(
            "cannot {verb} rows that were chosen by `distinct_on`: name them by their keys, with `in_`"
        );
        Self::new(ErrorKind::InvalidQuery, message)
    }

    pub(crate) fn no_explain_option(option: &str, database: impl Display) -> Self {
        let message = format!(
            "{database} has no option `{option}` for the plan of a statement: leave it away"
        );
        Self::new(ErrorKind::Unsupported, message)
    }

    pub(crate) fn no_explain_format(
        format: &str,
        allowed: &[&str],
        database: impl Display,
    ) -> Self {
        let message = if allowed.is_empty() {
            format!(
                "{database} shows plans in one form only, so that `{format}` is none: name no format"
            )
        } else {
            format!(
                "{database} shows no plan as `{format}`: its formats are {}",
                allowed.join(", ")
            )
        };
        Self::new(ErrorKind::Unsupported, message)
    }

    pub(crate) fn no_analyze_in(format: &str, database: impl Display) -> Self {
        let message = format!(
            "{database} shows what it has run as TREE only, and not as `{format}`: leave the format away, or `analyze`"
        );
        Self::new(ErrorKind::Unsupported, message)
    }
}
