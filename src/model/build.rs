//! The builder that knows at compile time which required fields are still missing.

use crate::model::Model;

/// A model with a checked builder.
pub trait Build: Model {
    /// The builder with nothing set.
    type Builder;

    /// A builder with nothing set.
    fn builder() -> Self::Builder;
}

/// A builder of `M` in which nothing that is required is missing.
pub trait Complete<M> {
    /// The instance, not yet saved.
    fn finish(self) -> M;
}

/// The place of a required field whose value has been given.
#[derive(Clone, Copy, Debug)]
pub struct Set<T>(pub T);

/// The place of a required field whose value is still missing.
#[derive(Clone, Copy, Debug)]
pub struct Missing;

/// A place that holds a value of type `T` for the field `Field`.
#[diagnostic::on_unimplemented(
    message = "missing required field `{Field}`",
    label = "`{Field}` is not set",
    note = "set it in the closure, or give the field a default or an `Option`"
)]
pub trait Given<Field, T> {
    /// The value.
    fn take(self) -> T;
}

impl<Field, T> Given<Field, T> for Set<T> {
    fn take(self) -> T {
        self.0
    }
}
