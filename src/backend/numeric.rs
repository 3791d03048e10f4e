//! PostgreSQL's `numeric`: a sign, and groups of four decimal digits round the decimal point.
//!
//! The format is that of `numeric_send` in
//! <https://github.com/postgres/postgres/blob/REL_15_STABLE/src/backend/utils/adt/numeric.c>.

use sqlx::error::BoxDynError;

use crate::value::Digits;

/// A group holds four digits.
const BASE: u128 = 10_000;
const NEGATIVE: u16 = 0x4000;
const POSITIVE: u16 = 0;

/// Appends the number.
pub(crate) fn write(number: Digits, buffer: &mut Vec<u8>) -> Result<(), BoxDynError> {
    let groups = groups(number)?;
    let scale = u16::try_from(number.scale()).ok().filter(|it| *it <= 16_383);
    let scale = scale.ok_or("has more than 16383 digits behind the point")?;
    // The weight is the position of the first group: 0 stands directly before the point.
    let behind = i32::from(scale.div_ceil(4));
    let weight = i16::try_from(i32::try_from(groups.len())? - behind - 1)?;
    let sign = if number.mantissa() < 0 { NEGATIVE } else { POSITIVE };
    buffer.extend_from_slice(&u16::try_from(groups.len())?.to_be_bytes());
    buffer.extend_from_slice(&weight.to_be_bytes());
    buffer.extend_from_slice(&sign.to_be_bytes());
    buffer.extend_from_slice(&scale.to_be_bytes());
    groups.iter().rev().for_each(|it| buffer.extend_from_slice(&it.to_be_bytes()));
    Ok(())
}

/// Reads a number; what is wrong with it otherwise.
pub(crate) fn read(bytes: &[u8]) -> Result<Digits, &'static str> {
    let mut words = bytes.chunks_exact(2).filter_map(|it| <[u8; 2]>::try_from(it).ok());
    let mut word = || words.next().ok_or("too short");
    let (count, weight, sign, scale) = (word()?, word()?, word()?, word()?);
    let (count, weight, scale) =
        (u16::from_be_bytes(count), i16::from_be_bytes(weight), u16::from_be_bytes(scale));
    let negative = match u16::from_be_bytes(sign) {
        NEGATIVE => true,
        POSITIVE => false,
        0xC000 => return Err("NaN"),
        _ => return Err("infinity"),
    };
    let mut mantissa = 0_i128;
    for place in 0..i32::from(count) {
        let group = i128::from(u16::from_be_bytes(word()?));
        // How many decimal places the group stands left of the last place of the scale.
        let shift = 4 * (i32::from(weight) - place) + i32::from(scale);
        mantissa = shifted(group, shift)
            .and_then(|it| mantissa.checked_add(it))
            .ok_or("too many digits")?;
    }
    Ok(Digits::new(if negative { -mantissa } else { mantissa }, u32::from(scale)))
}

/// The groups from the last to the first, in the form that PostgreSQL takes: aligned at the point.
fn groups(number: Digits) -> Result<Vec<u16>, BoxDynError> {
    let mut rest = number.mantissa().unsigned_abs();
    let mut groups = Vec::with_capacity(10);
    let loose = number.scale() % 4;
    if rest != 0 && loose != 0 {
        let unit = 10_u128.pow(loose);
        groups.push(u16::try_from(rest % unit * 10_u128.pow(4 - loose))?);
        rest /= unit;
    }
    while rest != 0 {
        groups.push(u16::try_from(rest % BASE)?);
        rest /= BASE;
    }
    Ok(groups)
}

fn shifted(group: i128, places: i32) -> Option<i128> {
    if group == 0 {
        return Some(0);
    }
    let unit = 10_i128.checked_pow(places.unsigned_abs())?;
    if places < 0 { Some(group / unit) } else { group.checked_mul(unit) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let largest = Digits::new(i128::MAX, 7).to_string();
        for text in [
            "0",
            "0.00",
            "1",
            "-1.5",
            "12345.678",
            "0.00000012",
            "100000000",
            "-0.05",
            "10000.0001",
            &largest,
        ] {
            let number: Digits = text.parse().unwrap();
            let mut buffer = Vec::new();
            write(number, &mut buffer).unwrap();
            assert_eq!(read(&buffer), Ok(number), "{text}");
        }
    }

    #[test]
    fn the_form_is_postgres_own() {
        let mut buffer = Vec::new();
        write("12345.678".parse().unwrap(), &mut buffer).unwrap();
        let expected: Vec<u8> =
            [3_u16, 1, 0, 3, 1, 2345, 6780].iter().flat_map(|it| it.to_be_bytes()).collect();
        assert_eq!(buffer, expected);
    }

    #[test]
    fn what_is_no_number_is_told() {
        let nan: Vec<u8> = [0_u16, 0, 0xC000, 0].iter().flat_map(|it| it.to_be_bytes()).collect();
        assert_eq!(read(&nan), Err("NaN"));
        assert_eq!(read(&[0, 1]), Err("too short"));
        let wide: Vec<u8> =
            [12_u16, 11, 0, 0].iter().chain(&[9999; 12]).flat_map(|it| it.to_be_bytes()).collect();
        assert_eq!(read(&wide), Err("too many digits"));
    }
}
