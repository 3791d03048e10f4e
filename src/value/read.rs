//! A cell as a value, of whatever type its column is.

use crate::{
    error::Result,
    value::{Row, Scalar, Type, Value},
};

impl Value {
    /// Reads the next cell as a value of the type, or as its NULL.
    ///
    /// # Errors
    /// When the cell does not fit the type.
    pub(crate) fn read(row: &mut dyn Row, kind: Type) -> Result<Self> {
        let value = match kind {
            Type::Boolean => row.boolean()?.map(Self::Boolean),
            Type::SmallInteger | Type::Integer | Type::BigInteger => {
                row.integer()?.map(|it| Self::BigInteger(it).fitted(kind))
            }
            Type::PositiveSmallInteger | Type::PositiveInteger | Type::PositiveBigInteger => {
                row.unsigned()?.map(|it| Self::PositiveBigInteger(it).fitted(kind))
            }
            Type::Double => row.double()?.map(Self::Double),
            Type::Decimal => row.decimal()?.map(Self::Decimal),
            Type::Text => row.text()?.map(Self::Text),
            Type::Binary => row.binary()?.map(Self::Binary),
            Type::Date => row.date()?.map(Self::Date),
            Type::Time => row.time()?.map(Self::Time),
            Type::DateTime => row.datetime()?.map(Self::DateTime),
            Type::Duration => row.duration()?.map(|it| it.to_value()),
            Type::Uuid => row.uuid()?.map(Self::Uuid),
            Type::Inet => row.inet()?.map(Self::Inet),
            Type::Json => row.json()?.map(Self::Json),
            Type::Array(of) => array(of, row)?,
        };
        Ok(value.unwrap_or(Self::Null(kind)))
    }
}

fn array(of: &'static Type, row: &mut dyn Row) -> Result<Option<Value>> {
    let mut members = Vec::new();
    let mut each = |row: &mut dyn Row| {
        members.push(Value::read(row, *of)?);
        Ok(())
    };
    let found = row.array(of, &mut each)?;
    Ok(found.map(|()| Value::Array(of, members)))
}
