//! `f32`, stored as the double that Django's `FloatField` has.

use crate::{
    error::{Error, Result},
    value::{Arithmetic, Meets, Number, Row, Scalar, Type, Value},
};

impl Scalar for f32 {
    const TYPE: Type = Type::Double;

    fn to_value(&self) -> Value {
        Value::Double(f64::from(*self))
    }

    /// The nearest `f32`, since other programs may have written a double that lies between two of them.
    fn read(row: &mut dyn Row) -> Result<Option<Self>> {
        row.double()?.map(narrow).transpose()
    }
}

impl Number for f32 {}

macro_rules! with_numbers {
    ($($number:ident)*) => { $(
        impl Meets<$number> for f32 {}
        impl Meets<f32> for $number {}
        impl Arithmetic<$number> for f32 { type Out = f64; }
        impl Arithmetic<f32> for $number { type Out = f64; }
    )* };
}
with_numbers!(i16 i32 i64 u16 u32 u64 f64);

impl Meets<f32> for f32 {}

/// The database computes with doubles.
impl Arithmetic<f32> for f32 {
    type Out = f64;
}

fn narrow(number: f64) -> Result<f32> {
    #[expect(clippy::cast_possible_truncation, reason = "the nearest `f32` is what is asked for")]
    let narrow = number as f32;
    if narrow.is_infinite() && number.is_finite() {
        return Err(Error::double_out_of_range(number));
    }
    Ok(narrow)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_double_beyond_the_range_is_refused_and_not_made_infinite() {
        assert_eq!(narrow(f64::from(0.1_f32)).unwrap().to_bits(), 0.1_f32.to_bits());
        assert!(narrow(f64::INFINITY).unwrap().is_infinite());
        assert!(narrow(1e300).is_err());
        assert!(narrow(-1e300).is_err());
    }
}
