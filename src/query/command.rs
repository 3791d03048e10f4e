//! What can be asked of a database.

use crate::{
    model::ModelMeta,
    query::{Explain, Expr, Query},
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
    /// How the rows of a query would be found.
    Explain(Query, Explain),
    /// Add a row.
    Insert(Insert),
    /// Change the rows of a query.
    Update(Update),
    /// Delete the rows of a query.
    Delete(Query),
}

impl Command {
    /// The model whose table it is about.
    pub(crate) fn model(&self) -> &'static ModelMeta {
        match self {
            Self::Select(query)
            | Self::Count(query)
            | Self::Exists(query)
            | Self::Explain(query, _)
            | Self::Delete(query) => query.model,
            Self::Insert(it) => it.model,
            Self::Update(it) => it.query.model,
        }
    }
}

/// A row to add.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Insert {
    /// The model.
    pub model: &'static ModelMeta,
    /// A value for each field of the model; `None` leaves it to the database.
    pub values: Vec<Option<Value>>,
    /// The fields whose values come back, where the database can say them.
    pub returning: Vec<&'static str>,
}

/// New values for the rows of a query.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Update {
    /// The rows.
    pub query: Query,
    /// Columns of the model, with their new values.
    pub assignments: Vec<(Expr, Expr)>,
    /// The fields whose values come back, a row for each row that was changed, where the database can say them.
    pub returning: Vec<&'static str>,
}

impl Update {
    /// New values, of which nothing comes back.
    pub fn new(query: Query, assignments: Vec<(Expr, Expr)>) -> Self {
        Self { query, assignments, returning: Vec::new() }
    }

    /// The rows, in no order: an update has none.
    pub(crate) fn subject(&self) -> Query {
        self.query.unordered()
    }
}
