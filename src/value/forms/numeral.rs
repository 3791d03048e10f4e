//! Numbers of one type read as another, where nothing is lost by it.

use crate::value::Digits;

/// The whole number that a decimal is, if it has no fraction.
pub(crate) fn whole(digits: Digits) -> Option<i128> {
    let unit = 10_i128.checked_pow(digits.scale());
    match unit {
        Some(unit) if digits.mantissa() % unit == 0 => Some(digits.mantissa() / unit),
        None if digits.mantissa() == 0 => Some(0),
        _ => None,
    }
}

/// The whole number nearest to a double, of two the even one; no number where 128 bits do not hold it.
pub(crate) fn rounded(number: f64) -> Option<i128> {
    format!("{:.0}", number.round_ties_even()).parse().ok()
}

/// The double nearest to a decimal.
pub(crate) fn double(digits: Digits) -> Option<f64> {
    digits.to_string().parse().ok()
}

/// The double nearest to a whole number.
pub(crate) fn double_of(number: impl Into<i128>) -> f64 {
    #[expect(
        clippy::cast_precision_loss,
        reason = "reading a whole number as a double rounds it, as in every database"
    )]
    let double = number.into() as f64;
    double
}

/// The decimal that a double stands for, in its first 15 significant digits.
///
/// Django: `Context(prec=15).create_decimal_from_float`, here without zeros at the end.
pub(crate) fn decimal(number: f64) -> Option<Digits> {
    let text = format!("{number:.14e}");
    let (digits, exponent) = text.split_once('e')?;
    let digits = digits.trim_end_matches('0').trim_end_matches('.');
    format!("{digits}e{exponent}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digits(text: &str) -> Digits {
        text.parse().unwrap()
    }

    #[test]
    fn a_decimal_without_a_fraction_is_whole() {
        assert_eq!(whole(digits("42.000")), Some(42));
        assert_eq!(whole(digits("-7")), Some(-7));
        assert_eq!(whole(digits("0.5")), None);
        assert_eq!(whole(digits("9223372036854775808")), Some(1 << 63));
        assert_eq!(whole(Digits::new(0, 100)), Some(0));
        assert_eq!(whole(Digits::new(1, 100)), None);
    }

    #[test]
    fn a_half_is_rounded_to_the_even_neighbour() {
        let numbers = [0.5, -0.5, 1.5, 2.5, -2.6, 9_007_199_254_740_993.0, 1e19];
        let whole = [0, 0, 2, 2, -3, 9_007_199_254_740_992, 10_000_000_000_000_000_000];
        assert_eq!(numbers.map(rounded), whole.map(Some));
        assert_eq!([f64::NAN, f64::INFINITY, 1e300].map(rounded), [None; 3]);
    }

    #[test]
    fn a_double_becomes_the_decimal_that_django_makes() {
        assert_eq!(decimal(0.1), Some(digits("0.1")));
        assert_eq!(decimal(12.5), Some(digits("12.5")));
        assert_eq!(decimal(9.0), Some(digits("9")));
        assert_eq!(decimal(-1e20), Some(digits("-100000000000000000000")));
        assert_eq!(decimal(1.0 / 3.0), Some(digits("0.333333333333333")));
        assert_eq!(decimal(0.0), Some(digits("0")));
        assert_eq!(decimal(f64::NAN), None);
        assert_eq!(decimal(f64::INFINITY), None);
    }

    #[test]
    fn a_decimal_becomes_the_nearest_double() {
        assert_eq!(double(digits("0.10")), Some(0.1));
    }
}
