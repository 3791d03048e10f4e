//! What goes to the database.

use std::sync::Arc;

use crate::value::Value;

/// One SQL statement and the values of its placeholders, in their order.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Statement {
    /// The text, with the placeholders of its database.
    pub sql: Arc<str>,
    /// A value for each placeholder.
    pub binds: Vec<Value>,
}
