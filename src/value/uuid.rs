//! UUIDs, by the crate `uuid`.

use uuid::Uuid;

use crate::{
    error::Result,
    value::{Element, Meets, Row, Scalar, Type, Value, fits::fits},
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

// MariaDB has a type for it, which sqlx takes for bytes.
fits! {
    Uuid: [Uuid] [String] [String, Vec<u8>];
}
