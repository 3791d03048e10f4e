//! What can be wrong with metadata that is to become a table.

use std::collections::BTreeSet;

use crate::error::{Error, ErrorKind, NamedType};

impl Error {
    pub(crate) fn unknown_app<'a>(app: &str, known: impl Iterator<Item = &'a str>) -> Self {
        let known: Vec<_> =
            known.collect::<BTreeSet<_>>().iter().map(|it| format!("`{it}`")).collect();
        let known = match known.as_slice() {
            [] => "this program has no models".to_owned(),
            known => format!("the apps of this program are {}", known.join(", ")),
        };
        Self::new(ErrorKind::Configuration, format!("no model belongs to an app `{app}`: {known}"))
    }

    pub(crate) fn table_of_another(table: &str, other: &str) -> Self {
        bad(format!(
            "the table `{table}` is that of `{other}` already: give one of them another `table`"
        ))
    }

    pub(crate) fn column_of_another(column: &str, other: &str) -> Self {
        bad(format!(
            "the column `{column}` is that of `{other}` already: give one of them another `column`"
        ))
    }

    pub(crate) fn not_one_key(keys: usize) -> Self {
        bad(format!(
            "a table has one primary key, this one would have {keys}: say `primary_key` at one field"
        ))
    }

    pub(crate) fn no_key_to_refer_to(model: &str) -> Self {
        bad(format!("refers to `{model}`, which has no primary key"))
    }

    pub(crate) fn endless_key() -> Self {
        bad(
            "the keys that this relation leads to are relations in a circle: one of them needs a key of its own",
        )
    }

    pub(crate) fn null_in_key() -> Self {
        bad("a primary key cannot be NULL: remove the `Option`")
    }

    pub(crate) fn auto_not_integer(kind: &impl NamedType) -> Self {
        bad(format!("databases make integer keys only, not {}: remove `auto`", kind.named()))
    }

    pub(crate) fn no_room_for_text() -> Self {
        bad("`max_length` is 0, which leaves no room for text")
    }

    pub(crate) fn impossible_digits(all: u32, places: u32) -> Self {
        bad(format!(
            "`max_digits` is {all} and `decimal_places` {places}: the first counts all digits, at least 1"
        ))
    }

    pub(crate) fn empty_unique_set() -> Self {
        bad("a set of `unique_together` is empty")
    }

    pub(crate) fn unknown_unique_field(name: &str) -> Self {
        bad(format!("`unique_together` names `{name}`, which is no field of this model"))
    }

    pub(crate) fn unknown_indexed_field(name: &str) -> Self {
        bad(format!("a constraint or index names `{name}`, which is no field of this model"))
    }

    pub(crate) fn nothing_indexed() -> Self {
        bad("an index or unique constraint is over nothing")
    }

    pub(crate) fn nameless_index() -> Self {
        bad("an index on expressions needs a name")
    }

    pub(crate) fn default_reads_columns() -> Self {
        bad("the database's default reads a column: a default has no row")
    }

    pub(crate) fn constraint_unsupported(name: &str, what: &str, database: &str) -> Self {
        refused(format!(
            "{database} has no unique constraints {what}: `{name}` cannot be kept there, and rows that it forbids could \
             be written"
        ))
    }

    pub(crate) fn virtual_column_unsupported(database: &str) -> Self {
        refused(format!(
            "{database} has no virtual generated columns: leave out `db_persist = false`"
        ))
    }

    pub(crate) fn unusable_name(name: &str) -> Self {
        bad(format!("{name:?} cannot be the name of a table or column"))
    }

    pub(crate) fn name_too_long(
        name: &str,
        shortened: &str,
        database: &str,
        length: usize,
    ) -> Self {
        refused(format!(
            "the name `{name}` is longer than the {length} characters that {database} takes; Django shortens a name \
             that it makes itself to `{shortened}`"
        ))
    }

    pub(crate) fn decimal_without_digits(database: &str) -> Self {
        refused(format!(
            "{database} needs `max_digits` and `decimal_places`: without them it rounds to whole numbers"
        ))
    }

    pub(crate) fn key_without_limit(kind: &impl NamedType, database: &str) -> Self {
        let kind = kind.named();
        refused(format!(
            "{database} cannot index {kind} without a limit: give text a `max_length`, or drop the index"
        ))
    }
}

fn bad(message: impl Into<std::borrow::Cow<'static, str>>) -> Error {
    Error::new(ErrorKind::Configuration, message)
}

/// What another database would take.
fn refused(message: String) -> Error {
    Error::new(ErrorKind::Unsupported, message)
}
