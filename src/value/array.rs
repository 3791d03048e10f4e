//! Arrays, which PostgreSQL has. `Vec<u8>` is bytes, everywhere.

use std::net::IpAddr;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};

use crate::{
    error::{Error, Result},
    value::{Composite, Containing, Meets, Row, Scalar, Type, Value},
};

/// A scalar of which a column can hold several, as `Vec<T>`.
///
/// Django: the `base_field` of an `ArrayField`.
#[diagnostic::on_unimplemented(
    message = "a column holds no array of `{Self}`",
    label = "not a type of members",
    note = "members are integers, floats, bool, String, chrono's dates, times and TimeDelta, IpAddr, Decimal, Uuid, and types that derive Scalar or Choices"
)]
pub trait Element: Scalar {}

macro_rules! elements {
    ($($element:ty)*) => { $(impl Element for $element {})* };
}
elements!(bool i16 i32 i64 u16 u32 u64 f32 f64 String NaiveDate NaiveTime DateTime<Utc> TimeDelta IpAddr);

impl<T: Element> Scalar for Vec<T> {
    const TYPE: Type = Type::Array(&T::TYPE);
    const MAX_LENGTH: Option<u32> = T::MAX_LENGTH;
    const DB_TYPE: Option<&'static str> = T::DB_TYPE;

    fn to_value(&self) -> Value {
        Value::Array(&T::TYPE, self.iter().map(Scalar::to_value).collect())
    }

    fn read(row: &mut dyn Row) -> Result<Option<Self>> {
        let mut members = Vec::new();
        let read = row.array(&T::TYPE, &mut |member| {
            members.push(T::read(member)?.ok_or_else(|| Error::null_member(T::TYPE))?);
            Ok(())
        })?;
        Ok(read.map(|()| members))
    }
}

impl<T: Element> Meets<Vec<T>> for Vec<T> {}
impl<T: Element> Containing for Vec<T> {
    type Member = Self;
}
impl<T: Element> Composite for Vec<T> {}
