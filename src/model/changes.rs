//! Partial updates: some fields of a model, each set or left alone.

use crate::{
    model::{Deferred, Model, embed::is_same},
    value::Value,
};

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

/// Whether the primary key of `M` is the field with this name, or has it as a part, known to the compiler.
pub const fn is_primary_key<M: Model>(name: &str) -> bool {
    let mut keys = M::PRIMARY_KEY;
    while let [key, rest @ ..] = keys {
        if is_same(key, name) {
            return true;
        }
        keys = rest;
    }
    false
}

/// A new value for one field.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Change {
    /// The name of the field.
    pub field: &'static str,
    /// Its new value.
    pub value: Value,
}

/// A field that takes a new value: of its own type, or of the type that it may be without.
#[diagnostic::on_unimplemented(
    message = "a field of type `{Self}` does not take a `{T}`",
    label = "write the type of the model's field"
)]
pub trait Place<T> {
    /// Puts the value in.
    fn place(&mut self, value: T);
}

impl<T> Place<T> for T {
    fn place(&mut self, value: T) {
        *self = value;
    }
}

impl<T> Place<T> for Deferred<T> {
    fn place(&mut self, value: T) {
        *self = value.into();
    }
}
