//! The builder that knows at compile time which required fields are still missing.

use crate::model::{AutoNow, Change, Embed, Preset};

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

/// A builder of `M` in which some fields are given, whatever is missing.
pub trait Begun<M> {
    /// The fields that are given, with their values.
    fn given(&self) -> Vec<Change>;

    /// Two instances exchange the values of these fields.
    fn exchange(one: &mut M, other: &mut M, fields: &[&'static str]);
}

/// A place of a builder, where a value has been given or not.
pub trait Slot<T> {
    /// The value.
    fn given(&self) -> Option<&T>;
}

impl<T> Slot<T> for Set<T> {
    fn given(&self) -> Option<&T> {
        Some(&self.0)
    }
}

impl<T> Slot<T> for Missing {
    fn given(&self) -> Option<&T> {
        None
    }
}

impl<T> Slot<T> for Preset<T> {
    fn given(&self) -> Option<&T> {
        None
    }
}

impl<T> Slot<T> for Option<T> {
    fn given(&self) -> Option<&T> {
        self.as_ref()
    }
}

/// The fields of an embedded struct that have a value, but for those that take the current time: nobody gave it.
pub fn embedded_changes<E: Embed>(embedded: &E) -> impl Iterator<Item = Change> + use<E> {
    let fields = E::FIELDS.iter().zip(embedded.values());
    let fields = fields.filter(|(field, _)| field.auto_now == AutoNow::No);
    fields.filter_map(|(field, value)| Some(Change { field: field.name, value: value? }))
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
