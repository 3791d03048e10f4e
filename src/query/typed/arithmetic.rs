//! Operators.

use std::ops;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};

use crate::{
    query::{
        Expr, Nested, Operator,
        typed::{Expression, Join, PerRow, Term},
    },
    value::{Arithmetic, Column, LeftOf, Minus, Nullability, Or, Over, Plus, Scalar, Times, Whole},
};

/// The type of `T` combined with `U`: the wider of the two, NULL as soon as one is.
pub(super) type Combined<T, U> =
    <<<T as Column>::Null as Or<<U as Column>::Null>>::Out as Nullability>::Of<
        <<T as Column>::Bare as Arithmetic<<U as Column>::Bare>>::Out,
    >;

macro_rules! operators {
    ($($Op:ident $op:ident $operator:ident $Trait:ident $Bound:ident;)*) => { $(
        impl<T, K, R> ops::$Op<R> for Expression<T, K>
        where
            T: Column<Bare: $Trait<<R::Type as Column>::Bare> + $Bound>,
            R: Term<Type: Column<Bare: $Bound>>,
            T::Null: Or<<R::Type as Column>::Null>,
            K: Join<R::Kind>,
        {
            type Output = Expression<
                <<T::Null as Or<<R::Type as Column>::Null>>::Out as Nullability>::Of<
                    <T::Bare as $Trait<<R::Type as Column>::Bare>>::Out,
                >,
                K::Out,
            >;

            fn $op(self, right: R) -> Self::Output {
                Expression::new(Expr::Binary(Operator::$operator, Nested::new(self.into_expr()), Nested::new(right.term())))
            }
        }

        impl<T, K, R> ops::$Op<R> for &Expression<T, K>
        where
            Expression<T, K>: ops::$Op<R>,
        {
            type Output = <Expression<T, K> as ops::$Op<R>>::Output;

            fn $op(self, right: R) -> Self::Output {
                self.clone().$op(right)
            }
        }
    )* };
}
operators! {
    Add add Add Plus Scalar;
    Sub sub Subtract Minus Scalar;
    Mul mul Multiply Times Scalar;
    Div div Divide Over Scalar;
    Rem rem Remainder Arithmetic Whole;
}

macro_rules! value_on_the_left {
    ($($value:ty: $Bound:path, $($Op:ident $op:ident $operator:ident $Trait:ident),*;)*) => { $($(
        impl<T, K> std::ops::$Op<$crate::query::typed::Expression<T, K>> for $value
        where
            T: $crate::value::Column,
            $value: $Bound + $crate::value::$Trait<T::Bare>,
            $crate::value::NotNull: $crate::value::Or<T::Null>,
        {
            type Output = $crate::query::typed::Expression<
                <<$crate::value::NotNull as $crate::value::Or<T::Null>>::Out as $crate::value::Nullability>::Of<
                    <$value as $crate::value::$Trait<T::Bare>>::Out,
                >,
                K,
            >;

            fn $op(self, right: $crate::query::typed::Expression<T, K>) -> Self::Output {
                let left = $crate::query::Expr::Value($crate::value::Scalar::to_value(&self));
                $crate::query::typed::Expression::new($crate::query::Expr::Binary(
                    $crate::query::Operator::$operator,
                    $crate::query::Nested::new(left),
                    $crate::query::Nested::new(right.into_expr()),
                ))
            }
        }

        impl<T, K> std::ops::$Op<&$crate::query::typed::Expression<T, K>> for $value
        where
            $value: std::ops::$Op<$crate::query::typed::Expression<T, K>>,
        {
            type Output = <$value as std::ops::$Op<$crate::query::typed::Expression<T, K>>>::Output;

            fn $op(self, right: &$crate::query::typed::Expression<T, K>) -> Self::Output {
                self.$op(right.clone())
            }
        }
    )*)* };
}
macro_rules! number_on_the_left {
    ($($value:ty)*) => { $(
        $crate::query::typed::arithmetic::value_on_the_left! {
            $value: $crate::value::LeftOf<T::Bare>,
            Add add Add Arithmetic, Sub sub Subtract Arithmetic, Mul mul Multiply Arithmetic, Div div Divide Arithmetic;
        }
    )* };
}
// Named by their paths, also by the impls for decimals.
#[cfg(feature = "decimal")]
pub(super) use number_on_the_left;
pub(super) use value_on_the_left;
number_on_the_left!(i16 i32 i64 u16 u32 u64 f32 f64);
value_on_the_left! {
    i16: LeftOf<T::Bare>, Rem rem Remainder Arithmetic;
    i32: LeftOf<T::Bare>, Rem rem Remainder Arithmetic;
    i64: LeftOf<T::Bare>, Rem rem Remainder Arithmetic;
    u16: LeftOf<T::Bare>, Rem rem Remainder Arithmetic;
    u32: LeftOf<T::Bare>, Rem rem Remainder Arithmetic;
    u64: LeftOf<T::Bare>, Rem rem Remainder Arithmetic;
    TimeDelta: Scalar, Add add Add Plus, Sub sub Subtract Minus;
    NaiveDate: Scalar, Add add Add Plus, Sub sub Subtract Minus;
    NaiveTime: Scalar, Sub sub Subtract Minus;
    DateTime<Utc>: Scalar, Add add Add Plus, Sub sub Subtract Minus;
}

impl<T: Column> Expression<T, PerRow> {
    /// The value itself as an expression, `&None::<i32>` for NULL (Django: `Value`).
    pub fn value(value: &T) -> Self {
        Self::new(Expr::Value(Column::to_value(value)))
    }
}
