//! Spans of time, by chrono's `TimeDelta` (`chrono::Duration` is the same type). Databases keep microseconds, so finer
//! parts are dropped before anything is written.

use chrono::TimeDelta;

use crate::{
    error::{Error, Result},
    value::{Clocked, Meets, Row, Scalar, Type, Value},
};

impl Scalar for TimeDelta {
    const TYPE: Type = Type::Duration;

    fn to_value(&self) -> Value {
        match self.num_microseconds() {
            Some(microseconds) => Value::Duration(microseconds),
            None => Value::Refused(Type::Duration, Error::duration_too_long(self)),
        }
    }

    fn read(row: &mut dyn Row) -> Result<Option<Self>> {
        row.duration()
    }
}

impl Meets<TimeDelta> for TimeDelta {}
impl Clocked for TimeDelta {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_finer_than_microseconds_are_dropped() {
        assert_eq!(TimeDelta::nanoseconds(1_999).to_value(), Value::Duration(1));
        assert_eq!(TimeDelta::nanoseconds(-1_999).to_value(), Value::Duration(-1));
    }

    #[test]
    fn what_64_bits_of_microseconds_cannot_hold_is_refused() {
        let longest = TimeDelta::microseconds(i64::MAX);
        assert_eq!(longest.to_value(), Value::Duration(i64::MAX));
        let error = (longest + TimeDelta::microseconds(1)).to_value().check().unwrap_err();
        assert!(error.to_string().contains("292,000 years"), "{error}");
    }
}
