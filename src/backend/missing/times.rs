//! Instants in a time zone, and times of day: `django_datetime_…` and `django_time_…`.

use chrono::{NaiveDateTime, NaiveTime, Timelike};

use super::dates::{cut, part_of_date};
use crate::{
    query::{Part, Unit},
    value::{Zone, forms::text},
};

/// A part of what a clock in `zone` shows at the instant.
pub(in crate::backend) fn moment_part(part: &str, moment: &str, zone: &str) -> Option<i64> {
    let part = Part::by_name(part)?;
    let local = local(moment, zone)?;
    if part.is_of_time() {
        part_of_time(part, local.time())
    } else {
        part_of_date(part, local.date())
    }
}

/// What a clock in `zone` showed at the start of the unit.
pub(in crate::backend) fn moment_truncated(unit: &str, moment: &str, zone: &str) -> Option<String> {
    let unit = Unit::by_name(unit)?;
    let local = local(moment, zone)?;
    Some(written(cut(unit, local.date())?.and_time(cut_time(unit, local.time())?)))
}

/// What a clock in `zone` shows at the instant.
pub(in crate::backend) fn in_zone(moment: &str, zone: &str) -> Option<String> {
    local(moment, zone).map(written)
}

/// The date in `zone` at the instant.
pub(in crate::backend) fn date_of(moment: &str, zone: &str) -> Option<String> {
    local(moment, zone).map(|it| text::write_date(it.date()))
}

/// The time of day in `zone` at the instant.
pub(in crate::backend) fn time_of(moment: &str, zone: &str) -> Option<String> {
    local(moment, zone).map(|it| text::write_time(it.time()))
}

/// A part of a time of day.
pub(in crate::backend) fn time_part(part: &str, time: &str) -> Option<i64> {
    part_of_time(Part::by_name(part)?, text::read_time(time)?)
}

/// The start of the unit that the time of day is in.
pub(in crate::backend) fn time_truncated(unit: &str, time: &str) -> Option<String> {
    let unit = Unit::by_name(unit)?;
    if !matches!(unit, Unit::Hour | Unit::Minute | Unit::Second) {
        return None;
    }
    cut_time(unit, text::read_time(time)?).map(text::write_time)
}

fn local(moment: &str, zone: &str) -> Option<NaiveDateTime> {
    let zone = Zone::by_name(zone)?;
    Some(zone.shown(text::read_datetime(moment)?))
}

fn written(local: NaiveDateTime) -> String {
    text::write_datetime(local.and_utc())
}

fn part_of_time(part: Part, time: NaiveTime) -> Option<i64> {
    match part {
        Part::Hour => Some(i64::from(time.hour())),
        Part::Minute => Some(i64::from(time.minute())),
        Part::Second => Some(i64::from(time.second())),
        _ => None,
    }
}

/// The start of the unit; of a day or more, midnight.
fn cut_time(unit: Unit, time: NaiveTime) -> Option<NaiveTime> {
    match unit {
        Unit::Hour => NaiveTime::from_hms_opt(time.hour(), 0, 0),
        Unit::Minute => NaiveTime::from_hms_opt(time.hour(), time.minute(), 0),
        Unit::Second => NaiveTime::from_hms_opt(time.hour(), time.minute(), time.second()),
        _ => Some(NaiveTime::MIN),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEW_YORK: &str = "America/New_York";

    #[test]
    fn an_hour_that_a_zone_leaves_out_is_left_out() {
        let hour = |moment| moment_part("hour", moment, NEW_YORK).unwrap();
        assert_eq!(hour("2024-03-10 06:59:59.999999"), 1);
        assert_eq!(hour("2024-03-10 07:00:00"), 3);
    }

    #[test]
    fn an_hour_that_a_zone_repeats_is_the_same_hour() {
        let cut = |moment| moment_truncated("hour", moment, NEW_YORK).unwrap();
        assert_eq!(cut("2024-11-03 05:30:00"), "2024-11-03 01:00:00");
        assert_eq!(cut("2024-11-03 06:30:00"), "2024-11-03 01:00:00");
    }

    #[test]
    fn zones_had_local_mean_time() {
        let kathmandu = |part| moment_part(part, "1900-01-01 00:00:00", "Asia/Kathmandu").unwrap();
        assert_eq!((kathmandu("hour"), kathmandu("minute")), (5, 41));
    }

    #[test]
    fn fractions_of_a_second_stay_with_the_time_and_leave_its_parts() {
        let moment = "2024-02-29 12:34:56.000789";
        assert_eq!(time_of(moment, "UTC").unwrap(), "12:34:56.000789");
        assert_eq!(time_part("second", "12:34:56.999999"), Some(56));
        assert_eq!(time_truncated("second", "12:34:56.999999").unwrap(), "12:34:56");
        assert_eq!(date_of(moment, NEW_YORK).unwrap(), "2024-02-29");
    }

    #[test]
    fn what_is_no_instant_no_zone_or_no_unit_is_null() {
        assert_eq!(in_zone("soon", "UTC"), None);
        assert_eq!(in_zone("2024-01-01 00:00:00", "Mars/Olympus"), None);
        assert_eq!(time_truncated("day", "12:00:00"), None);
        assert_eq!(time_part("year", "12:00:00"), None);
    }
}
