//! Rows with expressions beside them that are not selected.

use std::{fmt, marker::PhantomData};

use crate::{
    error::Result,
    model::{Always, Fields, Model, Path},
    query::typed::{Expression, Instances, Shape, selection::for_each_arity},
    value::{Column, Row},
};

/// Closures receive the model's fields and the expressions `A`; rows are instances, with the values of those of them that
/// are annotations, `V`.
pub struct Aliased<M, A, V> {
    pub(crate) all: A,
    pub(crate) selected: V,
    model: PhantomData<fn() -> M>,
}

impl<M, A, V> Aliased<M, A, V> {
    /// Rows of the model with these expressions, of which some are selected.
    pub fn new(all: A, selected: V) -> Self {
        Self { all, selected, model: PhantomData }
    }
}

/// What is selected beside an instance: nothing, or a tuple of annotations.
pub trait Beside: Clone + Send + Sync + 'static {
    /// The row: the instance alone, or a tuple that starts with it.
    type Row<M: Model>: Send + 'static;

    /// Reads the instance, then the annotations.
    ///
    /// # Errors
    /// When a cell does not fit.
    fn read<M: Model>(row: &mut dyn Row) -> Result<Self::Row<M>>;
}

impl Beside for () {
    type Row<M: Model> = M;

    fn read<M: Model>(row: &mut dyn Row) -> Result<M> {
        M::read(row)
    }
}

macro_rules! aliased {
    ($(($T:ident $K:ident $n:tt))*) => {
        impl<$($T: Column, $K: 'static),*> Beside for ($(Expression<$T, $K>,)*) {
            type Row<Of: Model> = (Of, $($T,)*);

            fn read<Of: Model>(row: &mut dyn Row) -> Result<Self::Row<Of>> {
                Ok((Of::read(row)?, $($T::read(row)?,)*))
            }
        }

        impl<Of: Model, Sel: Beside, $($T: Column, $K: 'static),*> Shape
            for Aliased<Of, ($(Expression<$T, $K>,)*), Sel>
        {
            type Model = Of;
            type Row = Sel::Row<Of>;
            type Args = (Of::Fields<Always>, $(Expression<$T, $K>,)*);

            fn args(&self, path: Path) -> Self::Args {
                let scope = path.scope;
                (Fields::at(path), $(self.all.$n.clone().reopened(scope),)*)
            }

            fn read(&self, row: &mut dyn Row) -> Result<Self::Row> {
                Sel::read::<Of>(row)
            }
        }
    };
}
for_each_arity!(aliased);

impl<M: Model, A, V> Instances for Aliased<M, A, V> where Self: Shape {}

impl<M, A: Clone, V: Clone> Clone for Aliased<M, A, V> {
    fn clone(&self) -> Self {
        Self::new(self.all.clone(), self.selected.clone())
    }
}

impl<M, A, V> fmt::Debug for Aliased<M, A, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Aliased")
    }
}
