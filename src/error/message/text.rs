//! What can be wrong with lookups and orders that come in as text.

use crate::error::{
    Error, ErrorKind,
    message::{
        suggest::perhaps,
        value::{cut, shown},
    },
};

/// How much of a key is shown.
const LONGEST_KEY: usize = 200;

impl Error {
    pub(crate) fn lookup_not_allowed<'n>(
        key: &str,
        allowed: impl Iterator<Item = &'n str>,
    ) -> Self {
        let hint = perhaps(key, allowed);
        Self::new(ErrorKind::BadLookup, format!("`{}`: there is no such lookup{hint}", shown(key)))
    }

    /// Names the key that a client has written; one that no program has is cut.
    pub(crate) fn with_key(self, key: &str) -> Self {
        self.with_field(cut(key, LONGEST_KEY))
    }

    pub(crate) fn sort_key_not_allowed<'n>(
        key: &str,
        allowed: impl Iterator<Item = &'n str>,
    ) -> Self {
        let hint = perhaps(key, allowed);
        let message = format!("rows cannot be sorted by `{}`{hint}", shown(key));
        Self::new(ErrorKind::BadLookup, message)
    }

    pub(crate) fn sort_key_twice(key: &str) -> Self {
        let message = format!("the sort key `{}` is given twice", shown(key));
        Self::new(ErrorKind::BadLookup, message)
    }

    /// A value that does not suit its lookup, for the reason that another error gives.
    pub(crate) fn bad_operand(key: &str, reason: &Self) -> Self {
        let message = format!("`{}`: {}", cut(key, LONGEST_KEY), reason.message());
        Self::new(ErrorKind::BadLookup, message)
    }

    pub(crate) fn composite_key_as_text(model: &str, fields: &[&str]) -> Self {
        let message = format!(
            "the key of `{model}` is ({}), which no text stands for: allow its fields one by one",
            fields.join(", ")
        );
        Self::new(ErrorKind::InvalidQuery, message)
    }

    pub(crate) fn bad_cursor() -> Self {
        Self::new(ErrorKind::BadLookup, "the cursor is none that a page gave")
    }

    pub(crate) fn cursor_of_another_order() -> Self {
        Self::new(ErrorKind::BadLookup, "the cursor belongs to rows in another order")
    }

    pub(crate) fn operand_with_nul() -> Self {
        Self::new(ErrorKind::BadLookup, "the value holds the character NUL")
    }

    pub(crate) fn operand_too_long(most: usize) -> Self {
        Self::new(ErrorKind::BadLookup, format!("the value is longer than {most} bytes"))
    }

    pub(crate) fn not_two_bounds(count: usize) -> Self {
        let message = format!("a range has two bounds with a comma between them, not {count}");
        Self::new(ErrorKind::BadLookup, message)
    }

    pub(crate) fn too_many_lookups(most: usize) -> Self {
        Self::new(ErrorKind::BadLookup, format!("there are more than {most} lookups"))
    }

    pub(crate) fn too_many_operands(most: usize) -> Self {
        Self::new(ErrorKind::BadLookup, format!("there are more than {most} values in all"))
    }

    /// An entry of an allow-list that the model cannot have: a mistake of the program's, not of the client's.
    pub(crate) fn not_to_be_allowed(entry: &str, reason: &Self) -> Self {
        let message = format!("the allow-list has `{entry}`, which cannot be: {reason}");
        Self::new(ErrorKind::InvalidQuery, message)
    }

    pub(crate) fn no_such_field<'n>(
        model: &str,
        name: &str,
        known: impl Iterator<Item = &'n str>,
    ) -> Self {
        let hint = perhaps(name, known);
        let message = format!("`{model}` has no field `{name}`{hint}");
        Self::new(ErrorKind::InvalidQuery, message)
    }

    pub(crate) fn no_such_lookup<'n>(
        name: &str,
        kind: &str,
        known: impl Iterator<Item = &'n str>,
    ) -> Self {
        let hint = perhaps(name, known);
        let message = format!("a column of type {kind} has no lookup or transform `{name}`{hint}");
        Self::new(ErrorKind::InvalidQuery, message)
    }

    pub(crate) fn sorted_by_lookup(name: &str) -> Self {
        Self::new(ErrorKind::InvalidQuery, format!("`{name}` is a lookup, which sorts nothing"))
    }
}
