//! UUIDs, by the crate `uuid`.

use uuid::Uuid;

use crate::{
    error::Result,
    value::{Element, Meets, Row, Scalar, Type, Value},
};

impl Scalar for Uuid {
    const TYPE: Type = Type::Uuid;

    fn to_value(&self) -> Value {
        Value::Uuid(*self.as_bytes())
    }

    fn read(row: &mut dyn Row) -> Result<Option<Self>> {
        Ok(row.uuid()?.map(Self::from_bytes))
    }
}

impl Meets<Uuid> for Uuid {}
impl Element for Uuid {}
