//! A decimal number without a crate for decimals.

use std::{fmt, str::FromStr};

use crate::error::{Error, Result};

/// A decimal number: `mantissa` × 10^-`scale`.
///
/// It is what travels between a decimal type and the database, whichever crate the decimal type is from. Two are equal
/// when they print the same: 1.5 and 1.50 differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Digits {
    mantissa: i128,
    scale: u32,
}

impl Digits {
    /// The number `mantissa` × 10^-`scale`.
    pub fn new(mantissa: i128, scale: u32) -> Self {
        Self { mantissa, scale }
    }

    /// All digits, as a whole number.
    pub fn mantissa(self) -> i128 {
        self.mantissa
    }

    /// How many of the digits stand behind the point.
    pub fn scale(self) -> u32 {
        self.scale
    }

    /// How many digits count: those left when leading zeros, and trailing zeros behind the point, are dropped.
    pub fn significant(self) -> u32 {
        let mut mantissa = self.mantissa.unsigned_abs();
        while mantissa != 0 && mantissa.is_multiple_of(10) {
            mantissa /= 10;
        }
        mantissa.checked_ilog10().map_or(0, |it| it + 1)
    }

    /// The number with at most `places` digits behind the point, half of the last one to its even neighbour.
    pub(crate) fn rounded(self, places: u32) -> Self {
        let Some(dropped) = self.scale.checked_sub(places).filter(|it| *it > 0) else {
            return self;
        };
        // A power too large for the type is more than twice every mantissa.
        let Some(unit) = 10_i128.checked_pow(dropped) else { return Self::new(0, places) };
        let (kept, rest) = (self.mantissa / unit, self.mantissa % unit);
        let (rest, half) = (rest.unsigned_abs(), unit.unsigned_abs() / 2);
        let away = rest > half || rest == half && kept % 2 != 0;
        Self::new(if away { kept + self.mantissa.signum() } else { kept }, places)
    }

    /// The whole number nearest to it, of two the one farther from zero.
    pub(crate) fn rounded_away(self) -> Option<i128> {
        // A power too large for the type is more than twice every mantissa.
        let Some(unit) = 10_i128.checked_pow(self.scale) else { return Some(0) };
        let (kept, rest) = (self.mantissa / unit, self.mantissa % unit);
        let away = unit > 1 && rest.unsigned_abs() >= unit.unsigned_abs() / 2;
        if away { kept.checked_add(self.mantissa.signum()) } else { Some(kept) }
    }

    /// Whether the number, once it is rounded to `places`, has at most `all` digits, `places` of them behind the point.
    pub(crate) fn fits(self, all: u32, places: u32) -> bool {
        let rounded = self.rounded(places);
        let limit = 10_i128.checked_pow(all.saturating_sub(places) + rounded.scale);
        limit.is_none_or(|it| rounded.mantissa.unsigned_abs() < it.unsigned_abs())
    }
}

impl From<i64> for Digits {
    fn from(number: i64) -> Self {
        Self::new(i128::from(number), 0)
    }
}

impl fmt::Display for Digits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.mantissa < 0 { "-" } else { "" };
        let digits = self.mantissa.unsigned_abs().to_string();
        let scale = self.scale as usize;
        if scale == 0 {
            return write!(f, "{sign}{digits}");
        }
        let padded = format!("{digits:0>width$}", width = scale + 1);
        let (whole, fraction) = padded.split_at(padded.len() - scale);
        write!(f, "{sign}{whole}.{fraction}")
    }
}

impl FromStr for Digits {
    type Err = Error;

    /// Reads `-12.50`, and `1.5e-7` as databases print small numbers.
    fn from_str(text: &str) -> Result<Self> {
        read(text.trim()).ok_or_else(|| Error::not_a_decimal(text))
    }
}

/// The most places behind the point that a text may say: more than any database keeps.
const MOST_PLACES: u32 = 400;

fn read(text: &str) -> Option<Digits> {
    let (number, exponent) = match text.split_once(['e', 'E']) {
        Some((number, exponent)) => (number, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if fraction.starts_with(['+', '-']) {
        return None;
    }
    // MySQL pads the result of a multiplication with zeros, more than a mantissa holds.
    let fraction =
        if whole.len() + fraction.len() > 38 { fraction.trim_end_matches('0') } else { fraction };
    let mantissa: i128 = format!("{whole}{fraction}").parse().ok()?;
    let scale = i32::try_from(fraction.len()).ok()?.checked_sub(exponent)?;
    match u32::try_from(scale) {
        // Printing a number takes as many characters as it has places.
        Ok(scale) => (scale <= MOST_PLACES).then(|| Digits::new(mantissa, scale)),
        Err(_) => {
            let factor = 10_i128.checked_pow(scale.unsigned_abs())?;
            Some(Digits::new(mantissa.checked_mul(factor)?, 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_prints_as_it_was_read() {
        for text in ["0", "-0.05", "12.50", "79228162514264337593543950335", "0.000001"] {
            assert_eq!(text.parse::<Digits>().unwrap().to_string(), text);
        }
        assert_eq!("1.5e-7".parse::<Digits>().unwrap().to_string(), "0.00000015");
        assert_eq!("2E3".parse::<Digits>().unwrap().to_string(), "2000");
    }

    #[test]
    fn only_digits_that_count_are_significant() {
        assert_eq!("1200.00".parse::<Digits>().unwrap().significant(), 2);
        assert_eq!("0.00".parse::<Digits>().unwrap().significant(), 0);
        assert_eq!("1.05".parse::<Digits>().unwrap().significant(), 3);
    }

    #[test]
    fn what_is_not_a_number_is_refused() {
        for text in ["", "abc", "1.2.3", "NaN", "1e99", ".-5", "1e-401", "1e-2000000000"] {
            assert!(text.parse::<Digits>().is_err(), "{text}");
        }
    }

    #[test]
    fn half_of_the_last_place_goes_to_the_even_neighbour() {
        let rounded =
            |text: &str, places| Some(text.parse::<Digits>().ok()?.rounded(places).to_string());
        for (text, places, expected) in [
            ("1.239", 2, "1.24"),
            ("1.235", 2, "1.24"),
            ("1.245", 2, "1.24"),
            ("1.2450001", 2, "1.25"),
            ("-1.235", 2, "-1.24"),
            ("-0.5", 0, "0"),
            ("-1.5", 0, "-2"),
            ("1.2", 2, "1.2"),
            ("7", 0, "7"),
        ] {
            assert_eq!(rounded(text, places), Some(expected.to_owned()), "{text}");
        }
        assert_eq!(Digits::new(i128::MAX, 60).rounded(2), Digits::new(0, 2));
    }

    #[test]
    fn digits_are_counted_once_they_are_rounded() {
        let fits = |text: &str, all, places| Some(text.parse::<Digits>().ok()?.fits(all, places));
        assert_eq!(fits("999999.994", 8, 2), Some(true));
        assert_eq!(fits("999999.995", 8, 2), Some(false));
        assert_eq!(fits("-1000000", 8, 2), Some(false));
        assert_eq!(fits("0.99", 2, 2), Some(true));
        assert_eq!(fits("1", 2, 2), Some(false));
        assert!(!Digits::new(i128::MAX, 0).fits(65, 30));
        assert!(Digits::new(i128::MAX, 0).fits(69, 30));
    }
}
