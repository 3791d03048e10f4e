//! What rows of one group have in common.
//!
//! The rule is that of Django's `get_group_by_cols`: an expression without an aggregate is a key of the groups, an aggregate
//! is none, and what is made of both has the keys of its parts. Of a condition beside an aggregate each side is a key, not
//! its truth; of a query the columns that it reads outside of itself. Values of the program and random numbers are none.

use crate::{
    model::{Path, Scoped},
    query::{Call, Expr, Q, Query, Scopes, Selection},
};

/// Conditions, each with the number of the call of `filter` it comes from.
pub(crate) type Numbered<'q> = Vec<(usize, &'q Q)>;

/// A key of groups, and the number of the call of `filter` whose joins it reads.
pub(crate) type GroupKey = (Option<usize>, Expr);

impl Query {
    /// Whether its rows are groups of rows.
    pub(crate) fn is_grouped(&self) -> bool {
        self.is_aggregated() || self.filters.iter().any(Q::is_aggregate)
    }

    /// Whether instances are grouped, each by its key, whatever is selected of them.
    pub(crate) fn groups_instances(&self) -> bool {
        self.annotated.is_some() || matches!(self.selection, Selection::Model(_))
    }

    /// The conditions on rows, and those on groups of rows.
    pub(crate) fn split_filters(&self) -> (Numbered<'_>, Numbered<'_>) {
        let members = self.filters.iter().enumerate().flat_map(|(owner, filter)| {
            let members = match filter {
                Q::And(all) => all.as_slice(),
                one => std::slice::from_ref(one),
            };
            members.iter().map(move |it| (owner, it))
        });
        members.partition(|(_, it)| !it.is_aggregate())
    }

    /// What its groups are made by, beside the key of instances: what is selected and sorted by, and what conditions on
    /// groups compare.
    pub(crate) fn group_keys(&self) -> Vec<GroupKey> {
        let mut keys = Keys { call: None, found: Vec::new() };
        let sorted: Vec<_> = self.sort_keys().into_iter().map(|it| it.expr).collect();
        for it in self.selection.exprs().iter().chain(&sorted).chain(&self.distinct_on) {
            keys.of(it);
        }
        for (call, q) in self.split_filters().1 {
            keys.call = Some(call);
            keys.of_condition(q);
        }
        keys.found
    }

    /// An aggregate that sorts rows, or tells them apart, where these are no groups.
    pub(crate) fn sorting_aggregate(&self) -> Option<&Expr> {
        let sorted = self.ordering.iter().flatten().map(|it| &it.expr);
        let found = sorted.chain(&self.distinct_on).find_map(Expr::first_aggregate)?;
        (!self.is_grouped() && self.combination.is_none()).then_some(found)
    }
}

impl Expr {
    /// The first aggregate in it, from left to right.
    pub(crate) fn first_aggregate(&self) -> Option<&Self> {
        match self {
            Self::Aggregate(..) => Some(self),
            _ => self.parts().into_iter().find_map(Self::first_aggregate),
        }
    }

    /// Its name for a message: `Count(books__id)`.
    pub(crate) fn aggregate_name(&self) -> String {
        let Self::Aggregate(function, argument) = self else { return "an aggregate".into() };
        let columns = argument.paths_of_rows().into_iter().map(|it| it.names.join("__"));
        format!("{function:?}({})", columns.collect::<Vec<_>>().join(", "))
    }
}

struct Keys {
    call: Option<usize>,
    found: Vec<GroupKey>,
}

impl Keys {
    fn of(&mut self, expr: &Expr) {
        match expr {
            Expr::Value(_) | Expr::Aggregate(..) | Expr::Call(Call::Random, _) => (),
            it if !it.is_aggregate() => self.add(it.clone()),
            Expr::Binary(_, left, right) => {
                self.of_part(left);
                self.of_part(right);
            }
            Expr::Call(_, arguments) => self.of_parts(arguments),
            Expr::Condition(q) => self.of_condition(q),
            Expr::Case(branches, otherwise) => {
                for (q, then) in branches {
                    self.of_condition(q);
                    self.of_part(then);
                }
                self.of_parts(otherwise.as_deref());
            }
            // These hold no aggregate of this query.
            Expr::Path(_) | Expr::Subquery(_) => (),
        }
    }

    /// A part of something that holds an aggregate.
    fn of_part(&mut self, expr: &Expr) {
        match expr {
            Expr::Path(path) if path.scope != Scoped::Level(0) => (),
            Expr::Subquery(query) => self.outside_of(query),
            _ => self.of(expr),
        }
    }

    fn of_parts<'e>(&mut self, exprs: impl IntoIterator<Item = &'e Expr>) {
        for it in exprs {
            self.of_part(it);
        }
    }

    fn of_condition(&mut self, q: &Q) {
        match q {
            Q::Lookup { left, right, .. } => {
                self.of_part(left);
                self.of_parts(right);
            }
            Q::And(all) | Q::Or(all) | Q::Xor(all) => {
                for it in all {
                    self.of_condition(it);
                }
            }
            Q::Not(inner) => self.of_condition(inner),
            Q::Joined(call, inner) => {
                let outer = self.call.replace(*call);
                self.of_condition(inner);
                self.call = outer;
            }
            Q::Exists(query) => self.outside_of(query),
            Q::Holds(expr) => self.of_part(expr),
        }
    }

    /// The columns of this query that another one inside of it reads.
    fn outside_of(&mut self, query: &Query) {
        let visit = &mut |path: &mut Path, depth| {
            if path.scope == Scoped::Level(depth) {
                self.add(Expr::Path(Path { scope: Scoped::Level(0), ..path.clone() }));
            }
        };
        query.clone().each_path(1, visit);
    }

    fn add(&mut self, expr: Expr) {
        let key = (self.call, expr);
        if !self.found.contains(&key) {
            self.found.push(key);
        }
    }
}
