//! Querysets inside other queries.

use crate::{
    model::Model,
    query::{
        Expr, Q,
        typed::{Expression, Operands, Shape, Values},
    },
    queryset::QuerySet,
    value::{Column, Meets},
};

impl<M: Model, S: Shape<Model = M>> QuerySet<M, S> {
    /// Whether there is a row, as a condition of another query: `EXISTS (…)`.
    ///
    /// Fields of the enclosing closure can be used inside (Django: `OuterRef`).
    pub fn exists(self) -> Q {
        Q::Exists(Box::new(self.query))
    }
}

impl<M: Model, S: Shape<Model = M>, T: Column, K: 'static>
    QuerySet<M, Values<S, Expression<T, K>>>
{
    /// The value of the first row, as an expression of another query: `(SELECT …)`. Slice it to one row.
    ///
    /// Django: `Subquery`.
    pub fn subquery(self) -> Expression<Option<T::Bare>> {
        Expression::new(Expr::Subquery(Box::new(self.query)))
    }
}

impl<M, S, T, U, K> Operands<T> for QuerySet<M, Values<S, Expression<U, K>>>
where
    M: Model,
    S: Shape<Model = M>,
    T: Column,
    U: Column,
    K: 'static,
    T::Bare: Meets<U::Bare>,
{
    fn operands(self) -> Expr {
        Expr::Subquery(Box::new(self.query))
    }
}
