//! Structs whose fields are fields of the models that embed them (Django: abstract base classes).

use chrono::{DateTime, Utc};
use serde::ser::SerializeStruct;

use crate::{
    error::Result,
    model::{FieldMeta, Given, Path, Reach},
    value::{Row, Value},
};

/// A struct whose fields are columns of every model that embeds it; written by `#[derive(Embed)]`.
///
/// Its functions are those of [`Model`](crate::model::Model), for its part of the row.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be embedded in a model",
    label = "derive `Embed` for it"
)]
pub trait Embed: Sized + Send + Sync + 'static {
    /// Its fields in a query; what is none of them is looked for in `Next`.
    type Fields<R: Reach, Next: Link>: Link;
    /// What the builder of a model has in place of one that is not given: [`Missing`](crate::model::Missing), or a
    /// [`Preset`] where none of the fields is required.
    type Unset;

    /// Its columns.
    const FIELDS: &'static [FieldMeta];

    /// What stands in a builder before it is given.
    fn unset() -> Self::Unset;

    /// Reads one cell per field.
    ///
    /// # Errors
    /// When a cell does not fit its field; the error names the field.
    fn read(row: &mut dyn Row) -> Result<Self>;

    /// The value of each field; of one that is left to the database, `None`.
    fn values(&self) -> Vec<Option<Value>>;

    /// Reads one cell into the field `name`, if it is one of these.
    ///
    /// # Errors
    /// When the cell does not fit the field; the error names it.
    fn fill(&mut self, name: &'static str, row: &mut dyn Row) -> Result<()> {
        let _ = (name, row);
        Ok(())
    }

    /// Two of them exchange the values of these fields.
    fn exchange(&mut self, other: &mut Self, fields: &[&'static str]);

    /// Puts `now` into the fields that want it.
    fn stamp(&mut self, now: DateTime<Utc>, adding: bool) {
        let _ = (now, adding);
    }
}

/// An embedded struct that is written as JSON with the model.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not written as JSON",
    label = "say `#[embed(serialize)]` on it, or `#[field(private)]` here"
)]
pub trait EmbedJson: Embed {
    /// How many members it has.
    const MEMBERS: usize;

    /// Writes its members into the object of the model.
    ///
    /// # Errors
    /// What the serializer says.
    fn members<S: SerializeStruct>(&self, object: &mut S) -> std::result::Result<(), S::Error>;
}

/// A link in the chain of the fields of embedded structs, which ends where the model stands.
pub trait Link: Send + Sync + 'static {
    /// The chain at `path`.
    fn at(path: Path) -> Self;

    /// Where the model stands.
    fn path(&self) -> &Path;
}

/// The last link.
#[derive(Clone, Debug)]
pub struct Last(Path);

impl Link for Last {
    fn at(path: Path) -> Self {
        Self(path)
    }

    fn path(&self) -> &Path {
        &self.0
    }
}

/// The place of an embedded struct in a builder that need not be given.
#[derive(Clone, Copy, Debug)]
pub struct Preset<T>(fn() -> T);

impl<T> Preset<T> {
    /// Made by `make` unless it is given.
    pub const fn new(make: fn() -> T) -> Self {
        Self(make)
    }
}

impl<T> Given<T> for Preset<T> {
    fn take(self) -> T {
        (self.0)()
    }
}

/// How many fields the parts have together.
pub const fn joined_len(mut parts: &[&[FieldMeta]]) -> usize {
    let mut len = 0;
    while let [part, rest @ ..] = parts {
        len += part.len();
        parts = rest;
    }
    len
}

/// The fields of all parts, one after the other.
pub const fn joined_fields<const LEN: usize>(mut parts: &[&[FieldMeta]]) -> [FieldMeta; LEN] {
    let mut all = [FieldMeta::new::<i64>("", ""); LEN];
    let mut places: &mut [FieldMeta] = &mut all;
    while let [part, rest @ ..] = parts {
        let mut part: &[FieldMeta] = part;
        while let [field, others @ ..] = part {
            let Some((place, left)) = { places }.split_first_mut() else { return all };
            *place = *field;
            (part, places) = (others, left);
        }
        parts = rest;
    }
    all
}

/// The fields of a struct that is embedded as a private one.
pub const fn private_fields<const LEN: usize>(mut fields: &[FieldMeta]) -> [FieldMeta; LEN] {
    let mut all = [FieldMeta::new::<i64>("", ""); LEN];
    let mut places: &mut [FieldMeta] = &mut all;
    while let [field, rest @ ..] = fields {
        let Some((place, left)) = { places }.split_first_mut() else { return all };
        *place = field.private();
        (fields, places) = (rest, left);
    }
    all
}

/// Whether one of the fields has this name or this column.
pub const fn has_field(mut fields: &[FieldMeta], name: &str, column: &str) -> bool {
    while let [field, rest @ ..] = fields {
        if is_same(field.name, name) || is_same(field.column, column) {
            return true;
        }
        fields = rest;
    }
    false
}

/// The first column of `fields` that `others` have too, or whose field has a name that they have.
const fn shared_column(mut fields: &[FieldMeta], others: &[FieldMeta]) -> Option<&'static str> {
    while let [field, rest @ ..] = fields {
        if has_field(others, field.name, field.column) {
            return Some(field.column);
        }
        fields = rest;
    }
    None
}

/// Stops the compilation at a column that two embedded structs have.
///
/// # Panics
/// At compile time, when there is one; the message is its name.
pub const fn columns_are_distinct(fields: &[FieldMeta], others: &[FieldMeta]) {
    let (column, distinct) = match shared_column(fields, others) {
        Some(column) => (column, false),
        None => ("", true),
    };
    assert!(distinct, "{}", column);
}

pub(super) const fn is_same(left: &str, right: &str) -> bool {
    let (mut left, mut right) = (left.as_bytes(), right.as_bytes());
    while let ([a, left_rest @ ..], [b, right_rest @ ..]) = (left, right) {
        if *a != *b {
            return false;
        }
        (left, right) = (left_rest, right_rest);
    }
    left.is_empty() && right.is_empty()
}
