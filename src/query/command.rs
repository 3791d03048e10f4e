//! What can be asked of a database.

use crate::{
    model::ModelMeta,
    query::{Expr, Query},
    value::Value,
};

/// A request, before it becomes SQL.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    /// The rows of a query.
    Select(Query),
    /// How many rows a query has.
    Count(Query),
    /// Whether a query has a row.
    Exists(Query),
    /// Add a row.
    Insert(Insert),
    /// Change the rows of a query.
    Update(Update),
    /// Delete the rows of a query.
    Delete(Query),
}

/// A row to add.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Insert {
    /// The model.
    pub model: &'static ModelMeta,
    /// A value for each field of the model; `None` leaves it to the database.
    pub values: Vec<Option<Value>>,
}

/// New values for the rows of a query.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Update {
    /// The rows.
    pub query: Query,
    /// Columns of the model, with their new values.
    pub assignments: Vec<(Expr, Expr)>,
}

impl Update {
    /// The rows, in no order: an update has none.
    pub(crate) fn subject(&self) -> Query {
        self.query.unordered()
    }
}
