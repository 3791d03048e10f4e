//! The side of a relation that does not hold the key.

use std::{fmt, marker::PhantomData};

use crate::model::Model;

/// The rows of `T` whose key points to this object.
///
/// The field holds nothing and takes no column: it names the relation, so that queries can go along it.
///
/// Django: the reverse side of a `ForeignKey`, named by `related_name`.
pub struct Reverse<T>(PhantomData<fn() -> T>);

impl<T: Model> Reverse<T> {
    /// The relation.
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<T: Model> Default for Reverse<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Clone for Reverse<T> {
    fn clone(&self) -> Self {
        Self(PhantomData)
    }
}

impl<T> PartialEq for Reverse<T> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<T> Eq for Reverse<T> {}

impl<T: Model> fmt::Debug for Reverse<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Reverse<{}>", T::meta().name)
    }
}
