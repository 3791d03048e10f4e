//! Functions of a group of rows.

use crate::{
    query::{
        Expr, Function,
        typed::{Aggregated, Expression, Ungrouped},
    },
    value::Column,
};

/// Django: <https://docs.djangoproject.com/en/6.1/ref/models/querysets/#aggregation-functions>
impl<T: Column, K> Expression<T, K> {
    /// How many are not NULL: `COUNT(…)`.
    ///
    /// ```
    /// # use queryset::{auth::{Permission, User}, prelude::*};
    /// let set = Permission::objects().order_by(|_| ()).values_list(|p| (p.content_type().key(), p.id().count()));
    /// assert_eq!(
    ///     set.to_sql(Dialect::Sqlite)?,
    ///     r#"SELECT "auth_permission"."content_type_id", COUNT("auth_permission"."id") FROM "auth_permission" GROUP BY "auth_permission"."content_type_id""#
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn count(&self) -> Expression<i64, Aggregated>
    where
        K: Ungrouped,
    {
        self.aggregate(Function::Count)
    }

    /// The largest; NULL of no rows: `MAX(…)`.
    pub fn max(&self) -> Expression<Option<T::Bare>, Aggregated>
    where
        K: Ungrouped,
    {
        self.aggregate(Function::Max)
    }

    /// The smallest; NULL of no rows: `MIN(…)`.
    pub fn min(&self) -> Expression<Option<T::Bare>, Aggregated>
    where
        K: Ungrouped,
    {
        self.aggregate(Function::Min)
    }

    fn aggregate<U>(&self, function: Function) -> Expression<U, Aggregated> {
        Expression::new(Expr::Aggregate(function, Box::new(self.expr().clone())))
    }
}
