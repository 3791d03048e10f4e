//! Dates and times of chrono. Databases keep microseconds, so finer parts are dropped before anything is written.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Utc};

use crate::{
    error::Result,
    value::{Meets, Row, Scalar, Type, Value},
};

/// A scalar with a date: `year()`, `month()`, `week_day()` and their like.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no date",
    label = "`year`, `month`, `week_day` and their like need a date or an instant"
)]
pub trait Dated: Scalar {}

/// A scalar with a time of day, that of the clock.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no time of day",
    label = "this needs a time or an instant"
)]
pub trait Timed: Clocked {}

/// A scalar with `hour()`, `minute()` and `second()`: one with a time of day, or a span of time.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no time of day",
    label = "`hour`, `minute` and `second` need a time, an instant or a span of time"
)]
pub trait Clocked: Scalar {}

impl Scalar for NaiveDate {
    const TYPE: Type = Type::Date;

    fn to_value(&self) -> Value {
        Value::Date(*self)
    }

    fn read(row: &mut dyn Row) -> Result<Option<Self>> {
        row.date()
    }
}

impl Scalar for NaiveTime {
    const TYPE: Type = Type::Time;

    fn to_value(&self) -> Value {
        Value::Time(microseconds(*self))
    }

    fn read(row: &mut dyn Row) -> Result<Option<Self>> {
        row.time()
    }
}

impl Scalar for DateTime<Utc> {
    const TYPE: Type = Type::DateTime;

    fn to_value(&self) -> Value {
        Value::DateTime(microseconds(*self))
    }

    fn read(row: &mut dyn Row) -> Result<Option<Self>> {
        row.datetime()
    }
}

/// What a clock shows somewhere: an instant [in a zone](crate::query::typed::Expression::in_zone).
///
/// Databases hold it as the instant at which a clock in UTC shows the same.
impl Scalar for NaiveDateTime {
    const TYPE: Type = Type::DateTime;

    fn to_value(&self) -> Value {
        Value::DateTime(microseconds(self.and_utc()))
    }

    fn read(row: &mut dyn Row) -> Result<Option<Self>> {
        Ok(row.datetime()?.map(|it| it.naive_utc()))
    }
}

impl Dated for NaiveDate {}
impl Dated for DateTime<Utc> {}
impl Dated for NaiveDateTime {}
impl Clocked for NaiveTime {}
impl Clocked for DateTime<Utc> {}
impl Clocked for NaiveDateTime {}
impl Timed for NaiveTime {}
impl Timed for DateTime<Utc> {}
impl Timed for NaiveDateTime {}

impl Meets<NaiveDate> for NaiveDate {}
impl Meets<NaiveDateTime> for NaiveDateTime {}
impl Meets<NaiveTime> for NaiveTime {}
impl Meets<DateTime<Utc>> for DateTime<Utc> {}

fn microseconds<T: Timelike + Copy>(time: T) -> T {
    // A leap second is a nanosecond part above one second; databases have none, so it becomes the last microsecond.
    let micros = (time.nanosecond() / 1_000).min(999_999);
    time.with_nanosecond(micros * 1_000).unwrap_or(time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_finer_than_microseconds_are_dropped() {
        let time = NaiveTime::from_hms_nano_opt(1, 2, 3, 999_999_999).unwrap();
        let kept = NaiveTime::from_hms_micro_opt(1, 2, 3, 999_999).unwrap();
        assert_eq!(time.to_value(), Value::Time(kept));
    }
}
