//! Numbers, and which of them may meet.

use crate::{
    error::{Error, Result},
    value::{Row, Scalar, Type, Value},
};

/// A scalar that can be computed with.
pub trait Number: Scalar {}

/// A whole number. `%` is theirs alone: of other numbers the databases give different remainders, or none.
#[diagnostic::on_unimplemented(
    message = "`%` is for whole numbers, not for `{Self}`",
    label = "the databases do not agree on this remainder"
)]
pub trait Whole: Number {}

/// Scalars that may stand on the two sides of a comparison.
#[diagnostic::on_unimplemented(
    message = "`{Self}` and `{Other}` do not compare",
    label = "a column of type `{Self}` is not compared with, or set to, `{Other}`"
)]
pub trait Meets<Other> {}

/// The type that arithmetic on two numbers gives, by the table of Django's `CombinedExpression`.
///
/// The wider of two integers; a double as soon as one side is a double; a decimal with an integer stays a decimal. A
/// decimal and a double do not combine, as in Django: convert one of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` and `{Other}` do not combine",
    label = "no operator takes a `{Self}` and a `{Other}`: give it two numbers that combine, or `cast` one"
)]
pub trait Arithmetic<Other>: Number {
    /// The type of the result.
    type Out: Number;
}

/// A number that may stand on the left of a column: `100 - book.pages()`.
///
/// For each type of column it is one type of whole numbers and one with a fraction, so that a literal takes that type and
/// what is made of it has a type at once. Any number may stand on the right.
#[diagnostic::on_unimplemented(
    message = "a `{Self}` cannot stand on the left of a column of type `{Column}`",
    label = "convert it to the type of the column",
    note = "`Expression::value(&it)` is any value as an expression, which combines as columns do"
)]
pub trait LeftOf<Column>: Arithmetic<Column> {}

/// A type that values of other types can be cast to.
#[diagnostic::on_unimplemented(
    message = "nothing can be cast to `{Self}`",
    label = "give a number type, or `String`"
)]
pub trait CastTarget: Scalar {}

impl<T: Number> CastTarget for T {}
impl CastTarget for String {}

macro_rules! scalar_integers {
    ($($rust:ident $kind:ident;)*) => { $(
        impl Scalar for $rust {
            const TYPE: Type = Type::$kind;

            fn to_value(&self) -> Value {
                Value::$kind(*self)
            }

            fn read(row: &mut dyn Row) -> Result<Option<Self>> {
                match row.integer()? {
                    None => Ok(None),
                    Some(wide) => match $rust::try_from(wide) {
                        Ok(it) => Ok(Some(it)),
                        Err(_) => Err(Error::integer_out_of_range(wide, Type::$kind)),
                    },
                }
            }
        }

        impl Number for $rust {}
        impl Whole for $rust {}
    )* };
}
scalar_integers!(i16 SmallInteger; i32 Integer; i64 BigInteger;);

impl Scalar for f64 {
    const TYPE: Type = Type::Double;

    fn to_value(&self) -> Value {
        Value::Double(*self)
    }

    fn read(row: &mut dyn Row) -> Result<Option<Self>> {
        row.double()
    }
}

impl Number for f64 {}

impl Scalar for bool {
    const TYPE: Type = Type::Boolean;

    fn to_value(&self) -> Value {
        Value::Boolean(*self)
    }

    fn read(row: &mut dyn Row) -> Result<Option<Self>> {
        row.boolean()
    }
}

impl Meets<bool> for bool {}

macro_rules! meet {
    ($($a:ident: $($b:ident)*;)*) => { $($(impl Meets<$b> for $a {})*)* };
}
meet!(i16: i16 i32 i64 f64; i32: i16 i32 i64 f64; i64: i16 i32 i64 f64; f64: i16 i32 i64 f64;);

macro_rules! arithmetic {
    ($($a:ident $b:ident -> $out:ident;)*) => { $(impl Arithmetic<$b> for $a { type Out = $out; })* };
}
arithmetic! {
    i16 i16 -> i16; i16 i32 -> i32; i16 i64 -> i64; i16 f64 -> f64;
    i32 i16 -> i32; i32 i32 -> i32; i32 i64 -> i64; i32 f64 -> f64;
    i64 i16 -> i64; i64 i32 -> i64; i64 i64 -> i64; i64 f64 -> f64;
    f64 i16 -> f64; f64 i32 -> f64; f64 i64 -> f64; f64 f64 -> f64;
}

macro_rules! left_of {
    ($($column:ident: $($value:ident)*;)*) => { $($(impl LeftOf<$column> for $value {})*)* };
}
#[cfg(feature = "decimal")]
pub(super) use left_of;
left_of!(i16: i16 f64; i32: i32 f64; i64: i64 f64; u16: u16 f64; u32: u32 f64; u64: u64 f64; f32: i32 f32; f64: i32 f64;);
