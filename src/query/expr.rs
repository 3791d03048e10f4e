//! Expressions.

use crate::{model::Path, query::Query, value::Value};

/// Something that has a value in every row, or in every group of rows.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Expr {
    /// A column, along a path; a path that ends at a relation is the key of the relation.
    Path(Path),
    /// A value of the program's.
    Value(Value),
    /// Arithmetic.
    Binary(Operator, Box<Expr>, Box<Expr>),
    /// One value from the rows of a group.
    Aggregate(Function, Box<Expr>),
    /// The rows of another query; its first column.
    Subquery(Box<Query>),
}

/// Arithmetic (Django: `CombinedExpression`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operator {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`, of two integers a whole number, rounded towards zero.
    Divide,
    /// `%`
    Remainder,
}

/// Functions of a group of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Function {
    /// How many are not NULL.
    Count,
    /// The largest.
    Max,
    /// The smallest.
    Min,
}

impl Expr {
    /// Whether its value is one of a group of rows.
    pub fn is_aggregate(&self) -> bool {
        match self {
            Self::Aggregate(..) => true,
            Self::Binary(_, left, right) => left.is_aggregate() || right.is_aggregate(),
            Self::Path(_) | Self::Value(_) | Self::Subquery(_) => false,
        }
    }
}

impl Expr {
    /// The columns that it reads outside of aggregates.
    pub(crate) fn paths_of_rows(&self) -> Vec<&Path> {
        match self {
            Self::Path(path) => vec![path],
            Self::Binary(_, left, right) => {
                [left, right].into_iter().flat_map(|it| it.paths_of_rows()).collect()
            }
            Self::Value(_) | Self::Aggregate(..) | Self::Subquery(_) => Vec::new(),
        }
    }
}

impl From<Value> for Expr {
    fn from(value: Value) -> Self {
        Self::Value(value)
    }
}
