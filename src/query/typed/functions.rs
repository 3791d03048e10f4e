//! Functions of one row's values.

use crate::{
    query::{Call, Expr, typed::Expression},
    value::{Column, Nullability, Number, Textual},
};

/// Functions of text.
///
/// Django: <https://docs.djangoproject.com/en/6.1/ref/models/database-functions/#text-functions>
impl<T: Column<Bare: Textual>, K> Expression<T, K> {
    /// In lower case: `LOWER(…)`. SQLite knows the letters of ASCII only.
    ///
    /// ```
    /// # use queryset::{auth::User, prelude::*};
    /// let set = User::objects().filter(|u| u.username().lower().eq("ann")).values_list(|u| u.email().length());
    /// assert_eq!(
    ///     set.to_sql(Dialect::Sqlite)?,
    ///     r#"SELECT LENGTH("auth_user"."email") FROM "auth_user" WHERE LOWER("auth_user"."username") = ?"#
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn lower(&self) -> Self {
        self.call(Call::Lower)
    }

    /// In upper case: `UPPER(…)`. SQLite knows the letters of ASCII only.
    #[must_use]
    pub fn upper(&self) -> Self {
        self.call(Call::Upper)
    }

    /// How many characters there are: `LENGTH(…)`, on MySQL `CHAR_LENGTH(…)`.
    pub fn length(&self) -> Expression<<T::Null as Nullability>::Of<i32>, K> {
        self.call(Call::Length)
    }
}

/// Functions of numbers.
///
/// Django: <https://docs.djangoproject.com/en/6.1/ref/models/database-functions/#math-functions>
impl<T: Column<Bare: Number>, K> Expression<T, K> {
    /// Without its sign: `ABS(…)`.
    #[must_use]
    pub fn abs(&self) -> Self {
        self.call(Call::Abs)
    }
}

impl<T, K> Expression<T, K> {
    /// The function of this expression alone.
    pub(super) fn call<U>(&self, call: Call) -> Expression<U, K> {
        Expression::new(Expr::Call(call, vec![self.expr().clone()]))
    }
}
