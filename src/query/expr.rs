//! Expressions.

use crate::{
    model::{ModelMeta, Path, Scoped},
    query::{Call, Nested, Parts, Q, Query},
    value::Value,
};

/// Something that has a value in every row, or in every group of rows.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Expr {
    /// A column, along a path; a path that ends at a relation is the key of the relation.
    Path(Path),
    /// A value of the program's.
    Value(Value),
    /// Arithmetic.
    Binary(Operator, Nested<Expr>, Nested<Expr>),
    /// A function of one row's values.
    Call(Call, Parts<Expr>),
    /// Whether a condition holds: true, false, or NULL.
    Condition(Nested<Q>),
    /// The value behind the first condition that holds, else the last one; without that, NULL.
    Case(Parts<(Q, Expr)>, Option<Nested<Expr>>),
    /// One value from the rows of a group.
    Aggregate(Function, Nested<Expr>),
    /// The rows of another query; its first column.
    Subquery(Nested<Query>),
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
    /// To the power of.
    Power,
    /// The bits set in both.
    BitAnd,
    /// The bits set in at least one.
    BitOr,
    /// The bits set in one only.
    BitXor,
    /// The bits moved to the left.
    ShiftLeft,
    /// The bits moved to the right.
    ShiftRight,
}

impl Operator {
    /// Whether it is about bits, which have no sign.
    pub(crate) fn is_of_bits(self) -> bool {
        matches!(
            self,
            Self::BitAnd | Self::BitOr | Self::BitXor | Self::ShiftLeft | Self::ShiftRight
        )
    }
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
    /// A column of the model that is asked for.
    pub(crate) fn column(model: &'static ModelMeta, name: &'static str) -> Self {
        Self::Path(Path::root(Scoped::Level(0), model).step(name))
    }

    /// Whether its value is one of a group of rows.
    pub fn is_aggregate(&self) -> bool {
        match self {
            Self::Aggregate(..) => true,
            _ => self.parts().into_iter().any(Self::is_aggregate),
        }
    }

    /// The columns that it reads outside of aggregates.
    pub(crate) fn paths_of_rows(&self) -> Vec<&Path> {
        match self {
            Self::Path(path) => vec![path],
            Self::Aggregate(..) => Vec::new(),
            _ => self.parts().into_iter().flat_map(Self::paths_of_rows).collect(),
        }
    }

    /// The expressions that it is made of, from left to right; a subquery is a whole of its own.
    pub(crate) fn parts(&self) -> Vec<&Self> {
        match self {
            Self::Path(_) | Self::Value(_) | Self::Subquery(_) => Vec::new(),
            Self::Binary(_, left, right) => vec![left, right],
            Self::Call(_, arguments) => arguments.iter().collect(),
            Self::Condition(q) => q.exprs(),
            Self::Case(branches, otherwise) => {
                let branches = branches.iter().flat_map(|(q, then)| {
                    let mut exprs = q.exprs();
                    exprs.push(then);
                    exprs
                });
                branches.chain(otherwise.as_deref()).collect()
            }
            Self::Aggregate(_, argument) => vec![argument],
        }
    }

    /// The column that it is, or is a transform of.
    ///
    /// What Django's rules say of the column of a lookup, they say of it with transforms behind it too.
    pub(crate) fn subject(&self) -> Option<&Path> {
        match self {
            Self::Path(path) => Some(path),
            Self::Call(call, arguments) if call.is_transform() => arguments.first()?.subject(),
            _ => None,
        }
    }

    /// The same transforms of another column.
    pub(crate) fn of_subject(&self, path: &Path) -> Self {
        match self {
            Self::Call(call, arguments) => {
                let first = arguments.first().map(|it| it.of_subject(path));
                let others = arguments.iter().skip(1).cloned();
                Self::Call(call.clone(), first.into_iter().chain(others).collect())
            }
            _ => Self::Path(path.clone()),
        }
    }
}

impl From<Value> for Expr {
    fn from(value: Value) -> Self {
        Self::Value(value)
    }
}
