//! Text.

use crate::{
    error::Result,
    value::{Meets, Row, Scalar, Type, Value},
};

/// A scalar whose values can be searched as text: the lookups `startswith`, `iexact` and their like.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no text lookups",
    label = "`contains`, `startswith`, `iexact` and their like need a text column"
)]
pub trait Searched: Scalar {
    /// What is sought in it.
    type Sought: Scalar;
}

/// A scalar that is text, so that it has the functions of text.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no text lookups, and no functions of text",
    label = "`contains`, `startswith`, `lower` and their like need a text column"
)]
pub trait Textual: Scalar {}

/// A scalar whose values can contain others: text, and what is made of members.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no lookup `contains`",
    label = "`contains` needs text, a JSON document or an array"
)]
pub trait Containing: Scalar {
    /// What it can contain.
    type Member: Scalar;
}

/// A scalar whose values are made of members, so that one can be contained in another.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no lookup `contained_by`",
    label = "`contained_by` needs a JSON document or an array"
)]
pub trait Composite: Containing {}

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
impl<T: Textual> Searched for T {
    type Sought = T;
}
impl<T: Textual> Containing for T {
    type Member = T;
}
impl Meets<String> for String {}
