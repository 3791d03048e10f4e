//! What may stand on the right side of a lookup or an operator.

use std::net::IpAddr;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Utc};

use crate::{
    query::{
        Expr,
        typed::{Expression, PerRow},
    },
    value::{Column, Json, Meets, NotNull, Nullable, Scalar, Value, Whole},
};

/// A value, a reference to one, an `Option` of one, or an expression, beside an expression of type `T`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot stand beside a column of type `{T}`",
    label = "a value or expression of a type that meets `{T}` is needed here"
)]
pub trait Operand<T: Column> {
    /// Whether it has a value per row or per group.
    type Kind;
    /// The type of its values.
    type Type: Column;
    /// Whether it can be NULL by itself, as an `Option` can; of an expression only the database knows.
    type Given;

    /// The untyped expression.
    fn operand(self) -> Expr;

    /// The same of a reference. A value is written from where it is, so that a document of any depth is not copied.
    fn operand_of(&self) -> Expr
    where
        Self: Clone,
    {
        self.clone().operand()
    }
}

/// A value or expression by itself, whatever stands beside it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no value in a row",
    label = "a value or expression is needed here"
)]
pub trait Term {
    /// Whether it has a value per row or per group.
    type Kind;
    /// The type of its values.
    type Type: Column;

    /// The untyped expression.
    fn term(self) -> Expr;

    /// The same of a reference.
    fn term_of(&self) -> Expr
    where
        Self: Clone,
    {
        self.clone().term()
    }
}

impl<T: Column, K> Term for Expression<T, K> {
    type Kind = K;
    type Type = T;

    fn term(self) -> Expr {
        self.into_expr()
    }
}

impl Term for &str {
    type Kind = PerRow;
    type Type = String;

    fn term(self) -> Expr {
        Expr::Value(Value::Text(self.to_owned()))
    }
}

impl<Z: TimeZone> Term for DateTime<Z> {
    type Kind = PerRow;
    type Type = DateTime<Utc>;

    fn term(self) -> Expr {
        Expr::Value(Scalar::to_value(&self.to_utc()))
    }
}

impl<J> Term for Json<J>
where
    Self: Scalar,
{
    type Kind = PerRow;
    type Type = Self;

    fn term(self) -> Expr {
        Expr::Value(Scalar::to_value(&self))
    }

    fn term_of(&self) -> Expr {
        Expr::Value(Scalar::to_value(self))
    }
}

impl<U: Term + Clone> Term for &U {
    type Kind = U::Kind;
    type Type = U::Type;

    fn term(self) -> Expr {
        U::term_of(self)
    }
}

impl<U: Term<Kind = PerRow>> Term for Option<U> {
    type Kind = PerRow;
    type Type = Option<<U::Type as Column>::Bare>;

    fn term(self) -> Expr {
        let kind = <<U::Type as Column>::Bare as Scalar>::TYPE;
        self.map_or(Expr::Value(Value::Null(kind)), Term::term)
    }
}

impl<T, U, K> Operand<T> for Expression<U, K>
where
    T: Column,
    U: Column,
    T::Bare: Meets<U::Bare>,
{
    type Kind = K;
    type Type = U;
    type Given = NotNull;

    fn operand(self) -> Expr {
        self.into_expr()
    }
}

macro_rules! literals {
    ($($literal:ty)*) => { $(
        impl<T: Column> $crate::query::typed::Operand<T> for $literal
        where
            T::Bare: $crate::value::Meets<$literal>,
        {
            type Kind = $crate::query::typed::PerRow;
            type Type = $literal;
            type Given = $crate::value::NotNull;

            fn operand(self) -> $crate::query::Expr {
                $crate::query::Expr::Value($crate::value::Scalar::to_value(&self))
            }

            fn operand_of(&self) -> $crate::query::Expr {
                $crate::query::Expr::Value($crate::value::Scalar::to_value(self))
            }
        }

        impl $crate::query::typed::Term for $literal {
            type Kind = $crate::query::typed::PerRow;
            type Type = $literal;

            fn term(self) -> $crate::query::Expr {
                $crate::query::Expr::Value($crate::value::Scalar::to_value(&self))
            }

            fn term_of(&self) -> $crate::query::Expr {
                $crate::query::Expr::Value($crate::value::Scalar::to_value(self))
            }
        }

        impl<T: Column> $crate::query::typed::Listed<T> for $literal
        where
            T::Bare: $crate::value::Meets<$literal>,
        {
            fn member(self) -> $crate::value::Value {
                $crate::value::Scalar::to_value(&self)
            }

            fn member_of(&self) -> $crate::value::Value {
                $crate::value::Scalar::to_value(self)
            }
        }
    )* };
}
#[cfg(any(feature = "decimal", feature = "uuid"))]
pub(super) use literals;
literals!(i16 i32 i64 u16 u32 u64 f32 f64 bool String Vec<u8> NaiveDate NaiveTime NaiveDateTime TimeDelta IpAddr);
literals!(serde_json::Value);

/// An instant, whatever zone it is written in.
impl<T: Column, Z: TimeZone> Operand<T> for DateTime<Z>
where
    T::Bare: Meets<DateTime<Utc>>,
{
    type Kind = PerRow;
    type Type = DateTime<Utc>;
    type Given = NotNull;

    fn operand(self) -> Expr {
        Expr::Value(Scalar::to_value(&self.to_utc()))
    }
}

impl<T: Column, Z: TimeZone> Listed<T> for DateTime<Z>
where
    T::Bare: Meets<DateTime<Utc>>,
{
    fn member(self) -> Value {
        Scalar::to_value(&self.to_utc())
    }
}

/// A whole number beyond every column, whose comparison is known without the database.
impl<T: Column> Operand<T> for i128
where
    T::Bare: Whole,
{
    type Kind = PerRow;
    type Type = i64;
    type Given = NotNull;

    fn operand(self) -> Expr {
        Expr::Value(Value::whole(self))
    }
}

impl<T: Column> Listed<T> for i128
where
    T::Bare: Whole,
{
    fn member(self) -> Value {
        Value::whole(self)
    }
}

impl<T: Column> Operand<T> for &str
where
    T::Bare: Meets<String>,
{
    type Kind = PerRow;
    type Type = String;
    type Given = NotNull;

    fn operand(self) -> Expr {
        Expr::Value(Value::Text(self.to_owned()))
    }
}

impl<T: Column, J> Operand<T> for Json<J>
where
    T::Bare: Meets<Self>,
    Self: Scalar,
{
    type Kind = PerRow;
    type Type = Self;
    type Given = NotNull;

    fn operand(self) -> Expr {
        Expr::Value(Scalar::to_value(&self))
    }

    fn operand_of(&self) -> Expr {
        Expr::Value(Scalar::to_value(self))
    }
}

impl<T: Column, U: Operand<T> + Clone> Operand<T> for &U {
    type Kind = U::Kind;
    type Type = U::Type;
    type Given = U::Given;

    fn operand(self) -> Expr {
        U::operand_of(self)
    }
}

impl<T: Column, U: Operand<T, Kind = PerRow>> Operand<T> for Option<U> {
    type Kind = PerRow;
    type Type = Option<<U::Type as Column>::Bare>;
    type Given = Nullable;

    fn operand(self) -> Expr {
        self.map_or(Expr::Value(Value::Null(<T::Bare as Scalar>::TYPE)), Operand::operand)
    }
}

/// A list of values for `in`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no list for a column of type `{T}`",
    label = "give an array, a `Vec`, an iterator of values, or a queryset with one column"
)]
pub trait Operands<T: Column> {
    /// The untyped expression.
    fn operands(self) -> Expr;
}

impl<T: Column, I> Operands<T> for I
where
    I: IntoIterator,
    I::Item: Listed<T>,
{
    fn operands(self) -> Expr {
        let members = self.into_iter().map(Listed::member).collect();
        Expr::Value(Value::List(<T::Bare as Scalar>::TYPE, members))
    }
}

/// A member of such a list: a value, not an expression.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a member of a list for a column of type `{T}`",
    label = "a value of a type that meets `{T}` is needed here"
)]
pub trait Listed<T: Column> {
    /// The value.
    fn member(self) -> Value;

    /// The same of a reference.
    fn member_of(&self) -> Value
    where
        Self: Clone,
    {
        self.clone().member()
    }
}

impl<T: Column> Listed<T> for &str
where
    T::Bare: Meets<String>,
{
    fn member(self) -> Value {
        Value::Text(self.to_owned())
    }
}

impl<T: Column, U: Listed<T> + Clone> Listed<T> for &U {
    fn member(self) -> Value {
        U::member_of(self)
    }
}

impl<T: Column, U: Listed<T>> Listed<T> for Option<U> {
    fn member(self) -> Value {
        self.map_or(Value::Null(<T::Bare as Scalar>::TYPE), Listed::member)
    }
}
