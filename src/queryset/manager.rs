//! Managers: where queries start.

use std::{fmt, marker::PhantomData};

use crate::model::Model;

/// Where the queries of a model start.
pub trait Manager {
    /// The model.
    type Model: Model;
}

/// The manager of models that declare none of their own.
pub struct Objects<M>(PhantomData<fn() -> M>);

impl<M> Default for Objects<M> {
    fn default() -> Self {
        Self(PhantomData)
    }
}

impl<M: Model> Manager for Objects<M> {
    type Model = M;
}

impl<M: Model> fmt::Debug for Objects<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.objects", M::meta().name)
    }
}

/// What every model can do: `Book::objects()`, `book.asave()`.
pub trait Record: Model {
    /// The manager that `objects` gives.
    type Manager: Manager<Model = Self> + Default;

    /// Where queries start.
    fn objects() -> Self::Manager {
        Self::Manager::default()
    }
}
