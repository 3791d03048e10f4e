//! `&`, `|` and `^` between querysets on the same model.

use std::ops;

use crate::{
    model::Model,
    query::{Connector, typed::Shape},
    queryset::QuerySet,
};

/// The rows of both: the calls of `filter` of the one behind those of the other.
///
/// ```
/// # use queryset::{auth::User, prelude::*};
/// let staff = User::objects().filter(|u| u.is_staff().eq(true));
/// let set = (staff & User::objects().filter(|u| u.id().gt(7))).values_list(|u| u.username());
/// assert_eq!(
///     set.to_sql(Dialect::Sqlite)?,
///     r#"SELECT "auth_user"."username" FROM "auth_user" WHERE "auth_user"."is_staff" = ? AND "auth_user"."id" > ?"#
/// );
/// # Ok::<(), Error>(())
/// ```
///
/// Django: a slice on the right side is silently dropped there; here it is refused as one on the left is.
impl<M: Model, S: Shape<Model = M>> ops::BitAnd for QuerySet<M, S> {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        self.combined(Connector::And, other)
    }
}

/// The rows of either: both conditions in one, on the same joins where both go along the same relations.
///
/// A slice becomes the rows that have one of its keys. The order is that of the right side, if it names one.
///
/// ```
/// # use queryset::{auth::User, prelude::*};
/// let first = User::objects().order_by(|u| u.id()).slice(..2);
/// let set = (first | User::objects().filter(|u| u.is_staff().eq(true))).values_list(|u| u.username());
/// assert_eq!(
///     set.to_sql(Dialect::Sqlite)?,
///     r#"SELECT "auth_user"."username" FROM "auth_user" WHERE "auth_user"."id" IN (SELECT "U0"."id" FROM "auth_user" AS "U0" ORDER BY "U0"."id" ASC LIMIT 2) OR "auth_user"."is_staff" = ?"#
/// );
/// # Ok::<(), Error>(())
/// ```
impl<M: Model, S: Shape<Model = M>> ops::BitOr for QuerySet<M, S> {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        self.combined(Connector::Or, other)
    }
}

/// The rows of one of the two, but not of both.
///
/// ```
/// # use queryset::{auth::User, prelude::*};
/// let staff = User::objects().filter(|u| u.is_staff().eq(true));
/// let set = (staff ^ User::objects().filter(|u| u.id().gt(7))).values_list(|u| u.username());
/// assert_eq!(
///     set.to_sql(Dialect::Mariadb)?,
///     r#"SELECT `auth_user`.`username` FROM `auth_user` WHERE (`auth_user`.`is_staff` = ?) XOR (`auth_user`.`id` > ?)"#
/// );
/// # Ok::<(), Error>(())
/// ```
impl<M: Model, S: Shape<Model = M>> ops::BitXor for QuerySet<M, S> {
    type Output = Self;

    fn bitxor(self, other: Self) -> Self {
        self.combined(Connector::Xor, other)
    }
}

impl<M: Model, S: Shape<Model = M>> QuerySet<M, S> {
    fn combined(mut self, connector: Connector, other: Self) -> Self {
        self.query = self.query.combine(connector, other.query);
        self
    }
}
