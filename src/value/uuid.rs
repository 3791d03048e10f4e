//! UUIDs, by the crate `uuid`.

use uuid::Uuid;

use crate::{
    error::Result,
    value::{Containing, Element, Meets, Row, Scalar, Searched, Type, Value, fits::fits},
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

impl Searched for Uuid {
    type Sought = String;
}

impl Containing for Uuid {
    type Member = String;
}

impl Meets<Uuid> for Uuid {}
impl Element for Uuid {}

// MariaDB has a type for it, which sqlx takes for bytes.
fits! {
    Uuid: [Uuid] [String] [String, Vec<u8>];
}
