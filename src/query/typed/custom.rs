//! Lookups and transforms of the caller's own.

use crate::{
    query::{
        Call, Expr, Lookup, Q, Template,
        typed::{Expression, PerRow, Term, selection::for_each_arity},
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

/// An expression in SQL of one's own, of any number of values and expressions: `{0}`, `{1}`, … are its arguments.
///
/// It stands where other expressions do: in `annotate` and `values_list`, in `order_by`, and compared or by `is_true()` in
/// `filter`. That the values are of the type `T`, and NULL only where it is an `Option`, is the caller's word.
///
/// ```
/// # use queryset::{auth::User, prelude::*, query::{Template, typed::custom_expression}};
/// const SCORE: Template = Template::new("{0} * {1} + 1");
/// let set = User::objects()
///     .annotate(|u| custom_expression::<i64>(&SCORE, (u.id(), 10)))
///     .filter(|(_, score)| score.gt(50))
///     .order_by(|(_, score)| score.desc())
///     .values_list(|(_, score)| score);
/// assert_eq!(
///     set.to_sql(Dialect::Sqlite)?,
///     r#"SELECT "auth_user"."id" * ? + 1 FROM "auth_user" WHERE ("auth_user"."id" * ? + 1) > ? ORDER BY "auth_user"."id" * ? + 1 DESC"#
/// );
/// # Ok::<(), Error>(())
/// ```
///
/// Django: `RawSQL(sql, params)`, and `extra` with its `select`, `where` and `order_by`.
///
/// # Errors
/// A template that is not well-formed, or has no SQL for the database, is refused when the query runs.
pub fn custom_expression<T: Column>(
    template: &'static Template,
    arguments: impl Arguments,
) -> Expression<T> {
    let call = Call::Custom(template, <T::Bare as Scalar>::TYPE);
    Expression::new(Expr::Call(call, arguments.exprs().into()))
}

/// The arguments of SQL of one's own: none, or a tuple of up to 12 values and expressions.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no list of arguments",
    label = "give a tuple of up to 12 values and expressions, of one `(it,)`, of none `()`"
)]
pub trait Arguments {
    /// The untyped expressions.
    fn exprs(self) -> Vec<Expr>;
}

impl Arguments for () {
    fn exprs(self) -> Vec<Expr> {
        Vec::new()
    }
}

macro_rules! arguments {
    ($(($T:ident $K:ident $n:tt))*) => {
        impl<$($T: Term<Kind = PerRow>),*> Arguments for ($($T,)*) {
            fn exprs(self) -> Vec<Expr> {
                vec![$(self.$n.term()),*]
            }
        }
    };
}
for_each_arity!(arguments);
