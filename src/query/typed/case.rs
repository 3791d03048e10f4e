//! One of several values, by conditions.

use std::marker::PhantomData;

use crate::{
    query::{
        Expr, Nested, Parts, Q,
        typed::{Expression, Join, Operand, Term},
    },
    value::{Column, Nullability, Nullable, Or, Scalar, Value},
};

/// The value behind the first condition that holds (Django: `Case(When(…))`).
///
/// ```
/// # use queryset::{auth::User, prelude::*, query::typed::Case};
/// let set = User::objects().values_list(|u| {
///     Case::when(u.is_superuser().is_true(), "all").when(u.is_staff().is_true(), "staff").otherwise(u.username())
/// });
/// assert_eq!(
///     set.to_sql(Dialect::Sqlite)?,
///     r#"SELECT (CASE WHEN ("auth_user"."is_superuser") THEN ? WHEN ("auth_user"."is_staff") THEN ? ELSE "auth_user"."username" END) FROM "auth_user""#
/// );
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Case;

/// The branches of a [`Case`]; an expression once it has an `otherwise` or `or_null`.
#[derive(Clone, Debug)]
#[must_use = "a CASE is an expression once it has an `otherwise` or `or_null`"]
pub struct Branches<T, K> {
    branches: Parts<(Q, Expr)>,
    typed: PhantomData<fn() -> (T, K)>,
}

/// The first branch of a [`Case`] whose value is NULL; the next value decides about the type.
#[derive(Clone, Debug)]
#[must_use = "a CASE is an expression once it has another value"]
pub struct NullBranch(Q);

/// The type of a case with one more value: NULL as soon as one can be.
type With<T, U> =
    <<<T as Column>::Null as Or<<U as Column>::Null>>::Out as Nullability>::Of<<T as Column>::Bare>;

/// The same type, which may be NULL.
type OrNull<T> = <Nullable as Nullability>::Of<<T as Column>::Bare>;

impl Case {
    /// A value where a condition holds. It decides about the type of all values.
    ///
    /// # Errors
    /// An empty condition (`Q::default()`, `Q::all([])`) decides nothing: the query is refused when it runs, as by Django.
    pub fn when<V: Term>(condition: Q, value: V) -> Branches<V::Type, V::Kind> {
        Branches { branches: Parts::new([(condition, value.term())]), typed: PhantomData }
    }

    /// NULL where a condition holds (Django: `When(…, then=None)`).
    ///
    /// ```
    /// # use queryset::{auth::User, prelude::*, query::typed::Case};
    /// let set = User::objects().values_list(|u| Case::null_when(u.email().eq("")).otherwise(u.email()));
    /// assert_eq!(
    ///     set.to_sql(Dialect::Sqlite)?,
    ///     r#"SELECT (CASE WHEN ("auth_user"."email" = ?) THEN ? ELSE "auth_user"."email" END) FROM "auth_user""#
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn null_when(condition: Q) -> NullBranch {
        NullBranch(condition)
    }
}

impl NullBranch {
    /// A value where a condition holds and not the first.
    pub fn when<V: Term>(self, condition: Q, value: V) -> Branches<OrNull<V::Type>, V::Kind> {
        let branches = Parts::new([(self.0, null::<V::Type>()), (condition, value.term())]);
        Branches { branches, typed: PhantomData }
    }

    /// The value where the condition does not hold.
    pub fn otherwise<V: Term>(self, value: V) -> Expression<OrNull<V::Type>, V::Kind> {
        let branches = Parts::new([(self.0, null::<V::Type>())]);
        Expression::new(Expr::Case(branches, Some(Nested::new(value.term()))))
    }
}

impl<T: Column, K> Branches<T, K> {
    /// Another value, where a condition holds and none before it.
    pub fn when<V>(mut self, condition: Q, value: V) -> Branches<With<T, V::Type>, K::Out>
    where
        V: Operand<T, Type: Column<Bare = T::Bare>>,
        T::Null: Or<<V::Type as Column>::Null>,
        K: Join<V::Kind>,
    {
        self.branches.push((condition, value.operand()));
        Branches { branches: self.branches, typed: PhantomData }
    }

    /// NULL, where a condition holds and none before it.
    pub fn null_when(mut self, condition: Q) -> Branches<OrNull<T>, K> {
        self.branches.push((condition, null::<T>()));
        Branches { branches: self.branches, typed: PhantomData }
    }

    /// The value where no condition holds.
    pub fn otherwise<V>(self, value: V) -> Expression<With<T, V::Type>, K::Out>
    where
        V: Operand<T, Type: Column<Bare = T::Bare>>,
        T::Null: Or<<V::Type as Column>::Null>,
        K: Join<V::Kind>,
    {
        Expression::new(Expr::Case(self.branches, Some(Nested::new(value.operand()))))
    }

    /// NULL where no condition holds.
    pub fn or_null(self) -> Expression<OrNull<T>, K> {
        Expression::new(Expr::Case(self.branches, None))
    }
}

/// NULL, as a value of a case of this type.
fn null<T: Column>() -> Expr {
    Expr::Value(Value::Null(<T::Bare as Scalar>::TYPE))
}
