//! Spans of time as text: `3 01:02:03.5`, `90`, `P3DT1H2M3.5S`.

use crate::value::Digits;

const MICROS: i128 = 1_000_000;
const DAY: i128 = 86_400;

/// The microseconds of a span of time: days and a clock, as Django and Python write it, or ISO 8601.
///
/// Django: `parse_duration`.
pub(crate) fn read_duration(text: &str) -> Option<i64> {
    let micros = if text.contains('P') { read_iso(text) } else { read_clock(text) };
    micros?.try_into().ok()
}

/// `P1DT02H03M04.500000S`, with a sign before it where it is negative.
///
/// Django: `duration_iso_string`.
pub(crate) fn write_duration(micros: i64) -> String {
    let sign = if micros < 0 { "-" } else { "" };
    let (seconds, micros) = (micros.unsigned_abs() / 1_000_000, micros.unsigned_abs() % 1_000_000);
    let (days, seconds) = (seconds / 86_400, seconds % 86_400);
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    let fraction = if micros == 0 { String::new() } else { format!(".{micros:06}") };
    format!("{sign}P{days}DT{hours:02}H{minutes:02}M{seconds:02}{fraction}S")
}

/// `[days[ days,]] [-][[hours:]minutes:]seconds[.fraction]`; the sign is that of the clock alone.
fn read_clock(text: &str) -> Option<i128> {
    let (days, clock) = match text.split_once(' ') {
        Some((days, rest)) => {
            let clock = rest.strip_prefix("days, ").or_else(|| rest.strip_prefix("day, "));
            (days.parse::<i32>().ok()?, clock.unwrap_or(rest))
        }
        None => (0, text),
    };
    let (sign, clock) = signed(clock);
    let mut parts = clock.rsplitn(3, ':');
    let seconds = amount(parts.next()?, 1)?;
    let minutes = parts.next().map_or(Some(0), |it| whole(it, 60))?;
    let hours = parts.next().map_or(Some(0), |it| whole(it, 3_600))?;
    Some(i128::from(days) * DAY * MICROS + sign * (hours + minutes + seconds))
}

/// `[sign]P[nD][T[nH][nM][nS]]`; a number can have a fraction.
fn read_iso(text: &str) -> Option<i128> {
    let (sign, text) = signed(text);
    let text = text.strip_prefix('P')?;
    let (days, clock) = text.split_once('T').unwrap_or((text, ""));
    let mut sum = 0;
    let mut rest = days;
    take(&mut rest, 'D', DAY, &mut sum)?;
    if !rest.is_empty() {
        return None;
    }
    rest = clock;
    for (unit, seconds) in [('H', 3_600), ('M', 60), ('S', 1)] {
        take(&mut rest, unit, seconds, &mut sum)?;
    }
    rest.is_empty().then_some(sign * sum)
}

/// Takes a number and its unit from the front, where it is there.
fn take(rest: &mut &str, unit: char, seconds: i128, sum: &mut i128) -> Option<()> {
    if let Some((number, behind)) = rest.split_once(unit) {
        *sum += amount(number, seconds)?;
        *rest = behind;
    }
    Some(())
}

fn signed(text: &str) -> (i128, &str) {
    match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    }
}

fn whole(digits: &str, seconds: i128) -> Option<i128> {
    let plain = digits.bytes().all(|it| it.is_ascii_digit());
    plain.then(|| amount(digits, seconds))?
}

/// Digits with a point or comma, in microseconds; what is finer is dropped.
fn amount(digits: &str, seconds: i128) -> Option<i128> {
    let plain = |it: u8| it.is_ascii_digit() || it == b'.' || it == b',';
    if digits.len() > 20 || !digits.bytes().all(plain) {
        return None;
    }
    let number: Digits = digits.replace(',', ".").parse().ok()?;
    Some(number.mantissa() * seconds * MICROS / 10_i128.pow(number.scale()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_a_span_of_time_is_read() {
        for (text, micros) in [
            ("15:30", 930_000_000),
            ("1 01:02:03.5", 90_123_500_000),
            ("-1 23:59:59.999999", -1),
            ("2 days, 0:00:01", 172_801_000_000),
            ("-00:01:01", -61_000_000),
            ("30", 30_000_000),
            ("0.0000019", 1),
            ("P4DT1H15M20S", 350_120_000_000),
            ("-PT0.5S", -500_000),
            ("P0.5D", 43_200_000_000),
        ] {
            assert_eq!(read_duration(text), Some(micros), "{text}");
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        for (micros, text) in [
            (0, "P0DT00H00M00S"),
            (90_123_500_000, "P1DT01H02M03.500000S"),
            (-1, "-P0DT00H00M00.000001S"),
            (i64::MIN, "-P106751991DT04H00M54.775808S"),
        ] {
            assert_eq!(write_duration(micros), text);
            assert_eq!(read_duration(text), Some(micros));
        }
    }

    #[test]
    fn what_is_no_span_of_time_is_refused() {
        let long = "9".repeat(50);
        for text in
            ["", "1:2:3:4", "a", "1.5:00", "P1H", "PT1H1D", "--1", "P1", &long, "4000000000 0"]
        {
            assert_eq!(read_duration(text), None, "{text}");
        }
        assert_eq!(read_duration("99999999999999999999"), None);
    }
}
