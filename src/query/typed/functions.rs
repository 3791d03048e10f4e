//! Functions of one row's values.

use std::ops::{Bound, RangeBounds};

use crate::{
    query::{Call, Expr, Parts, typed::Expression},
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

    /// Some of its characters, counted from 0 (Django: `F("name")[:4]`).
    ///
    /// ```
    /// # use queryset::{auth::User, prelude::*};
    /// let set = User::objects().values_list(|u| (u.username().slice(..4), u.username().slice(6..9)));
    /// assert_eq!(
    ///     set.to_sql(Dialect::Sqlite)?,
    ///     r#"SELECT SUBSTR("auth_user"."username", ?, ?), SUBSTR("auth_user"."username", ?, ?) FROM "auth_user""#
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn slice(&self, characters: impl RangeBounds<u32>) -> Self {
        let start = match characters.start_bound() {
            Bound::Included(start) => *start,
            Bound::Excluded(before) => before.saturating_add(1),
            Bound::Unbounded => 0,
        };
        let end = match characters.end_bound() {
            Bound::Included(last) => Some(last.saturating_add(1)),
            Bound::Excluded(end) => Some(*end),
            Bound::Unbounded => None,
        };
        self.call(Call::Slice(start, end.map(|it| it.saturating_sub(start))))
    }

    /// Compared and sorted by the rules of this name, which the database knows: `COLLATE "name"`.
    ///
    /// ```
    /// # use queryset::{auth::User, prelude::*};
    /// let set = User::objects().order_by(|u| u.username().collate("nocase")).values_list(|u| u.id());
    /// assert!(set.to_sql(Dialect::Sqlite)?.ends_with(r#"ORDER BY "auth_user"."username" COLLATE "nocase" ASC"#));
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// A name with other characters than letters, digits, `_`, `-` and `.` is refused when the query runs.
    #[must_use]
    pub fn collate(&self, name: impl Into<String>) -> Self {
        self.call(Call::Collate(name.into()))
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
        Expression::new(Expr::Call(call, Parts::new([self.expr().clone()])))
    }
}
