//! Bytes.

use crate::{
    error::Result,
    value::{Meets, Row, Scalar, Type, Value},
};

impl Scalar for Vec<u8> {
    const TYPE: Type = Type::Binary;

    fn to_value(&self) -> Value {
        Value::Binary(self.clone())
    }

    fn read(row: &mut dyn Row) -> Result<Option<Self>> {
        row.binary()
    }
}

impl Meets<Vec<u8>> for Vec<u8> {}
