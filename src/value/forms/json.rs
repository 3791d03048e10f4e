//! JSON as text: the numbers in it, how deep it goes, and how Python writes a double.
//!
//! Text goes in and nothing is parsed into a tree, so that no document is too deep for it.

use serde_json::ser::{CompactFormatter, Formatter};

/// How many arrays and objects may stand in one another, since `serde_json` reads no more.
///
/// <https://docs.rs/serde_json/latest/serde_json/struct.Deserializer.html#method.disable_recursion_limit>
pub(crate) const DEEPEST: usize = 127;

/// What matters in a JSON text.
enum Piece<'t> {
    Opening,
    Closing,
    Number(&'t str),
}

/// The pieces of a text, from left to right.
struct Pieces<'t>(&'t str);

impl<'t> Iterator for Pieces<'t> {
    type Item = Piece<'t>;

    fn next(&mut self) -> Option<Piece<'t>> {
        loop {
            let matters = |it| matches!(it, b'"' | b'[' | b'{' | b']' | b'}' | b'-' | b'0'..=b'9');
            let rest = self.0.get(self.0.bytes().position(matters)?..)?;
            match *rest.as_bytes().first()? {
                b'"' => self.0 = behind_string(rest)?,
                it @ (b'[' | b'{' | b']' | b'}') => {
                    self.0 = rest.get(1..)?;
                    let opens = matches!(it, b'[' | b'{');
                    return Some(if opens { Piece::Opening } else { Piece::Closing });
                }
                _ => {
                    let is_behind =
                        |it| !matches!(it, b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9');
                    let length = rest.bytes().position(is_behind).unwrap_or(rest.len());
                    let (number, behind) = rest.split_at_checked(length)?;
                    self.0 = behind;
                    return Some(Piece::Number(number));
                }
            }
        }
    }
}

/// What follows a text that begins with a string.
fn behind_string(text: &str) -> Option<&str> {
    let mut rest = text.get(1..)?;
    loop {
        rest = rest.get(rest.find(['"', '\\'])?..)?;
        if rest.starts_with('"') {
            return rest.get(1..);
        }
        rest = rest.get(2..)?;
    }
}

/// The numbers of a JSON text, as they are written.
pub(crate) fn numbers(json: &str) -> impl Iterator<Item = &str> {
    Pieces(json).filter_map(|it| match it {
        Piece::Number(number) => Some(number),
        Piece::Opening | Piece::Closing => None,
    })
}

/// How many arrays and objects stand in one another.
pub(crate) fn depth(json: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for piece in Pieces(json) {
        match piece {
            Piece::Opening => depth += 1,
            Piece::Closing => depth = depth.saturating_sub(1),
            Piece::Number(_) => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// How a database gives a number of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Numerals {
    /// As it was written: without a point it is a whole number.
    AsWritten,
    /// With all its digits: a double without a fraction cannot be told from a whole number.
    WrittenOut,
}

/// Whether 64 bits, whole or a double, hold a number so that it prints as the same number.
///
/// It is asked of every number that is read: nothing is allocated, and a double is printed for 16 or 17 digits only.
pub(crate) fn fits_64_bits(number: &str, numerals: Numerals) -> bool {
    let plain = !number.contains(['e', 'E']);
    if plain && !number.contains('.') {
        if number.parse::<i64>().is_ok() || number.parse::<u64>().is_ok() {
            return true;
        }
        if numerals == Numerals::AsWritten {
            return false;
        }
    }
    // A double holds every number of 15 digits.
    if plain && number.len() <= 16 {
        return true;
    }
    decimal(number).is_some_and(|it| match it.digits {
        0..1_000_000_000_000_000 if (-300..=290).contains(&it.power) => true,
        // No double is printed with more than 17 digits.
        0..100_000_000_000_000_000 => number.parse().ok().and_then(printed) == Some(it),
        _ => false,
    })
}

/// The number as which a double is printed.
fn printed(double: f64) -> Option<Decimal> {
    if !double.is_finite() {
        return None;
    }
    let mut text = [0; 32];
    let mut rest = text.as_mut_slice();
    CompactFormatter.write_f64(&mut rest, double).ok()?;
    let left = rest.len();
    decimal(str::from_utf8(text.get(..text.len() - left)?).ok()?)
}

/// A number: its digits without zeros round them, and the power of ten that they are multiplied by.
#[derive(PartialEq, Eq)]
struct Decimal {
    negative: bool,
    digits: u64,
    power: i64,
}

/// The number that a text stands for, if 64 bits hold its digits.
fn decimal(number: &str) -> Option<Decimal> {
    let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let negative = mantissa.starts_with('-');
    let mantissa = mantissa.trim_start_matches('-');
    if !mantissa.starts_with(|it: char| it.is_ascii_digit()) {
        return None;
    }
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let fraction = fraction.trim_end_matches('0');
    let kept = if fraction.is_empty() { whole.trim_end_matches('0') } else { whole };
    let digits = kept.bytes().chain(fraction.bytes()).try_fold(0_u64, |digits, it| {
        digits.checked_mul(10)?.checked_add(it.checked_sub(b'0')?.into())
    })?;
    let places = i64::try_from(fraction.len()).ok()?;
    let zeros = i64::try_from(whole.len() - kept.len()).ok()?;
    let power = exponent.parse::<i64>().ok()?.checked_sub(places)?.checked_add(zeros)?;
    Some(Decimal { negative, digits, power: if digits == 0 { 0 } else { power } })
}

/// A finite double as Python writes it, `1e+16`, `1.5e-07`, in the digits that `serde_json` finds: of two texts that are
/// as near, that with the even digit, as in Python.
///
/// <https://docs.python.org/3/library/functions.html#repr>
pub(crate) fn as_python(double: f64) -> String {
    let mut shortest = Vec::new();
    // Writing into memory does not fail.
    let _ = CompactFormatter.write_f64(&mut shortest, double);
    laid_out(&shortest)
}

/// The same of a float of 32 bits, which Python has not.
pub(crate) fn as_python_single(single: f32) -> String {
    let mut shortest = Vec::new();
    let _ = CompactFormatter.write_f32(&mut shortest, single);
    laid_out(&shortest)
}

/// A number in the form of Python's `repr`: with an exponent below 1e-4 and from 1e16 on.
fn laid_out(number: &[u8]) -> String {
    let number = String::from_utf8_lossy(number);
    let Some(Decimal { negative, digits, power }) = decimal(&number) else {
        return number.into_owned();
    };
    let sign = if negative { "-" } else { "" };
    if digits == 0 {
        return format!("{sign}0.0");
    }
    let digits = digits.to_string();
    // Where the point stands, counted from the first digit.
    let point = power + i64::try_from(digits.len()).unwrap_or_default();
    let zeros = |count: i64| "0".repeat(usize::try_from(count).unwrap_or_default());
    match usize::try_from(point) {
        Ok(at) if (1..=16).contains(&at) => match digits.split_at_checked(at) {
            Some((whole, "")) => format!("{sign}{whole}.0"),
            Some((whole, fraction)) => format!("{sign}{whole}.{fraction}"),
            None => format!("{sign}{digits}{}.0", zeros(power)),
        },
        _ if (-3..=0).contains(&point) => format!("{sign}0.{}{digits}", zeros(-point)),
        _ => {
            let (first, rest) = digits.split_at(1);
            let dot = if rest.is_empty() { "" } else { "." };
            let direction = if point > 0 { '+' } else { '-' };
            format!("{sign}{first}{dot}{rest}e{direction}{:02}", (point - 1).abs())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_from_text() {
        let json = r#"{"1": "2\"3\\", "a\\": [-4, 5.5e+1,6], "é7": null, "b": 8}"#;
        assert_eq!(numbers(json).collect::<Vec<_>>(), ["-4", "5.5e+1", "6", "8"]);
        assert_eq!((depth(json), depth("1"), depth("[[], [{}]]")), (2, 0, 3));
        assert_eq!(depth(r#"["[[[", {"]": [1]}]"#), 3);
    }

    #[test]
    fn what_64_bits_hold_is_known() {
        let held = ["0", "-0.0", "9223372036854775807", "18446744073709551615", "0.1", "1.50"];
        let doubles = [
            "1e308",
            "5e-324",
            "1e+22",
            "0.9215686321258545",
            "1.7976931348623157E308",
            "123456789012345e-310",
            "0e400",
            "0.1000000000000000000000",
        ];
        for number in held.into_iter().chain(doubles) {
            assert!(fits_64_bits(number, Numerals::AsWritten), "{number}");
        }
        let beyond = [
            "18446744073709551616",
            "0.10000000000000001",
            "1e400",
            "1e-400",
            "1e99999999999999999999",
            "123456789012345e-330",
            "123456789012345e300",
            "0.99999999999999999999",
        ];
        for number in beyond {
            assert!(!fits_64_bits(number, Numerals::AsWritten), "{number}");
            assert!(!fits_64_bits(number, Numerals::WrittenOut), "{number}");
        }
        let whole = format!("1{}", "0".repeat(308));
        assert!(!fits_64_bits(&whole, Numerals::AsWritten));
        assert!(fits_64_bits(&whole, Numerals::WrittenOut));
    }

    #[test]
    fn of_17_digits_only_those_that_a_double_prints_are_held() {
        let mut bits = 0x9e37_79b9_7f4a_7c15_u64;
        let mut told = [0, 0];
        let digits = |text: &str| {
            let mantissa = text.split('e').next().unwrap_or_default().replace(['-', '.'], "");
            mantissa.trim_matches('0').to_owned()
        };
        for _ in 0..20_000 {
            bits ^= bits << 13;
            bits ^= bits >> 7;
            bits ^= bits << 17;
            let double = f64::from_bits(bits);
            if !double.is_finite() {
                continue;
            }
            let shortest = serde_json::to_string(&double).unwrap();
            let long = format!("{double:.16e}");
            let is_held = digits(&long) == digits(&shortest);
            assert!(fits_64_bits(&shortest, Numerals::AsWritten), "{shortest}");
            assert_eq!(fits_64_bits(&long, Numerals::AsWritten), is_held, "{long}");
            told[usize::from(is_held)] += 1;
        }
        assert!(told.into_iter().all(|it| it > 1_000), "{told:?}");
    }

    #[test]
    fn doubles_are_written_as_python_writes_them() {
        let written = [
            (1e15, "1000000000000000.0"),
            (1e16, "1e+16"),
            (123_456_789_012_345_680.0, "1.2345678901234568e+17"),
            (1e-4, "0.0001"),
            (1.5e-7, "1.5e-07"),
            (-1e22, "-1e+22"),
            (5e-324, "5e-324"),
            (f64::MAX, "1.7976931348623157e+308"),
            (-0.0, "-0.0"),
            (100.0, "100.0"),
            (0.001, "0.001"),
            // As near to .3, which is odd.
            (6_460_594_780_667_649.0 / 4.0, "1615148695166912.2"),
        ];
        for (double, text) in written {
            assert_eq!(as_python(double), text);
            assert!(fits_64_bits(text, Numerals::AsWritten), "{text}");
        }
    }
}
