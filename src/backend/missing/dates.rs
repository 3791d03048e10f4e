//! Dates: `django_date_extract` and `django_date_trunc`.

use chrono::{Datelike, Days, NaiveDate};

use crate::{
    query::{Part, Unit},
    value::forms::text,
};

/// A part of the date in a column of dates; a time of day behind it is passed over.
pub(in crate::backend) fn date_part(part: &str, date: &str) -> Option<i64> {
    part_of_date(Part::by_name(part)?, day(date)?)
}

/// The first day of the unit that the date is in.
pub(in crate::backend) fn date_truncated(unit: &str, date: &str) -> Option<String> {
    cut(Unit::by_name(unit)?, day(date)?).map(text::write_date)
}

/// The date at the start of a text, which may be that of an instant.
fn day(text: &str) -> Option<NaiveDate> {
    text::read_date(text).or_else(|| text::read_datetime(text).map(|it| it.date_naive()))
}

/// A part of a date; `None` where it has no such part.
pub(super) fn part_of_date(part: Part, date: NaiveDate) -> Option<i64> {
    let number = match part {
        Part::Year => date.year(),
        Part::IsoYear => date.iso_week().year(),
        Part::Quarter => i32::try_from(date.month0() / 3 + 1).ok()?,
        Part::Month => i32::try_from(date.month()).ok()?,
        Part::Week => i32::try_from(date.iso_week().week()).ok()?,
        Part::Day => i32::try_from(date.day()).ok()?,
        Part::WeekDay => i32::try_from(date.weekday().number_from_sunday()).ok()?,
        Part::IsoWeekDay => i32::try_from(date.weekday().number_from_monday()).ok()?,
        Part::Hour | Part::Minute | Part::Second => return None,
    };
    Some(i64::from(number))
}

/// The first day of the unit; of a unit shorter than a day, the day itself.
pub(super) fn cut(unit: Unit, date: NaiveDate) -> Option<NaiveDate> {
    let first = |month| NaiveDate::from_ymd_opt(date.year(), month, 1);
    match unit {
        Unit::Year => first(1),
        Unit::Quarter => first(date.month0() / 3 * 3 + 1),
        Unit::Month => first(date.month()),
        Unit::Week => {
            let since_monday = date.weekday().num_days_from_monday();
            date.checked_sub_days(Days::new(u64::from(since_monday)))
        }
        Unit::Day | Unit::Hour | Unit::Minute | Unit::Second => Some(date),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_days_of_a_year_may_belong_to_the_last_week_of_another() {
        let parts = |date| ["year", "iso_year", "week"].map(|it| date_part(it, date).unwrap());
        assert_eq!(parts("2021-01-03"), [2021, 2020, 53]);
        assert_eq!(parts("2018-12-31"), [2018, 2019, 1]);
        assert_eq!(parts("9999-12-31"), [9999, 9999, 52]);
    }

    #[test]
    fn weeks_begin_on_sunday_or_on_monday() {
        let days = |date| ["week_day", "iso_week_day"].map(|it| date_part(it, date).unwrap());
        assert_eq!(days("2024-03-10"), [1, 7]);
        assert_eq!(days("2024-03-11"), [2, 1]);
    }

    #[test]
    fn a_date_is_cut_to_the_first_day_of_the_unit() {
        let cut = |unit| date_truncated(unit, "2024-08-31").unwrap();
        assert_eq!(cut("year"), "2024-01-01");
        assert_eq!(cut("quarter"), "2024-07-01");
        assert_eq!(cut("month"), "2024-08-01");
        assert_eq!(cut("week"), "2024-08-26");
        assert_eq!(cut("day"), "2024-08-31");
    }

    #[test]
    fn what_is_no_date_and_what_is_no_part_is_null() {
        assert_eq!(date_part("year", "soon"), None);
        assert_eq!(date_part("century", "2024-01-01"), None);
        assert_eq!(date_part("hour", "2024-01-01"), None);
        assert_eq!(date_truncated("fortnight", "2024-01-01"), None);
    }
}
