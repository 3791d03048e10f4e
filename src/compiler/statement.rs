//! What goes to the database.

use std::sync::Arc;

use crate::value::Value;

/// The outcome of compiling.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Compiled {
    /// A statement to send.
    Statement(Statement),
    /// Nothing to send: no row can meet the conditions (Django: `EmptyResultSet`).
    Empty,
}

/// One SQL statement and the values of its placeholders, in their order.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Statement {
    /// The text, with the placeholders of its database.
    pub sql: Arc<str>,
    /// A value for each placeholder.
    pub binds: Vec<Value>,
    /// The places among the model's fields that the rows have no cell for, in their order.
    pub left_out: Vec<usize>,
}

impl Statement {
    /// A statement whose rows are complete, if it gives back any.
    pub fn new(sql: impl Into<Arc<str>>, binds: Vec<Value>) -> Self {
        Self { sql: sql.into(), binds, left_out: Vec::new() }
    }
}
