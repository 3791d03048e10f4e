//! Decimals, by the crate `rust_decimal`.

use rust_decimal::Decimal;

use crate::{
    error::{Error, Result},
    value::{
        Arithmetic, Digits, Element, LeftOf, Meets, Number, Row, Scalar, Type, Value, fits::fits,
        number::left_of,
    },
};

impl Scalar for Decimal {
    const TYPE: Type = Type::Decimal;

    fn to_value(&self) -> Value {
        Value::Decimal(Digits::new(self.mantissa(), self.scale()))
    }

    fn read(row: &mut dyn Row) -> Result<Option<Self>> {
        row.decimal()?.map(narrow).transpose()
    }
}

impl Number for Decimal {}
impl Element for Decimal {}

// SQLite's `decimal` is a type that sqlx does not know; the check reads it as a double.
fits! {
    Decimal: [Decimal] [f64] [Decimal];
}

left_of!(Decimal: i32 Decimal;);

macro_rules! with_numbers {
    ($($integer:ident)*) => { $(
        impl Meets<$integer> for Decimal {}
        impl Meets<Decimal> for $integer {}
        impl Arithmetic<$integer> for Decimal { type Out = Decimal; }
        impl Arithmetic<Decimal> for $integer { type Out = Decimal; }
    )* };
}
with_numbers!(i16 i32 i64 u16 u32 u64);

impl Meets<Decimal> for Decimal {}
impl Meets<f64> for Decimal {}
impl Meets<Decimal> for f64 {}
impl Meets<f32> for Decimal {}
impl Meets<Decimal> for f32 {}
impl Arithmetic<Decimal> for Decimal {
    type Out = Decimal;
}

/// A `Decimal` has 96 bits and at most 28 places; zeros at the end may be dropped to fit, digits may not.
fn narrow(digits: Digits) -> Result<Decimal> {
    let (mut mantissa, mut scale) = (digits.mantissa(), digits.scale());
    loop {
        match Decimal::try_from_i128_with_scale(mantissa, scale) {
            Ok(it) => return Ok(it),
            Err(_) if scale > 0 && mantissa % 10 == 0 => {
                mantissa /= 10;
                scale -= 1;
            }
            Err(_) => return Err(Error::decimal_too_wide(&digits.to_string())),
        }
    }
}
