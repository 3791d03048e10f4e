//! The builder that knows at compile time which required fields are still missing.

/// A model, or an embedded struct, with a checked builder.
pub trait Build: Sized {
    /// The builder with nothing set.
    type Builder;

    /// A builder with nothing set.
    fn builder() -> Self::Builder;

    /// An instance, not yet saved; a required field that the closure leaves out is a compile error that names it.
    fn build<B: Complete<Self>>(set: impl FnOnce(Self::Builder) -> B) -> Self {
        set(Self::builder()).finish()
    }
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

/// A place that holds a value of type `T`.
///
/// The derive writes a trait on top of it for each required field, whose error names the field.
pub trait Given<T> {
    /// The value.
    fn take(self) -> T;
}

impl<T> Given<T> for Set<T> {
    fn take(self) -> T {
        self.0
    }
}
