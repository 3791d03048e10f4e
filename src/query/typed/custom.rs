//! Lookups and transforms of the caller's own.

use crate::{
    query::{
        Call, Lookup, Q, Template,
        typed::{Expression, Term},
    },
    value::{Column, Nullability, Scalar},
};

/// Lookups and transforms of one's own: wrap these in an extension trait, and they are methods of every column.
///
/// Django: `register_lookup`.
impl<T: Column, K> Expression<T, K> {
    /// A condition between this expression and a value, in SQL of one's own.
    ///
    /// Django's rules hold for it as for the lookups of the library: under a negation a column that is NULL meets it, and
    /// a negation along a multi-valued relation is a subquery. `{left}` is this expression, `{right}` the value.
    ///
    /// ```
    /// # use queryset::{auth::User, prelude::*, query::Template};
    /// const DIVISIBLE: Template = Template::new("{left} % {right} = 0");
    /// let set = User::objects().filter(|u| u.id().custom_lookup(&DIVISIBLE, 3)).values_list(|u| u.id());
    /// assert_eq!(
    ///     set.to_sql(Dialect::Postgres)?,
    ///     r#"SELECT "auth_user"."id" FROM "auth_user" WHERE "auth_user"."id" % $1 = 0"#
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// A template that is not well-formed, or has no SQL for the database, is refused when the query runs.
    pub fn custom_lookup(&self, template: &'static Template, value: impl Term) -> Q {
        self.lookup(Lookup::Custom(template), vec![value.term()])
    }

    /// Another value made of this one, in SQL of one's own; NULL of NULL. `{left}` is this expression.
    ///
    /// ```
    /// # use queryset::{auth::User, prelude::*, query::Template};
    /// const REVERSED: Template = Template::new("REVERSE({left})");
    /// let set = User::objects().filter(|u| u.username().custom_transform::<String>(&REVERSED).startswith("n")).values_list(|u| u.id());
    /// assert_eq!(
    ///     set.to_sql(Dialect::Postgres)?,
    ///     r#"SELECT "auth_user"."id" FROM "auth_user" WHERE (REVERSE( "auth_user"."username" )) LIKE $1"#
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// A template that is not well-formed, or has no SQL for the database, is refused when the query runs.
    pub fn custom_transform<U: Scalar>(
        &self,
        template: &'static Template,
    ) -> Expression<<T::Null as Nullability>::Of<U>, K> {
        self.call(Call::Custom(template, U::TYPE))
    }
}
