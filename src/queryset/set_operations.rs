//! `union`, `union_all`, `intersection`, `difference`.

use crate::{
    model::Model,
    query::{
        Query, SetOperation,
        typed::{Shape, for_each_arity},
    },
    queryset::QuerySet,
};

/// One queryset, or a tuple, an array or a `Vec` of them, whose rows are `Row`. They can be on different models.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no rows of type `{Row}`",
    label = "each queryset must give rows of type `{Row}`: select the same types with `values_list`"
)]
pub trait QuerySets<Row> {
    /// What they say.
    fn queries(self) -> Vec<Query>;
}

impl<M: Model, S: Shape<Model = M>> QuerySets<S::Row> for QuerySet<M, S> {
    fn queries(self) -> Vec<Query> {
        vec![self.query]
    }
}

impl<Row, T: QuerySets<Row>> QuerySets<Row> for Vec<T> {
    fn queries(self) -> Vec<Query> {
        self.into_iter().flat_map(QuerySets::queries).collect()
    }
}

impl<Row, T: QuerySets<Row>, const N: usize> QuerySets<Row> for [T; N] {
    fn queries(self) -> Vec<Query> {
        self.into_iter().flat_map(QuerySets::queries).collect()
    }
}

macro_rules! tuples {
    ($(($T:ident $K:ident $n:tt))*) => {
        impl<Row, $($T: QuerySets<Row>),*> QuerySets<Row> for ($($T,)*) {
            fn queries(self) -> Vec<Query> {
                [$(self.$n.queries()),*].concat()
            }
        }
    };
}
for_each_arity!(tuples);

/// What follows can be sorted by what is selected, reversed, sliced, counted, and combined again; of instances
/// `values_list` selects columns. Everything else is refused when it is run, with
/// [`Unsupported`](crate::error::ErrorKind::Unsupported). The order of a part counts where it is sliced.
impl<M: Model, S: Shape<Model = M>> QuerySet<M, S> {
    /// The rows of any of the querysets, equal ones once: `UNION`.
    ///
    /// ```
    /// # use queryset::{auth::{Permission, User}, prelude::*};
    /// let names = User::objects().filter(|u| u.is_staff().eq(true)).values_list(|u| u.username());
    /// let set = names.union(Permission::objects().values_list(|p| p.codename())).order_by(|u| u.username()).slice(..10);
    /// assert_eq!(
    ///     set.to_sql(Dialect::Sqlite)?,
    ///     r#"SELECT "auth_user"."username" AS "col1" FROM "auth_user" WHERE "auth_user"."is_staff" = ? UNION SELECT "auth_permission"."codename" AS "col1" FROM "auth_permission" ORDER BY "col1" ASC LIMIT 10"#
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// Django: the same, but `SQLite` takes ordered and sliced parts too; a sort key that is not selected is an error.
    pub fn union(self, others: impl QuerySets<S::Row>) -> Self {
        self.with_others(SetOperation::Union, others)
    }

    /// The rows of all querysets, equal ones as often as they come: `UNION ALL`.
    ///
    /// ```
    /// # use queryset::{auth::User, prelude::*};
    /// let first = User::objects().order_by(|u| u.id()).slice(..2).values_list(|u| u.username());
    /// let set = first.union_all(User::objects().values_list(|u| u.username()));
    /// assert_eq!(
    ///     set.to_sql(Dialect::Postgres)?,
    ///     r#"SELECT "col1" FROM (SELECT "auth_user"."username" AS "col1" FROM "auth_user" ORDER BY "auth_user"."id" ASC LIMIT 2) AS "part" UNION ALL (SELECT "auth_user"."username" AS "col1" FROM "auth_user")"#
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// Django: `union(…, all=True)`.
    pub fn union_all(self, others: impl QuerySets<S::Row>) -> Self {
        self.with_others(SetOperation::UnionAll, others)
    }

    /// The rows that each of the querysets has: `INTERSECT`.
    ///
    /// ```
    /// # use queryset::{auth::{Permission, User}, prelude::*};
    /// let names = User::objects().values_list(|u| u.username());
    /// let set = names.intersection(Permission::objects().values_list(|p| p.codename()));
    /// assert_eq!(
    ///     set.to_sql(Dialect::Mariadb)?,
    ///     "SELECT `auth_user`.`username` AS `col1` FROM `auth_user` INTERSECT (SELECT `auth_permission`.`codename` AS `col1` FROM `auth_permission`)"
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn intersection(self, others: impl QuerySets<S::Row>) -> Self {
        self.with_others(SetOperation::Intersection, others)
    }

    /// The rows that none of the other querysets has: `EXCEPT`.
    ///
    /// ```
    /// # use queryset::{auth::{Permission, User}, prelude::*};
    /// let names = User::objects().values_list(|u| u.username());
    /// let set = names.difference(Permission::objects().values_list(|p| p.codename()));
    /// assert_eq!(
    ///     set.to_sql(Dialect::Sqlite)?,
    ///     r#"SELECT "auth_user"."username" AS "col1" FROM "auth_user" EXCEPT SELECT "auth_permission"."codename" AS "col1" FROM "auth_permission""#
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn difference(self, others: impl QuerySets<S::Row>) -> Self {
        self.with_others(SetOperation::Difference, others)
    }

    fn with_others(mut self, operation: SetOperation, others: impl QuerySets<S::Row>) -> Self {
        self.query = self.query.combined(operation, others.queries());
        self
    }
}
