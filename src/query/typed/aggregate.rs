//! Functions of a group of rows.

use crate::{
    query::{
        Expr, Function, Nested,
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

    /// Not there yet; a type that can be added up will say so.
    #[doc(hidden)]
    pub fn sum(&self) -> Expression<Option<T::Bare>, Aggregated>
    where
        T::Bare: Summed,
        K: Ungrouped,
    {
        self.aggregate(<T::Bare as Summed>::SUM)
    }

    fn aggregate<U>(&self, function: Function) -> Expression<U, Aggregated> {
        Expression::new(Expr::Aggregate(function, Nested::new(self.expr().clone())))
    }
}

/// A type whose values a database adds up. None is yet: without it, `sum` would be sought among iterators.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "there is no `SUM` yet",
    label = "`count`, `max` and `min` are the aggregates there are",
    note = "select the column by `values_list` and add its values, or write the query by `raw!`"
)]
pub trait Summed {
    const SUM: Function;
}
