//! Text.

use crate::{
    error::Result,
    value::{Meets, Row, Scalar, Type, Value},
};

/// A scalar whose values can be searched as text: the lookups `contains`, `startswith`, `iexact` and their like.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no text lookups",
    label = "`contains`, `startswith`, `iexact` and their like need a text column"
)]
pub trait Textual: Scalar {}

impl Scalar for String {
    const TYPE: Type = Type::Text;

    fn to_value(&self) -> Value {
        Value::Text(self.clone())
    }

    fn read(row: &mut dyn Row) -> Result<Option<Self>> {
        row.text()
    }
}

impl Textual for String {}
impl Meets<String> for String {}
