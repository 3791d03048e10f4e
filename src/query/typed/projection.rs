//! Columns that fill a struct.

use std::{fmt, marker::PhantomData};

use crate::{
    error::Result,
    model::{Fields, Key, Model, Path, Reach, Target},
    query::{
        Expr,
        typed::{Expression, Shape, relation::Pointed},
    },
    value::{Column, Row},
};

/// A struct that is filled from the columns of rows whose closures receive `Args`; written by `#[derive(Projection)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no projection of these rows",
    label = "these rows do not fill it",
    note = "derive `Projection`, name the model in `#[projection(…)]`, and have a field with `#[projection(annotation)]` for each annotation"
)]
pub trait Projection<Args>: Sized + Send + 'static {
    /// The expressions, one for each field of the struct.
    fn exprs(args: &Args) -> Vec<Expr>;

    /// Reads one cell per field.
    ///
    /// # Errors
    /// When a cell does not fit its field; the error names the field.
    fn read(row: &mut dyn Row) -> Result<Self>;
}

/// What a field of type `T` of a projection can be filled with.
#[diagnostic::on_unimplemented(
    message = "a field of type `{T}` cannot hold the values of `{Self}`",
    label = "the values have another type",
    note = "a column behind a relation that may lead to nothing is an `Option`, and a relation is the key of its object"
)]
pub trait Fills<T> {
    /// The untyped expression.
    fn expr(self) -> Expr;
}

impl<T: Column, K> Fills<T> for Expression<T, K> {
    fn expr(self) -> Expr {
        self.into_expr()
    }
}

/// The key of the object.
impl<F> Fills<<F::Reach as Reach>::Of<<Pointed<F> as Target>::Value>> for F
where
    F: Fields<Model: Model<Key: Key>>,
{
    fn expr(self) -> Expr {
        Expr::Path(self.path().clone())
    }
}

/// The expression that fills a field of type `T`.
#[doc(hidden)]
pub fn filled<T, E: Fills<T>>(expr: E) -> Expr {
    expr.expr()
}

/// Rows are structs of type `T`; closures still receive what they did before.
pub struct Projected<S, T> {
    shape: S,
    projected: PhantomData<fn() -> T>,
}

impl<S, T> Projected<S, T> {
    /// Structs of type `T`, filled from rows of shape `S`.
    pub fn new(shape: S) -> Self {
        Self { shape, projected: PhantomData }
    }
}

impl<S: Shape, T: Projection<S::Args>> Shape for Projected<S, T> {
    type Model = S::Model;
    type Row = T;
    type Args = S::Args;

    fn args(&self, path: Path) -> S::Args {
        self.shape.args(path)
    }

    fn read(&self, row: &mut dyn Row) -> Result<T> {
        T::read(row)
    }
}

impl<S: Clone, T> Clone for Projected<S, T> {
    fn clone(&self) -> Self {
        Self::new(self.shape.clone())
    }
}

impl<S, T> fmt::Debug for Projected<S, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Projected")
    }
}
