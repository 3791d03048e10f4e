//! Conditions.

use std::ops;

use crate::{
    model::Path,
    query::{Expr, Lookup, Nested, Parts, Query},
    value::{Type, Value},
};

/// A condition (Django: `Q`). Combine with `&`, `|`, `^` and `!`.
///
/// An empty condition (`Q::default()`, `Q::all([])`, and the negation of one) says nothing, wherever it stands. It
/// disappears beside another condition; alone it is none: `filter` and `exclude` leave the query as it is, and as a value
/// it is true. A branch of a [`Case`](crate::query::typed::Case) and a constraint need a condition, and refuse it.
///
/// The negation of a negation is the condition itself.
///
/// <https://docs.djangoproject.com/en/6.1/ref/models/querysets/#q-objects>
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Q {
    /// One comparison.
    Lookup {
        /// What is compared.
        left: Expr,
        /// How.
        lookup: Lookup,
        /// With what: one operand, two for a range.
        right: Vec<Expr>,
    },
    /// All of them. Of none it is empty, as are the next two.
    And(Parts<Q>),
    /// At least one.
    Or(Parts<Q>),
    /// An odd number of them.
    Xor(Parts<Q>),
    /// Not.
    Not(Nested<Q>),
    /// Whether the query has a row.
    Exists(Nested<Query>),
    /// A condition with the joins of the call of `filter` with this number: what combined querysets keep of the calls
    /// they were made from.
    Joined(usize, Nested<Q>),
    /// Whether a truth value is true; NULL is not.
    Holds(Nested<Expr>),
}

impl Q {
    /// Whether it says nothing (Django: an empty `Q()`), so that combining with it changes nothing.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::And(all) | Self::Or(all) | Self::Xor(all) => all.iter().all(Self::is_empty),
            Self::Not(inner) | Self::Joined(_, inner) => inner.is_empty(),
            Self::Lookup { .. } | Self::Exists(_) | Self::Holds(_) => false,
        }
    }

    /// Those of several conditions that say something.
    pub(crate) fn said(all: &[Self]) -> impl Iterator<Item = &Self> {
        all.iter().filter(|it| !it.is_empty())
    }

    /// The expressions that it compares, from left to right; a subquery is a whole of its own.
    pub(crate) fn exprs(&self) -> Vec<&Expr> {
        match self {
            Self::Lookup { left, right, .. } => std::iter::once(left).chain(right).collect(),
            Self::And(all) | Self::Or(all) | Self::Xor(all) => {
                all.iter().flat_map(Self::exprs).collect()
            }
            Self::Not(inner) | Self::Joined(_, inner) => inner.exprs(),
            Self::Exists(_) => Vec::new(),
            Self::Holds(expr) => vec![expr],
        }
    }

    /// Whether it asks another query.
    pub(crate) fn asks_a_query(&self) -> bool {
        match self {
            Self::Exists(_) => true,
            Self::And(all) | Self::Or(all) | Self::Xor(all) => all.iter().any(Self::asks_a_query),
            Self::Not(inner) | Self::Joined(_, inner) => inner.asks_a_query(),
            Self::Lookup { .. } | Self::Holds(_) => false,
        }
    }

    /// The columns that it reads outside of aggregates, each with its call of `filter`: this one, or one inside.
    pub(crate) fn paths_of_rows(&self, call: usize) -> Vec<(usize, &Path)> {
        match self {
            Self::And(all) | Self::Or(all) | Self::Xor(all) => {
                all.iter().flat_map(|it| it.paths_of_rows(call)).collect()
            }
            Self::Not(inner) => inner.paths_of_rows(call),
            Self::Joined(call, inner) => inner.paths_of_rows(*call),
            Self::Lookup { .. } | Self::Exists(_) | Self::Holds(_) => {
                let paths = self.exprs().into_iter().flat_map(Expr::paths_of_rows);
                paths.map(|it| (call, it)).collect()
            }
        }
    }

    /// Whether it reads a group of rows.
    pub fn is_aggregate(&self) -> bool {
        self.exprs().into_iter().any(Expr::is_aggregate)
    }

    /// All of the conditions; of none, an empty condition, which every row meets, under a negation too.
    pub fn all(conditions: impl IntoIterator<Item = Self>) -> Self {
        Self::several(Self::And, conditions)
    }

    /// At least one of the conditions; empty ones among them do not count. Of no conditions at all, none that a row meets.
    ///
    /// Django: `reduce(or_, conditions)`, which refuses an empty list. Here no alternative means no row, as for
    /// `Iterator::any`.
    ///
    /// ```
    /// # use queryset::{auth::User, prelude::*};
    /// let names = ["ann", "bob"];
    /// let set = User::objects().filter(|u| Q::any(names.map(|it| u.username().iexact(it))));
    /// assert!(set.to_sql(Dialect::Mariadb)?.ends_with("`username` LIKE ? OR `auth_user`.`username` LIKE ?"));
    /// # Ok::<(), Error>(())
    /// ```
    pub fn any(conditions: impl IntoIterator<Item = Self>) -> Self {
        let mut conditions = conditions.into_iter().peekable();
        if conditions.peek().is_none() {
            return Self::never();
        }
        Self::several(Self::Or, conditions)
    }

    /// Those that say something, connected; one alone is itself, so that its negation is the one that stands there.
    fn several(connect: fn(Parts<Self>) -> Self, all: impl IntoIterator<Item = Self>) -> Self {
        let mut said: Vec<_> = all.into_iter().filter(|it| !it.is_empty()).collect();
        match said.pop() {
            Some(only) if said.is_empty() => only,
            last => connect(said.into_iter().chain(last).collect()),
        }
    }

    /// The condition that no row meets.
    pub(crate) fn never() -> Self {
        let nothing = Value::List(Type::Boolean, Vec::new());
        Self::Lookup {
            left: Value::Boolean(true).into(),
            lookup: Lookup::In,
            right: vec![nothing.into()],
        }
    }
}

impl Default for Q {
    /// No condition (Django: `Q()`): every row meets it, under a negation too, and combining with it changes nothing.
    fn default() -> Self {
        Self::And(Parts::default())
    }
}

impl ops::BitAnd for Q {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        join(self, other, |it| if let Self::And(all) = it { Ok(all) } else { Err(it) }, Self::And)
    }
}

impl ops::BitOr for Q {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        join(self, other, |it| if let Self::Or(all) = it { Ok(all) } else { Err(it) }, Self::Or)
    }
}

impl ops::BitXor for Q {
    type Output = Self;

    fn bitxor(self, other: Self) -> Self {
        join(self, other, |it| if let Self::Xor(all) = it { Ok(all) } else { Err(it) }, Self::Xor)
    }
}

impl ops::Not for Q {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::Not(inner) => inner.into_part(),
            other => Self::Not(Nested::new(other)),
        }
    }
}

/// Joins two conditions; an empty one disappears, and members of the same connector come to stand side by side.
fn join(left: Q, right: Q, members: fn(Q) -> Result<Parts<Q>, Q>, connect: fn(Parts<Q>) -> Q) -> Q {
    if left.is_empty() {
        return right;
    }
    if right.is_empty() {
        return left;
    }
    let single = |one| Parts::new([one]);
    let mut all = members(left).unwrap_or_else(single);
    all.append(members(right).unwrap_or_else(single));
    connect(all)
}
