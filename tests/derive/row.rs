//! A row without a database.

use std::net::IpAddr;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use queryset::{
    Result,
    value::{Digits, Row, Type, Value},
};

/// The cells of a row, read from left to right.
pub(crate) struct Cells(std::vec::IntoIter<Value>);

impl Cells {
    pub(crate) fn new(cells: Vec<Value>) -> Self {
        Self(cells.into_iter())
    }

    /// How many are left.
    pub(crate) fn left(&self) -> usize {
        self.0.len()
    }
}

macro_rules! cells {
    ($($read:ident $Kind:ident $type:ty;)*) => {
        impl Row for Cells {
            $(fn $read(&mut self) -> Result<Option<$type>> {
                match self.0.next() {
                    Some(Value::$Kind(it)) => Ok(Some(it)),
                    Some(Value::Null(_)) => Ok(None),
                    other => panic!("{} of {other:?}", stringify!($read)),
                }
            })*

            fn columns(&self) -> Vec<&str> {
                Vec::new()
            }

            fn seek(&mut self, index: usize) {
                panic!("{index} of a row that is read from left to right");
            }

            fn integer(&mut self) -> Result<Option<i64>> {
                let value = self.0.next().expect("a cell");
                Ok((!value.is_null()).then(|| value.as_integer().expect("a whole number")))
            }

            fn unsigned(&mut self) -> Result<Option<u64>> {
                Ok(self.integer()?.map(|it| it.try_into().expect("a positive number")))
            }

            fn array(
                &mut self,
                _: &'static Type,
                each: &mut dyn FnMut(&mut dyn Row) -> Result<()>,
            ) -> Result<Option<()>> {
                match self.0.next() {
                    Some(Value::Array(_, members)) => {
                        members.into_iter().try_for_each(|it| each(&mut Cells::new(vec![it])))?;
                        Ok(Some(()))
                    }
                    Some(Value::Null(_)) => Ok(None),
                    other => panic!("array of {other:?}"),
                }
            }

            fn duration(&mut self) -> Result<Option<TimeDelta>> {
                match self.0.next() {
                    Some(Value::Duration(it)) => Ok(Some(TimeDelta::microseconds(it))),
                    Some(Value::Null(_)) => Ok(None),
                    other => panic!("duration of {other:?}"),
                }
            }
        }
    };
}
cells! {
    boolean Boolean bool;
    double Double f64;
    decimal Decimal Digits;
    text Text String;
    binary Binary Vec<u8>;
    date Date NaiveDate;
    time Time NaiveTime;
    datetime DateTime DateTime<Utc>;
    uuid Uuid [u8; 16];
    inet Inet IpAddr;
    json Json String;
}
