//! New values for columns.

use crate::{
    model::{Changes, Model, Path},
    query::{
        Expr,
        typed::{Expression, Operand, PerRow, selection::for_each_arity},
    },
    value::{Admits, Column, Nullable, Scalar, Takes, Value},
};

/// A column of the model and its new value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Assignment {
    /// The column; the compiler refuses anything else.
    pub column: Expr,
    /// The value.
    pub value: Expr,
}

impl Assignment {
    pub(crate) fn new(path: &Path, value: Expr) -> Self {
        Self { column: Expr::Path(path.clone()), value }
    }
}

impl<T: Column> Expression<T, PerRow> {
    /// For an update: the column becomes this value, or the value of this expression in its row.
    ///
    /// A value is one of the column's type: no text of an enumeration, no `None` where the field is no `Option`. Numbers of
    /// another type are converted, and refused where they do not fit. An expression may be NULL, and the database refuses
    /// it then.
    ///
    /// Django: `update(price=F("price") * 2)`.
    ///
    /// ```no_run
    /// # use queryset::{auth::User, prelude::*};
    /// # async fn example() -> queryset::Result<()> {
    /// let set = User::objects().filter(|u| u.first_name().eq(""));
    /// set.aupdate(|u| (u.first_name().set(u.username()), u.is_active().set(true))).await?;
    /// # Ok(()) }
    /// ```
    pub fn set<V>(&self, value: V) -> Assignment
    where
        V: Operand<T, Kind = PerRow>,
        T: Column<Bare: Takes<<V::Type as Column>::Bare>, Null: Admits<V::Given>>,
    {
        Assignment { column: self.expr().clone(), value: value.operand() }
    }
}

impl<T: Column<Null = Nullable>> Expression<T, PerRow> {
    /// For an update: the column becomes NULL.
    ///
    /// ```no_run
    /// # use queryset::{auth::User, prelude::*};
    /// # async fn example() -> queryset::Result<()> {
    /// User::objects().aupdate(|u| u.last_login().set_null()).await?;
    /// # Ok(()) }
    /// ```
    ///
    /// Django: `update(last_login=None)`, which here is `set(None::<DateTime<Utc>>)`, or `set!(last_login = None)`.
    pub fn set_null(&self) -> Assignment {
        let null = Value::Null(<T::Bare as Scalar>::TYPE);
        Assignment { column: self.expr().clone(), value: Expr::Value(null) }
    }
}

/// What an update sets: one assignment, a tuple of them, a `Vec` of them, a struct with `#[derive(Changes)]`.
///
/// A `Vec<Assignment>` is for what is only known at run time. [`set!`](crate::prelude::set) writes them in Django's spelling.
///
/// ```
/// # use queryset::{auth::User, prelude::*, query::typed::Assignment};
/// # fn example(first: Option<String>, active: Option<bool>) {
/// let update = User::objects().filter(|u| u.id().eq(7)).aupdate(|u| {
///     let mut set: Vec<Assignment> = Vec::new();
///     set.extend(first.map(|it| u.first_name().set(it)));
///     set.extend(active.map(|it| u.is_active().set(it)));
///     set
/// });
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no assignment",
    label = "give `column.set(value)`, a struct with `#[derive(Changes)]`, or a tuple of them"
)]
pub trait Assignments {
    /// Adds the assignments to a list.
    fn push_to(self, list: &mut Vec<Assignment>);
}

impl Assignments for Assignment {
    fn push_to(self, list: &mut Vec<Assignment>) {
        list.push(self);
    }
}

/// Nothing; an update has to set something, but [`aupdate_or_create_with`](crate::QuerySet::aupdate_or_create_with) need
/// not.
impl Assignments for () {
    fn push_to(self, _: &mut Vec<Assignment>) {}
}

impl Assignments for Vec<Assignment> {
    fn push_to(mut self, list: &mut Vec<Assignment>) {
        list.append(&mut self);
    }
}

/// What a partial update sets; `aupdate(|_| patch)`, or beside other assignments in a tuple.
impl<C: Changes> Assignments for C {
    fn push_to(self, list: &mut Vec<Assignment>) {
        list.extend(self.changes().into_iter().map(|it| Assignment {
            column: Expr::column(C::Model::meta(), it.field),
            value: Expr::Value(it.value),
        }));
    }
}

macro_rules! tuples {
    ($(($T:ident $K:ident $n:tt))*) => {
        impl<$($T: Assignments),*> Assignments for ($($T,)*) {
            fn push_to(self, list: &mut Vec<Assignment>) {
                $(self.$n.push_to(list);)*
            }
        }
    };
}
for_each_arity!(tuples);
