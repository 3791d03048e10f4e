//! What can be the value of a placeholder.

use std::net::IpAddr;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};

use crate::value::{Column, Scalar, Value};

/// A value for a placeholder: of a column's type, a reference to one, or, for an array of PostgreSQL, a slice.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the value of a placeholder",
    label = "a value of a column's type is needed here, an `Option` of one, or a slice",
    note = "of a reference, give a clone of what it refers to; of a relation, its key: `book.publisher.id()`"
)]
pub trait Bind {
    /// The value to bind.
    fn to_bind(self) -> Value;
}

impl<T: Column> Bind for T {
    fn to_bind(self) -> Value {
        self.to_value()
    }
}

/// An array: `= ANY($1)`.
impl<T: Scalar> Bind for &[T] {
    fn to_bind(self) -> Value {
        Value::List(T::TYPE, self.iter().map(Scalar::to_value).collect())
    }
}

impl Bind for &str {
    fn to_bind(self) -> Value {
        Value::Text(self.to_owned())
    }
}

impl Bind for &[u8] {
    fn to_bind(self) -> Value {
        Value::Binary(self.to_owned())
    }
}

macro_rules! references {
    ($($type:ty)*) => { $(
        impl Bind for &$type {
            fn to_bind(self) -> Value {
                Scalar::to_value(self)
            }
        }
    )* };
}
references! {
    i16 i32 i64 u16 u32 u64 f32 f64 bool String Vec<u8> NaiveDate NaiveTime DateTime<Utc> TimeDelta IpAddr serde_json::Value
}
