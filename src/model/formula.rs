//! Conditions and expressions that are part of a model's definition.

use std::{any::Any, fmt};

/// A condition, an expression or a list of sort keys over the columns of one model, as its closure wrote it: what a
/// check constraint holds, what a generated column is, what a default is.
///
/// What a closure makes belongs to the layer of queries, above metadata. Here it is kept without its type, and
/// [`query`](crate::query) gives it the type back.
#[derive(Clone, Copy)]
pub struct Formula(fn() -> Box<dyn Any>);

impl Formula {
    /// The formula that `make` gives; the derive writes the calls.
    pub const fn new(make: fn() -> Box<dyn Any>) -> Self {
        Self(make)
    }

    /// What the closure makes, where it is of this type.
    pub(crate) fn make<T: 'static>(self) -> Option<T> {
        (self.0)().downcast().ok().map(|it| *it)
    }
}

impl fmt::Debug for Formula {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Formula")
    }
}
