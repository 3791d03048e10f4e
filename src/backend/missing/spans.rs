//! Spans of time, in microseconds: `django_format_dtdelta`, `django_timestamp_diff` and `django_time_diff`.

use chrono::{NaiveTime, TimeDelta};

use crate::value::forms::text;

/// A date or an instant, later (`+`) or earlier (`-`) by a span. A date stays one.
pub(in crate::backend) fn moved(sign: &str, moment: &str, span: i64) -> Option<String> {
    let span = match sign {
        "+" => TimeDelta::microseconds(span),
        "-" => TimeDelta::microseconds(span.checked_neg()?),
        _ => return None,
    };
    let is_date = !moment.contains([' ', 'T']);
    if is_date {
        let midnight = text::read_date(moment)?.and_time(NaiveTime::MIN);
        return Some(text::write_date(midnight.checked_add_signed(span)?.date()));
    }
    Some(text::write_datetime(text::read_datetime(moment)?.checked_add_signed(span)?))
}

/// From the second date or instant to the first.
pub(in crate::backend) fn between_moments(later: &str, earlier: &str) -> Option<i64> {
    (text::read_datetime(later)? - text::read_datetime(earlier)?).num_microseconds()
}

/// From the second time of day to the first.
pub(in crate::backend) fn between_times(later: &str, earlier: &str) -> Option<i64> {
    (text::read_time(later)? - text::read_time(earlier)?).num_microseconds()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_stays_a_date_and_an_instant_keeps_its_microseconds() {
        assert_eq!(moved("+", "2024-02-28", 86_400_000_000).unwrap(), "2024-02-29");
        assert_eq!(moved("-", "2024-03-01", 1).unwrap(), "2024-02-29");
        let later = moved("+", "2024-02-29 23:59:59.999999", 1).unwrap();
        assert_eq!(later, "2024-03-01 00:00:00");
    }

    #[test]
    fn what_is_no_date_or_beyond_all_dates_is_null() {
        assert_eq!(moved("+", "later", 1), None);
        assert_eq!(moved("*", "2024-02-28", 1), None);
        assert_eq!(moved("-", "2024-02-28", i64::MIN), None);
        assert_eq!(between_times("24:00:00", "00:00:00"), None);
    }

    #[test]
    fn spans_have_a_sign() {
        assert_eq!(between_moments("2024-01-01", "2024-01-02"), Some(-86_400_000_000));
        assert_eq!(between_times("01:00:00", "00:59:59.999999"), Some(1));
    }
}
