//! Unsigned integers: Django's positive fields.
//!
//! A database without unsigned types stores them in a column of the same width with a sign, which holds half of them;
//! the other half is refused before anything is sent. Arithmetic gives integers with a sign, as in Django, since a
//! difference can be negative.

use crate::{
    error::{Error, Result},
    value::{Arithmetic, Meets, Number, Row, Scalar, Type, Value, Whole},
};

macro_rules! scalar_integers {
    ($($rust:ident $kind:ident;)*) => { $(
        impl Scalar for $rust {
            const TYPE: Type = Type::$kind;

            fn to_value(&self) -> Value {
                Value::$kind(*self)
            }

            fn read(row: &mut dyn Row) -> Result<Option<Self>> {
                match row.unsigned()? {
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
scalar_integers!(u16 PositiveSmallInteger; u32 PositiveInteger; u64 PositiveBigInteger;);

macro_rules! among_each_other {
    ($($a:ident: $($b:ident $out:ident)*;)*) => { $($(
        impl Meets<$b> for $a {}
        impl Arithmetic<$b> for $a { type Out = $out; }
    )*)* };
}
among_each_other! {
    u16: u16 i32 u32 i64 u64 i64;
    u32: u16 i64 u32 i64 u64 i64;
    u64: u16 i64 u32 i64 u64 i64;
}

macro_rules! with_others {
    ($($a:ident: $($b:ident $out:ident)*;)*) => { $($(
        impl Meets<$b> for $a {}
        impl Meets<$a> for $b {}
        impl Arithmetic<$b> for $a { type Out = $out; }
        impl Arithmetic<$a> for $b { type Out = $out; }
    )*)* };
}
with_others! {
    u16: i16 i32 i32 i32 i64 i64 f64 f64;
    u32: i16 i64 i32 i64 i64 i64 f64 f64;
    u64: i16 i64 i32 i64 i64 i64 f64 f64;
}
