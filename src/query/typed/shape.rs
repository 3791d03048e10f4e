//! What the rows of a queryset become, and what its closures receive.

use std::{fmt, marker::PhantomData};

use crate::{
    error::Result,
    model::{Always, Fields, Model, Path, Scope},
    query::typed::{Expression, Selected, selection::for_each_arity},
    value::{Column, Row},
};

/// The type-level half of a queryset.
pub trait Shape: Clone + Send + Sync + 'static {
    /// The model whose rows are asked for.
    type Model: Model;
    /// What each row becomes.
    type Row: Send + 'static;
    /// What closures receive.
    type Args;

    /// The arguments of a closure whose paths start from `path`.
    fn args(&self, path: Path) -> Self::Args;

    /// Reads one row.
    ///
    /// # Errors
    /// When a cell does not fit.
    fn read(&self, row: &mut dyn Row) -> Result<Self::Row>;
}

/// A shape whose rows hold instances.
#[diagnostic::on_unimplemented(
    message = "the rows of this queryset hold no instances any more",
    label = "say it before the columns are selected"
)]
pub trait Instances: Shape {}

/// Rows are instances of the model.
pub struct Plain<M>(PhantomData<fn() -> M>);

/// Rows are an instance and its annotations, one flat tuple.
pub struct Annotated<M, A> {
    pub(crate) annotations: A,
    model: PhantomData<fn() -> M>,
}

/// Rows are the values of expressions; closures still receive what they did before.
pub struct Values<S, V> {
    shape: S,
    selected: PhantomData<fn() -> V>,
}

impl<M> Plain<M> {
    /// Rows of the model.
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<M> Default for Plain<M> {
    fn default() -> Self {
        Self::new()
    }
}

impl<M, A> Annotated<M, A> {
    /// Rows of the model with these annotations.
    pub fn new(annotations: A) -> Self {
        Self { annotations, model: PhantomData }
    }
}

impl<S, V> Values<S, V> {
    /// The values of `V`, selected from rows of shape `S`.
    pub fn new(shape: S) -> Self {
        Self { shape, selected: PhantomData }
    }
}

impl<M: Model> Shape for Plain<M> {
    type Model = M;
    type Row = M;
    type Args = M::Fields<Always>;

    fn args(&self, path: Path) -> Self::Args {
        Fields::at(path)
    }

    fn read(&self, row: &mut dyn Row) -> Result<M> {
        M::read(row)
    }
}

impl<S: Shape, V: Selected> Shape for Values<S, V> {
    type Model = S::Model;
    type Row = V::Row;
    type Args = S::Args;

    fn args(&self, path: Path) -> Self::Args {
        self.shape.args(path)
    }

    fn read(&self, row: &mut dyn Row) -> Result<V::Row> {
        V::read(row)
    }
}

impl<M: Model> Instances for Plain<M> {}

impl<M: Model, A> Instances for Annotated<M, A> where Self: Shape {}

macro_rules! annotated {
    ($(($T:ident $K:ident $n:tt))*) => {
        impl<Of: Model, $($T: Column, $K: 'static),*> Shape for Annotated<Of, ($(Expression<$T, $K>,)*)> {
            type Model = Of;
            type Row = (Of, $($T,)*);
            type Args = (Of::Fields<Always>, $(Expression<$T, $K>,)*);

            fn args(&self, path: Path) -> Self::Args {
                let scope = path.scope;
                let annotations = self.annotations.clone().reopened(scope);
                (Fields::at(path), $(annotations.$n,)*)
            }

            fn read(&self, row: &mut dyn Row) -> Result<Self::Row> {
                Ok((Of::read(row)?, $($T::read(row)?,)*))
            }
        }

        impl<Of: Fields, $($T, $K),*> Scope for (Of, $(Expression<$T, $K>,)*) {
            type Fields = Of;

            fn fields(&self) -> &Of {
                &self.0
            }
        }
    };
}
for_each_arity!(annotated);

impl<M> Clone for Plain<M> {
    fn clone(&self) -> Self {
        Self::new()
    }
}

impl<M, A: Clone> Clone for Annotated<M, A> {
    fn clone(&self) -> Self {
        Self::new(self.annotations.clone())
    }
}

impl<S: Clone, V> Clone for Values<S, V> {
    fn clone(&self) -> Self {
        Self::new(self.shape.clone())
    }
}

impl<M> fmt::Debug for Plain<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Plain")
    }
}

impl<M, A> fmt::Debug for Annotated<M, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Annotated")
    }
}

impl<S, V> fmt::Debug for Values<S, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Values")
    }
}
