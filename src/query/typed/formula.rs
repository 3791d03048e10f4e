//! Closures in a model's definition: what the derive makes of `|a| a.balance().gte(0)`.

use std::any::Any;

use crate::{
    error::{Error, Result},
    model::{Always, Fields, Formula, Model, Path, Scoped},
    query::{
        Expr, Ordering, Q,
        typed::{Expression, Orderings, PerRow},
    },
    value::{Column, Scalar, Value},
};

impl Formula {
    /// The condition that its closure wrote.
    pub(crate) fn condition(self) -> Result<Q> {
        self.make().ok_or_else(Error::formula_of_another_kind)
    }

    /// The expression that its closure wrote.
    pub(crate) fn expr(self) -> Result<Expr> {
        self.make().ok_or_else(Error::formula_of_another_kind)
    }

    /// The sort keys that its closure wrote.
    pub(crate) fn sort_keys(self) -> Result<Vec<Ordering>> {
        self.make().ok_or_else(Error::formula_of_another_kind)
    }
}

/// A condition on the rows of `M`.
pub fn condition<M: Model, W: FnOnce(M::Fields<Always>) -> Q>(write: W) -> Box<dyn Any> {
    Box::new(write(own_fields::<M>()))
}

/// The keys of an index on `M`.
pub fn sort_keys<M: Model, O: Orderings>(
    write: impl FnOnce(M::Fields<Always>) -> O,
) -> Box<dyn Any> {
    let mut keys: Vec<Ordering> = Vec::new();
    write(own_fields::<M>()).push_to(&mut keys);
    Box::new(keys)
}

/// What a generated column of type `T` of `M` is computed from.
pub fn generated<M: Model, T, U>(
    write: impl FnOnce(M::Fields<Always>) -> Expression<U, PerRow>,
) -> Box<dyn Any>
where
    U: Column + FitsInto<T>,
{
    Box::new(write(own_fields::<M>()).into_expr())
}

/// The value that the database puts into a column of type `T`.
pub fn db_default<T: Column, D: DbDefault<T>>(value: D) -> Box<dyn Any> {
    Box::new(value.expr())
}

fn own_fields<M: Model>() -> M::Fields<Always> {
    Fields::at(Path::root(Scoped::Level(0), M::meta()))
}

/// The type of an expression whose values a generated column of type `T` can hold.
#[diagnostic::on_unimplemented(
    message = "the formula gives `{Self}`, and the generated column is `{T}`",
    label = "give the column the type of its formula"
)]
pub trait FitsInto<T> {}

impl<T: Scalar> FitsInto<T> for T {}
impl<T: Scalar> FitsInto<Option<T>> for T {}
impl<T: Scalar> FitsInto<Option<T>> for Option<T> {}

/// What `db_default` can be: a value of the column's type, or an expression without columns.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the database's default of a column of type `{T}`",
    label = "a value or an expression of type `{T}` is needed here"
)]
pub trait DbDefault<T: Column> {
    /// The untyped expression.
    fn expr(self) -> Expr;
}

impl<T: Column> DbDefault<T> for T {
    fn expr(self) -> Expr {
        Expr::Value(self.to_value())
    }
}

impl<T: Scalar> DbDefault<Option<T>> for T {
    fn expr(self) -> Expr {
        Expr::Value(Scalar::to_value(&self))
    }
}

impl DbDefault<String> for &str {
    fn expr(self) -> Expr {
        Expr::Value(Value::Text(self.to_owned()))
    }
}

impl DbDefault<Option<String>> for &str {
    fn expr(self) -> Expr {
        Expr::Value(Value::Text(self.to_owned()))
    }
}

impl<T: Column, U: FitsInto<T>> DbDefault<T> for Expression<U, PerRow> {
    fn expr(self) -> Expr {
        self.into_expr()
    }
}
