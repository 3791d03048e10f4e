//! Sort keys.

use crate::{
    model::{Direction, Fields},
    query::{
        Call, Expr, Ordering, Parts,
        typed::{Expression, selection::for_each_arity},
    },
};

impl<T, K> Expression<T, K> {
    /// Smallest first.
    pub fn asc(&self) -> Ordering {
        Ordering::ascending(self.expr().clone())
    }

    /// Largest first.
    pub fn desc(&self) -> Ordering {
        Ordering::descending(self.expr().clone())
    }
}

/// One sort key or a tuple of them; an expression alone is ascending.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no sort key",
    label = "give a column, `column.desc()`, or a tuple of them"
)]
pub trait Orderings {
    /// Adds the keys to a list.
    fn push_to(self, list: &mut Vec<Ordering>);
}

impl Orderings for Ordering {
    fn push_to(self, list: &mut Vec<Ordering>) {
        list.push(self);
    }
}

impl<T, K> Orderings for Expression<T, K> {
    fn push_to(self, list: &mut Vec<Ordering>) {
        list.push(Ordering::ascending(self.into_expr()));
    }
}

/// Adds the keys of a relation, which goes on to the order that the other model declares; without one it is the key. The
/// derive makes each model's fields a sort key by it.
///
/// ```
/// # use queryset::{auth::Permission, prelude::*};
/// let set = Permission::objects().order_by(|p| p.content_type()).values_list(|p| p.id());
/// assert_eq!(
///     set.to_sql(Dialect::Sqlite)?,
///     r#"SELECT "auth_permission"."id" FROM "auth_permission" ORDER BY "auth_permission"."content_type_id" ASC"#
/// );
/// # Ok::<(), Error>(())
/// ```
///
/// Django: `order_by("content_type")`.
pub fn push_relation(relation: &impl Fields, list: &mut Vec<Ordering>) {
    list.extend(Ordering::along(relation.path(), Direction::Ascending));
}

/// The sort key that puts rows in random order, another one each time: `ORDER BY RANDOM()`.
///
/// Every row has to be read and sorted, however few are wanted, so that it is dear on a large table.
///
/// ```
/// # use queryset::{auth::User, prelude::*, query::typed::Random};
/// let some = User::objects().order_by(|u| (u.is_staff().desc(), Random)).slice(..3).values_list(|u| u.id());
/// assert_eq!(
///     some.to_sql(Dialect::Mariadb)?,
///     "SELECT `auth_user`.`id` FROM `auth_user` ORDER BY `auth_user`.`is_staff` DESC, RAND() ASC LIMIT 3"
/// );
/// # Ok::<(), Error>(())
/// ```
///
/// Django: `order_by("?")`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Random;

impl Random {
    /// The untyped key.
    pub(crate) fn key() -> Ordering {
        Ordering::ascending(Expr::Call(Call::Random, Parts::default()))
    }
}

impl Orderings for Random {
    fn push_to(self, list: &mut Vec<Ordering>) {
        list.push(Self::key());
    }
}

/// Keys known at run time.
impl Orderings for Vec<Ordering> {
    fn push_to(mut self, list: &mut Vec<Ordering>) {
        list.append(&mut self);
    }
}

/// No order at all (Django: `order_by()`).
impl Orderings for () {
    fn push_to(self, _: &mut Vec<Ordering>) {}
}

macro_rules! tuples {
    ($(($T:ident $K:ident $n:tt))*) => {
        impl<$($T: Orderings),*> Orderings for ($($T,)*) {
            fn push_to(self, list: &mut Vec<Ordering>) {
                $(self.$n.push_to(list);)*
            }
        }
    };
}
for_each_arity!(tuples);
