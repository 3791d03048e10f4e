//! Rows in bulk, before they become SQL.

use crate::{model::ModelMeta, query::Query, value::Value};

/// Rows to add.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct InsertMany {
    /// The model.
    pub model: &'static ModelMeta,
    /// Of each row a value for each field of the model; `None` leaves it to the database.
    pub rows: Vec<Vec<Option<Value>>>,
    /// What becomes of a row that the table has already.
    pub conflict: Conflict,
    /// The fields whose values come back, where the database can say them.
    pub returning: Vec<&'static str>,
}

/// What becomes of a row that breaks a unique constraint.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Conflict {
    /// It is an error.
    #[default]
    Fail,
    /// It is left out (Django: `ignore_conflicts`).
    Ignore,
    /// The row that is there is updated (Django: `update_conflicts`).
    Update {
        /// The fields that take the new values (Django: `update_fields`).
        fields: Vec<&'static str>,
        /// The fields that are unique together (Django: `unique_fields`); nothing where the database knows no choice.
        unique: Vec<&'static str>,
    },
}

/// New values for rows of a query, other ones for each.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct UpdateMany {
    /// The rows that may be changed at all.
    pub query: Query,
    /// The fields that are set.
    pub fields: Vec<&'static str>,
    /// For each row the values of its key, then one for each of `fields`.
    pub rows: Vec<Vec<Value>>,
}
