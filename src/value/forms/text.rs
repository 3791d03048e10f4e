//! Dates and times as Django writes them into text columns, and every form in which SQLite and MySQL give them back.

use std::fmt::Write;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Utc};

/// `YYYY-MM-DD`.
pub(crate) fn write_date(date: NaiveDate) -> String {
    let mut text = String::with_capacity(10);
    push_date(&mut text, date);
    text
}

/// `HH:MM:SS`, and six digits of a second where they are not all zero.
pub(crate) fn write_time(time: NaiveTime) -> String {
    let mut text = String::with_capacity(15);
    push_time(&mut text, time);
    text
}

/// Date and time in UTC, with a space between them.
pub(crate) fn write_datetime(moment: DateTime<Utc>) -> String {
    let moment = moment.naive_utc();
    let mut text = String::with_capacity(26);
    push_date(&mut text, moment.date());
    text.push(' ');
    push_time(&mut text, moment.time());
    text
}

/// Reads a date; a time of day behind it must be midnight.
pub(crate) fn read_date(text: &str) -> Option<NaiveDate> {
    let (date, rest) = split_date(text)?;
    let midnight = rest.is_empty() || read_time(rest.strip_prefix([' ', 'T'])?)? == NaiveTime::MIN;
    midnight.then_some(date)
}

/// Reads a time of day; digits of a second beyond the sixth are dropped.
pub(crate) fn read_time(text: &str) -> Option<NaiveTime> {
    let (time, rest) = split_time(text)?;
    rest.is_empty().then_some(time)
}

/// Reads date and time, with a space or a `T` between them and perhaps an offset; without one it is UTC. A date alone
/// is midnight.
pub(crate) fn read_datetime(text: &str) -> Option<DateTime<Utc>> {
    let (date, rest) = split_date(text)?;
    if rest.is_empty() {
        return Some(date.and_time(NaiveTime::MIN).and_utc());
    }
    let (time, rest) = split_time(rest.strip_prefix([' ', 'T', 't'])?)?;
    let local = date.and_time(time);
    match rest.trim_start() {
        "" | "Z" | "z" => Some(local.and_utc()),
        offset => at_offset(local, offset),
    }
}

fn push_date(text: &mut String, date: NaiveDate) {
    // Writing into a String cannot fail.
    let _ = write!(text, "{:04}-{:02}-{:02}", date.year(), date.month(), date.day());
}

fn push_time(text: &mut String, time: NaiveTime) {
    let _ = write!(text, "{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second());
    let micros = (time.nanosecond() / 1_000).min(999_999);
    if micros != 0 {
        let _ = write!(text, ".{micros:06}");
    }
}

/// `2024-1-2` is read too, as Django does.
fn split_date(text: &str) -> Option<(NaiveDate, &str)> {
    let (year, text) = split_digits(text, 4)?;
    let (month, text) = split_digits(text.strip_prefix('-')?, 2)?;
    let (day, text) = split_digits(text.strip_prefix('-')?, 2)?;
    Some((NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?, text))
}

fn split_time(text: &str) -> Option<(NaiveTime, &str)> {
    let (hour, text) = split_digits(text, 2)?;
    let (minute, text) = split_digits(text.strip_prefix(':')?, 2)?;
    let (second, text) = match text.strip_prefix(':') {
        Some(text) => split_digits(text, 2)?,
        None => (0, text),
    };
    let (micros, text) = match text.strip_prefix(['.', ',']) {
        Some(text) => split_fraction(text)?,
        None => (0, text),
    };
    Some((NaiveTime::from_hms_micro_opt(hour, minute, second, micros)?, text))
}

/// The number that up to `most` digits at the start make.
fn split_digits(text: &str, most: usize) -> Option<(u32, &str)> {
    let count = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    let (digits, rest) = text.split_at_checked(count)?;
    Some((digits.parse().ok()?, rest))
}

fn split_fraction(text: &str) -> Option<(u32, &str)> {
    let count = text.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, rest) = text.split_at_checked(count)?;
    let kept: String = digits.chars().chain("000000".chars()).take(6).collect();
    (count > 0).then_some((kept.parse().ok()?, rest))
}

/// `+02:00`, `-0530`, `+02`.
fn at_offset(local: NaiveDateTime, offset: &str) -> Option<DateTime<Utc>> {
    let sign = match offset.chars().next()? {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let (hours, rest) = split_digits(offset.get(1..)?, 2)?;
    let (minutes, rest) = match rest.strip_prefix(':').unwrap_or(rest) {
        "" => (0, ""),
        rest => split_digits(rest, 2)?,
    };
    if !rest.is_empty() {
        return None;
    }
    let seconds = i32::try_from(hours * 3600 + minutes * 60).ok()?;
    let zone = FixedOffset::east_opt(sign * seconds)?;
    Some(local.and_local_timezone(zone).single()?.with_timezone(&Utc))
}

/// The 32 hexadecimal digits of a UUID.
pub(crate) fn write_uuid(uuid: [u8; 16]) -> String {
    format!("{:032x}", u128::from_be_bytes(uuid))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> DateTime<Utc> {
        read_datetime(text).unwrap_or_else(|| panic!("{text}"))
    }

    #[test]
    fn what_is_written_is_djangos_form() {
        let day = NaiveDate::from_ymd_opt(7, 3, 9).unwrap();
        assert_eq!(write_date(day), "0007-03-09");
        assert_eq!(write_time(NaiveTime::from_hms_opt(1, 2, 3).unwrap()), "01:02:03");
        assert_eq!(
            write_time(NaiveTime::from_hms_micro_opt(1, 2, 3, 40).unwrap()),
            "01:02:03.000040"
        );
        let noon = NaiveDate::from_ymd_opt(2024, 2, 29)
            .unwrap()
            .and_hms_micro_opt(12, 0, 0, 500_000)
            .unwrap();
        assert_eq!(write_datetime(noon.and_utc()), "2024-02-29 12:00:00.500000");
    }

    #[test]
    fn every_form_of_an_instant_is_read() {
        let expected = moment("2024-02-29 12:00:00.500000");
        for text in [
            "2024-02-29T12:00:00.5Z",
            "2024-02-29 14:00:00.5+02:00",
            "2024-02-29 06:30:00.500000999-0530",
            "2024-02-29 13:00:00.5 +01",
        ] {
            assert_eq!(moment(text), expected, "{text}");
        }
        assert_eq!(moment("2024-02-29"), moment("2024-02-29 00:00"));
    }

    #[test]
    fn what_is_no_instant_is_refused() {
        for text in [
            "",
            "now",
            "2024-02-30 00:00:00",
            "2024-02-29 25:00",
            "2024-02-29 12:00:00x",
            "20240229",
            "é",
        ] {
            assert_eq!(read_datetime(text), None, "{text}");
        }
    }

    #[test]
    fn a_date_may_be_followed_by_midnight_only() {
        let day = NaiveDate::from_ymd_opt(2024, 2, 29);
        assert_eq!(read_date("2024-02-29"), day);
        assert_eq!(read_date("2024-02-29 00:00:00"), day);
        assert_eq!(read_date("2024-02-29T00:00:00.000"), day);
        assert_eq!(read_date("2024-02-29 00:00:01"), None);
    }
}
