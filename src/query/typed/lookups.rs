//! Lookups as methods.

use crate::{
    query::{
        Expr, Lookup, Q,
        typed::{Expression, Operand, Operands},
    },
    value::{Column, Composite, Containing, Searched, Value},
};

/// Lookups of every type.
///
/// Django: <https://docs.djangoproject.com/en/6.1/ref/models/querysets/#field-lookups>
impl<T: Column, K> Expression<T, K> {
    /// Equal: `= value`; with `None`, `IS NULL`.
    ///
    /// ```
    /// # use queryset::{auth::{Permission, User}, prelude::*};
    /// let set = User::objects().filter(|u| u.id().eq(7) & u.last_login().eq(None::<chrono::DateTime<chrono::Utc>>)).values_list(|u| u.username());
    /// assert_eq!(
    ///     set.to_sql(Dialect::Sqlite)?,
    ///     r#"SELECT "auth_user"."username" FROM "auth_user" WHERE "auth_user"."id" = ? AND "auth_user"."last_login" IS NULL"#
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn eq(&self, value: impl Operand<T>) -> Q {
        self.one(Lookup::Exact, value)
    }

    /// Greater: `> value`.
    pub fn gt(&self, value: impl Operand<T>) -> Q {
        self.one(Lookup::Gt, value)
    }

    /// Greater or equal: `>= value`.
    pub fn gte(&self, value: impl Operand<T>) -> Q {
        self.one(Lookup::Gte, value)
    }

    /// Less: `< value`.
    pub fn lt(&self, value: impl Operand<T>) -> Q {
        self.one(Lookup::Lt, value)
    }

    /// Less or equal: `<= value`.
    pub fn lte(&self, value: impl Operand<T>) -> Q {
        self.one(Lookup::Lte, value)
    }

    /// Between two bounds, both included: `BETWEEN low AND high`.
    ///
    /// ```
    /// # use queryset::{auth::{Permission, User}, prelude::*};
    /// let set = User::objects().filter(|u| u.id().range(3, 9)).values_list(|u| u.username());
    /// assert_eq!(
    ///     set.to_sql(Dialect::Sqlite)?,
    ///     r#"SELECT "auth_user"."username" FROM "auth_user" WHERE "auth_user"."id" BETWEEN ? AND ?"#
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn range(&self, low: impl Operand<T>, high: impl Operand<T>) -> Q {
        self.lookup(Lookup::Range, vec![low.operand(), high.operand()])
    }

    /// One of the values: `IN (…)`, on PostgreSQL `= ANY(array)`.
    ///
    /// Of an empty list no row is, and nothing is sent; `None` in the list is passed over.
    ///
    /// ```
    /// # use queryset::{auth::{Permission, User}, prelude::*};
    /// let set = User::objects().filter(|u| u.username().in_(["ann", "bob"])).values_list(|u| u.username());
    /// assert_eq!(
    ///     set.to_sql(Dialect::Sqlite)?,
    ///     r#"SELECT "auth_user"."username" FROM "auth_user" WHERE "auth_user"."username" IN (?, ?)"#
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn in_(&self, values: impl Operands<T>) -> Q {
        self.lookup(Lookup::In, vec![values.operands()])
    }

    /// `IS NULL`.
    ///
    /// ```
    /// # use queryset::{auth::{Permission, User}, prelude::*};
    /// let set = User::objects().filter(|u| u.last_login().is_null()).values_list(|u| u.username());
    /// assert_eq!(
    ///     set.to_sql(Dialect::Sqlite)?,
    ///     r#"SELECT "auth_user"."username" FROM "auth_user" WHERE "auth_user"."last_login" IS NULL"#
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn is_null(&self) -> Q {
        self.is_null_if(true)
    }

    /// `IS NOT NULL`.
    pub fn is_not_null(&self) -> Q {
        self.is_null_if(false)
    }

    /// `IS NULL` or `IS NOT NULL`, by a condition known at run time (Django: `isnull=flag`).
    pub fn is_null_if(&self, null: bool) -> Q {
        self.lookup(Lookup::IsNull, vec![Expr::Value(Value::Boolean(null))])
    }

    pub(super) fn lookup(&self, lookup: Lookup, right: Vec<Expr>) -> Q {
        Q::Lookup { left: self.expr().clone(), lookup, right }
    }

    pub(super) fn one<U: Column>(&self, lookup: Lookup, value: impl Operand<U>) -> Q {
        self.lookup(lookup, vec![value.operand()])
    }
}

/// Lookups of text, and of UUIDs and IP addresses as text: a UUID with dashes or without, an address as it is written. `%`, `_` and `\` in the operand stand for themselves.
///
/// Upper and lower case: on SQLite the case-sensitive ones behave as the others for ASCII letters, as in Django.
impl<T: Column, K> Expression<T, K> {
    /// Equal, upper and lower case alike.
    pub fn iexact(&self, value: impl Operand<<T::Bare as Searched>::Sought>) -> Q
    where
        T::Bare: Searched,
    {
        self.one(Lookup::IExact, value)
    }

    /// Contains: text another text, a JSON document another document.
    ///
    /// ```
    /// # use queryset::{auth::{Permission, User}, prelude::*};
    /// let set = User::objects().filter(|u| u.email().contains("100%")).values_list(|u| u.username());
    /// assert_eq!(
    ///     set.to_sql(Dialect::Sqlite)?,
    ///     r#"SELECT "auth_user"."username" FROM "auth_user" WHERE "auth_user"."email" LIKE ? ESCAPE ('\')"#
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn contains(&self, value: impl Operand<<T::Bare as Containing>::Member>) -> Q
    where
        T::Bare: Containing,
    {
        self.one(Lookup::Contains, value)
    }

    /// Contains, upper and lower case alike.
    pub fn icontains(&self, value: impl Operand<<T::Bare as Searched>::Sought>) -> Q
    where
        T::Bare: Searched,
    {
        self.one(Lookup::IContains, value)
    }

    /// Starts with.
    pub fn startswith(&self, value: impl Operand<<T::Bare as Searched>::Sought>) -> Q
    where
        T::Bare: Searched,
    {
        self.one(Lookup::StartsWith, value)
    }

    /// Starts with, upper and lower case alike.
    pub fn istartswith(&self, value: impl Operand<<T::Bare as Searched>::Sought>) -> Q
    where
        T::Bare: Searched,
    {
        self.one(Lookup::IStartsWith, value)
    }

    /// Ends with.
    pub fn endswith(&self, value: impl Operand<<T::Bare as Searched>::Sought>) -> Q
    where
        T::Bare: Searched,
    {
        self.one(Lookup::EndsWith, value)
    }

    /// Ends with, upper and lower case alike.
    pub fn iendswith(&self, value: impl Operand<<T::Bare as Searched>::Sought>) -> Q
    where
        T::Bare: Searched,
    {
        self.one(Lookup::IEndsWith, value)
    }

    /// A regular expression is found in it, in the syntax of the database; on SQLite that of the crate
    /// [`regex`](https://docs.rs/regex/latest/regex/#syntax).
    ///
    /// A pattern that is none is an error of kind [`InvalidValue`](crate::error::ErrorKind::InvalidValue). So is one that
    /// takes more than some milliseconds to understand on SQLite: more than 1000 bytes, 50 character classes, 1 MiB when it is
    /// compiled (`\w` in Unicode has 50 kB, so that `[0-9A-Za-z_]{100}` is possible and `\w{100}` is not), or, where upper and
    /// lower case are alike, 4 classes as large as `\W` and `\p{…}`.
    ///
    /// ```
    /// # use queryset::{auth::User, prelude::*};
    /// let set = User::objects().filter(|u| u.username().regex("^[a-z]+$")).values_list(|u| u.id());
    /// assert!(set.to_sql(Dialect::Postgres)?.ends_with(r#"WHERE "auth_user"."username" ~ $1"#));
    /// assert!(set.to_sql(Dialect::Sqlite)?.ends_with(r#"WHERE "auth_user"."username" REGEXP ?"#));
    /// assert!(set.to_sql(Dialect::Mariadb)?.ends_with("WHERE `auth_user`.`username` REGEXP BINARY ?"));
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// Django: on SQLite the syntax is Python's.
    pub fn regex(&self, pattern: impl Operand<<T::Bare as Searched>::Sought>) -> Q
    where
        T::Bare: Searched,
    {
        self.one(Lookup::Regex, pattern)
    }

    /// A regular expression is found in it, upper and lower case alike; on MariaDB the collation of the column decides.
    pub fn iregex(&self, pattern: impl Operand<<T::Bare as Searched>::Sought>) -> Q
    where
        T::Bare: Searched,
    {
        self.one(Lookup::IRegex, pattern)
    }

    /// Is contained in the value: the other side of [`contains`](Self::contains), for what is made of members.
    ///
    /// # Errors
    /// SQLite cannot say it of JSON documents: the query is refused when it runs.
    pub fn contained_by(&self, value: impl Operand<T>) -> Q
    where
        T::Bare: Composite,
    {
        self.one(Lookup::ContainedBy, value)
    }
}
