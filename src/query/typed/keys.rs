//! The right side of `in` beside a relation, and columns that hold keys.

use crate::{
    model::{Target, ToKey},
    query::{Expr, typed::Expression},
    value::{Column, Meets, Scalar, Value},
};

/// Objects of a model, or their keys: an iterator of them, or a queryset.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no list of `{M}`",
    label = "give an array, a `Vec` or an iterator of objects or keys, or a queryset on `{M}`"
)]
pub trait Keys<M: Target> {
    /// The untyped expression.
    fn keys(self) -> Expr;
}

impl<M: Target, I> Keys<M> for I
where
    I: IntoIterator,
    I::Item: ToKey<M, As = Value>,
{
    fn keys(self) -> Expr {
        let keys = self.into_iter().map(|it| it.to_key()).collect();
        Expr::Value(Value::List(<M::Value as Scalar>::TYPE, keys))
    }
}

/// A column, of this query or of one round it.
impl<M: Target<Value: Meets<C::Bare>>, C: Column> ToKey<M> for Expression<C> {
    type As = Expr;

    fn to_key(&self) -> Expr {
        self.expr().clone()
    }
}

impl<M: Target<Value: Meets<C::Bare>>, C: Column> ToKey<M> for &Expression<C> {
    type As = Expr;

    fn to_key(&self) -> Expr {
        self.expr().clone()
    }
}
