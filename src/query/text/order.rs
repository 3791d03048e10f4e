//! Sort keys with their model.

use std::{fmt, marker::PhantomData};

use crate::query::Ordering;

/// Sort keys of rows of `M`, made of text by [`SortKeys::parse`](crate::query::SortKeys::parse);
/// [`order_by_text`](crate::QuerySet::order_by_text) takes them.
pub struct Order<M> {
    keys: Vec<Ordering>,
    model: PhantomData<fn() -> M>,
}

impl<M> Order<M> {
    /// Keys whose paths start from `M`.
    pub(super) fn of(keys: Vec<Ordering>) -> Self {
        Self { keys, model: PhantomData }
    }

    /// The keys as data.
    pub fn into_keys(self) -> Vec<Ordering> {
        self.keys
    }
}

impl<M> Default for Order<M> {
    /// No keys: the order stays as it is.
    fn default() -> Self {
        Self::of(Vec::new())
    }
}

impl<M> Clone for Order<M> {
    fn clone(&self) -> Self {
        Self::of(self.keys.clone())
    }
}

impl<M> PartialEq for Order<M> {
    fn eq(&self, other: &Self) -> bool {
        self.keys == other.keys
    }
}

impl<M> Eq for Order<M> {}

impl<M> fmt::Debug for Order<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.keys.fmt(f)
    }
}
