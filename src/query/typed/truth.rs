//! Conditions as values, and truth values as conditions.

use crate::{
    query::{
        Expr, Nested, Q,
        typed::{Expression, PerRow},
    },
    value::Column,
};

impl Q {
    /// The condition as a value, to be selected, sorted by or compared: true, false, or NULL where it reads NULL.
    ///
    /// Django: a lookup or `Q` in `annotate`.
    ///
    /// ```
    /// # use queryset::{auth::User, prelude::*};
    /// let set = User::objects().values_list(|u| (u.id(), u.username().eq("ann").value()));
    /// assert_eq!(
    ///     set.to_sql(Dialect::Sqlite)?,
    ///     r#"SELECT "auth_user"."id", "auth_user"."username" = ? FROM "auth_user""#
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn value(self) -> Expression<Option<bool>, PerRow> {
        Expression::new(Expr::Condition(Nested::new(self)))
    }
}

impl<T: Column<Bare = bool>, K> Expression<T, K> {
    /// A truth value as a condition; NULL does not meet it, nor does it meet its negation.
    ///
    /// Django: a boolean expression in `filter`.
    ///
    /// ```
    /// # use queryset::{auth::User, prelude::*};
    /// let set = User::objects().filter(|u| u.is_staff().is_true()).values_list(|u| u.id());
    /// assert_eq!(
    ///     set.to_sql(Dialect::Sqlite)?,
    ///     r#"SELECT "auth_user"."id" FROM "auth_user" WHERE "auth_user"."is_staff""#
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn is_true(&self) -> Q {
        Q::Holds(Nested::new(self.expr().clone()))
    }
}
