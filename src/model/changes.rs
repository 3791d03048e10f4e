//! Partial updates: some fields of a model, each set or left alone.

use crate::{model::Model, value::Value};

/// A struct of optional new values, written by `#[derive(Changes)]`.
///
/// `None` leaves the field as it is; for a nullable field, `Some(None)` sets it to NULL.
pub trait Changes {
    /// The model whose fields it changes.
    type Model: Model;

    /// The fields that are set, with their new values.
    fn changes(&self) -> Vec<Change>;

    /// Writes the new values into an instance.
    fn apply(self, to: &mut Self::Model);
}

/// A new value for one field.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Change {
    /// The name of the field.
    pub field: &'static str,
    /// Its new value.
    pub value: Value,
}
