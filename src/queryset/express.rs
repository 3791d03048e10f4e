//! Querysets inside other queries.

use crate::{
    model::{Model, Target},
    query::{
        Expr, Nested, Q, Selection,
        typed::{Expression, Keys, Operands, Plain, Shape, Values},
    },
    queryset::QuerySet,
    value::{Column, Meets},
};

impl<M: Model, S: Shape<Model = M>> QuerySet<M, S> {
    /// Whether there is a row, as a condition of another query: `EXISTS (…)`.
    ///
    /// Fields of the enclosing closure can be used inside (Django: `OuterRef`).
    ///
    /// ```
    /// # use queryset::{auth::{Permission, User}, prelude::*};
    /// let set = User::objects().filter(|u| Permission::objects().filter(|p| p.name().eq(u.username())).exists()).values_list(|u| u.username());
    /// assert_eq!(
    ///     set.to_sql(Dialect::Sqlite)?,
    ///     r#"SELECT "auth_user"."username" FROM "auth_user" WHERE EXISTS(SELECT 1 AS "a" FROM "auth_permission" AS "U0" WHERE "U0"."name" = "auth_user"."username" LIMIT 1)"#
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn exists(self) -> Q {
        Q::Exists(Nested::new(self.query))
    }
}

impl<M: Model, S: Shape<Model = M>, T: Column, K: 'static>
    QuerySet<M, Values<S, Expression<T, K>>>
{
    /// The value of the first row, as an expression of another query: `(SELECT …)`. Slice it to one row.
    ///
    /// Django: `Subquery`.
    ///
    /// ```
    /// # use queryset::{auth::{Permission, User}, prelude::*};
    /// let set = User::objects().values_list(|u| Permission::objects().filter(|p| p.name().eq(u.username())).order_by(|p| p.id()).slice(..1).values_list(|p| p.codename()).subquery());
    /// assert_eq!(
    ///     set.to_sql(Dialect::Sqlite)?,
    ///     r#"SELECT (SELECT "U0"."codename" FROM "auth_permission" AS "U0" WHERE "U0"."name" = "auth_user"."username" ORDER BY "U0"."id" ASC LIMIT 1) FROM "auth_user""#
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn subquery(self) -> Expression<Option<T::Bare>> {
        Expression::new(Expr::Subquery(Nested::new(self.query)))
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
        Expr::Subquery(Nested::new(self.query))
    }
}

impl<M: Model, T: Target<Model = M>> Keys<T> for QuerySet<M, Plain<M>> {
    fn keys(self) -> Expr {
        let mut query = self.query;
        let field = T::FIELD.unwrap_or_else(|| M::meta().primary_key().name);
        query.selection = Selection::Values(vec![Expr::column(M::meta(), field)]);
        Expr::Subquery(Nested::new(query))
    }
}
