//! Powers, bits and other types of numbers.

use std::ops;

use crate::{
    query::{
        Call, Expr, Nested, Operator, Parts,
        typed::{Expression, Join, Term, arithmetic::Combined},
    },
    value::{
        Arithmetic, CastTarget, Column, Nullability, Number, Or, Scalar, Times, Type, Value, Whole,
    },
};

/// The nullability of `T` and `U` together.
type Both<T, U> = <<T as Column>::Null as Or<<U as Column>::Null>>::Out;

/// A double, NULL as soon as one of `T` and `U` is.
type Doubled<T, U> = <Both<T, U> as Nullability>::Of<f64>;

impl<T: Column<Bare: Number>, K> Expression<T, K> {
    /// To a power; a double on every database (Django: `F("age") ** 2`).
    ///
    /// ```
    /// # use queryset::{auth::User, prelude::*};
    /// let set = User::objects().values_list(|u| u.id().power(2));
    /// assert_eq!(set.to_sql(Dialect::Sqlite)?, r#"SELECT POWER("auth_user"."id", ?) FROM "auth_user""#);
    /// # Ok::<(), Error>(())
    /// ```
    pub fn power<R>(&self, exponent: R) -> Expression<Doubled<T, R::Type>, K::Out>
    where
        R: Term<Type: Column<Bare: Number>>,
        T::Null: Or<<R::Type as Column>::Null>,
        K: Join<R::Kind>,
    {
        self.binary(Operator::Power, exponent.term())
    }
}

macro_rules! bits {
    ($($(#[$doc:meta])* $name:ident $operator:ident;)*) => {
        /// Operations on the bits of whole numbers (Django: `F("flags").bitand(2)`).
        ///
        /// MySQL and MariaDB compute with 64 bits, where the others have those of the column.
        impl<T: Column<Bare: Whole>, K> Expression<T, K> { $(
            $(#[$doc])*
            pub fn $name<R>(&self, right: R) -> Expression<Combined<T, R::Type>, K::Out>
            where
                R: Term<Type: Column<Bare: Whole>>,
                T::Bare: Arithmetic<<R::Type as Column>::Bare>,
                T::Null: Or<<R::Type as Column>::Null>,
                K: Join<R::Kind>,
            {
                self.binary(Operator::$operator, right.term())
            }
        )* }
    };
}
bits! {
    /// The bits that are set in both.
    bitand BitAnd;
    /// The bits that are set in at least one.
    bitor BitOr;
    /// The bits that are set in one only.
    bitxor BitXor;
    /// The bits moved to the left.
    bitleftshift ShiftLeft;
    /// The bits moved to the right.
    bitrightshift ShiftRight;
}

/// `-column` is `column * -1`, as in Django.
impl<T: Column<Bare: Times<i16>>, K> ops::Neg for Expression<T, K> {
    type Output = Expression<<T::Null as Nullability>::Of<<T::Bare as Times<i16>>::Out>, K>;

    fn neg(self) -> Self::Output {
        self.binary(Operator::Multiply, Expr::Value(Value::SmallInteger(-1)))
    }
}

impl<T, K> ops::Neg for &Expression<T, K>
where
    Expression<T, K>: ops::Neg,
{
    type Output = <Expression<T, K> as ops::Neg>::Output;

    fn neg(self) -> Self::Output {
        self.clone().neg()
    }
}

impl<T: Column, K> Expression<T, K> {
    /// The value as one of another type: `CAST(… AS …)` (Django: `Cast`).
    ///
    /// Of a JSON value its text is converted. What is no number is an error on PostgreSQL, and elsewhere the number that
    /// the database takes it for.
    ///
    /// ```
    /// # use queryset::{auth::User, prelude::*};
    /// let set = User::objects().values_list(|u| u.id().cast::<f64>());
    /// assert_eq!(
    ///     set.to_sql(Dialect::Postgres)?,
    ///     r#"SELECT CAST("auth_user"."id" AS double precision) FROM "auth_user""#
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn cast<U: CastTarget>(&self) -> Expression<<T::Null as Nullability>::Of<U>, K> {
        self.cast_by(Call::Cast(U::TYPE))
    }

    /// A cast; of a JSON value, of its text.
    pub(super) fn cast_by<U>(&self, cast: Call) -> Expression<U, K> {
        let from_json = <T::Bare as Scalar>::TYPE == Type::Json;
        let of = if from_json {
            self.call::<String>(Call::JsonText).into_expr()
        } else {
            self.expr().clone()
        };
        Expression::new(Expr::Call(cast, Parts::new([of])))
    }
}

impl<T, K> Expression<T, K> {
    fn binary<U, L>(&self, operator: Operator, right: Expr) -> Expression<U, L> {
        Expression::new(Expr::Binary(
            operator,
            Nested::new(self.expr().clone()),
            Nested::new(right),
        ))
    }
}
