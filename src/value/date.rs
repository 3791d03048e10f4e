//! Dates and times of chrono. Databases keep microseconds, so finer parts are dropped before anything is written.

use chrono::{DateTime, NaiveDate, NaiveTime, Timelike, Utc};

use crate::{
    error::Result,
    value::{Meets, Row, Scalar, Type, Value},
};

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

impl Meets<NaiveDate> for NaiveDate {}
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
