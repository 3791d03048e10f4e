//! The annotations of raw rows: columns beside those of the model, whose types the caller says.

use crate::{
    error::Result,
    model::Model,
    query::typed::selection::for_each_arity,
    value::{Column, Row},
};

/// What the rows of a raw query hold beside the instance: nothing, or up to twelve values.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no list of annotations",
    label = "a raw query has up to 12 annotations, a tuple of column types"
)]
pub trait RawAnnotations: Send + Sync + 'static {
    /// The row: the instance alone, or a tuple that starts with it.
    type Row<M: Model>: Send + 'static;

    /// Reads the instance, then the annotations.
    ///
    /// # Errors
    /// When a cell does not fit.
    fn read<M: Model>(row: &mut dyn Row) -> Result<Self::Row<M>>;
}

/// Annotations with one more behind them.
#[diagnostic::on_unimplemented(
    message = "`{T}` cannot be annotated here",
    label = "a raw query has up to 12 annotations, each of a column type"
)]
pub trait AndThen<T> {
    /// The longer list.
    type Out: RawAnnotations;
}

impl RawAnnotations for () {
    type Row<M: Model> = M;

    fn read<M: Model>(row: &mut dyn Row) -> Result<M> {
        M::read(row)
    }
}

impl<T: Column> AndThen<T> for () {
    type Out = (T,);
}

macro_rules! annotations {
    ($(($T:ident $K:ident $n:tt))*) => {
        impl<$($T: Column),*> RawAnnotations for ($($T,)*) {
            type Row<Of: Model> = (Of, $($T,)*);

            fn read<Of: Model>(row: &mut dyn Row) -> Result<Self::Row<Of>> {
                Ok((Of::read(row)?, $($T::read(row)?,)*))
            }
        }

        impl<$($T: Column,)* More: Column> AndThen<More> for ($($T,)*)
        where
            ($($T,)* More,): RawAnnotations,
        {
            type Out = ($($T,)* More,);
        }
    };
}
for_each_arity!(annotations);
