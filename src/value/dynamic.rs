//! Cells whose type is known when the program runs.

use std::net::IpAddr;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};

use crate::{
    error::Result,
    value::{Row, Scalar, Type, Value},
};

impl Value {
    /// Reads the next cell of a row as a value of type `kind`, or as NULL of that type.
    ///
    /// # Errors
    /// When the cell is not of this type.
    pub fn read(kind: Type, row: &mut dyn Row) -> Result<Self> {
        let value = match kind {
            Type::Boolean => cell::<bool>(row)?,
            Type::SmallInteger => cell::<i16>(row)?,
            Type::Integer => cell::<i32>(row)?,
            Type::BigInteger => cell::<i64>(row)?,
            Type::PositiveSmallInteger => cell::<u16>(row)?,
            Type::PositiveInteger => cell::<u32>(row)?,
            Type::PositiveBigInteger => cell::<u64>(row)?,
            Type::Double => cell::<f64>(row)?,
            Type::Decimal => row.decimal()?.map(Self::Decimal),
            Type::Text => cell::<String>(row)?,
            Type::Binary => cell::<Vec<u8>>(row)?,
            Type::Date => cell::<NaiveDate>(row)?,
            Type::Time => cell::<NaiveTime>(row)?,
            Type::DateTime => cell::<DateTime<Utc>>(row)?,
            Type::Duration => cell::<TimeDelta>(row)?,
            Type::Inet => cell::<IpAddr>(row)?,
            Type::Uuid => row.uuid()?.map(Self::Uuid),
            Type::Json => row.json()?.map(Self::Json),
            Type::Array(of) => array(of, row)?,
        };
        Ok(value.unwrap_or(Self::Null(kind)))
    }
}

fn cell<T: Scalar>(row: &mut dyn Row) -> Result<Option<Value>> {
    Ok(T::read(row)?.map(|it| it.to_value()))
}

fn array(of: &'static Type, row: &mut dyn Row) -> Result<Option<Value>> {
    let mut members = Vec::new();
    let mut each = |row: &mut dyn Row| {
        members.push(Value::read(*of, row)?);
        Ok(())
    };
    let found = row.array(of, &mut each)?;
    Ok(found.map(|()| Value::Array(of, members)))
}
