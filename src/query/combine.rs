//! Two queries as one: `&`, `|`, `^`.
//!
//! In: two queries on the same model. Out: the query whose rows meet the conditions of both, of one, or of either alone.
//! Calls of `filter` keep their joins: of an AND each its own; of the others a call of the right side takes over those
//! of a call of the left that goes along the same relations, as Django's `Query.combine` does.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    model::Scoped,
    query::{Expr, Lookup, Misuse, Nested, Parts, Q, Query, Selection},
};

/// How two queries are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Connector {
    /// The rows of both.
    And,
    /// The rows of either.
    Or,
    /// The rows of one, but not of both.
    Xor,
}

impl Query {
    /// The rows of this query and another one.
    ///
    /// The order is that of the other query, if it names one. `none()` counts as in Django: with `&` nothing is left,
    /// with the others it is the other query.
    #[must_use]
    pub fn combine(self, connector: Connector, other: Self) -> Self {
        if self.empty || other.empty {
            return if self.empty == (connector == Connector::And) { self } else { other };
        }
        let mut other = other;
        other.refuse_combination("joined by an operator");
        let mut left = self;
        left.refuse_combination("joined by an operator");
        let (mut left, right) = (left.unsliced(connector), other.unsliced(connector));
        let groups = |it: &Self| it.annotated.as_ref().map(|it| it.exprs.clone());
        let same = left.selection == right.selection
            && left.distinct == right.distinct
            && left.distinct_on == right.distinct_on;
        if !same || groups(&left) != groups(&right) {
            left.misuse.get_or_insert(Misuse::CombinedWithOthers);
        }
        left.misuse = left.misuse.or(right.misuse);
        if right.ordering.as_ref().is_some_and(|it| !it.is_empty()) {
            (left.ordering, left.reversed) = (right.ordering, right.reversed);
        }
        left.filters = match connector {
            Connector::And => both(left.filters, right.filters),
            Connector::Or => either(left.filters, right.filters, Q::Or),
            Connector::Xor => either(left.filters, right.filters, Q::Xor),
        };
        left
    }

    /// A slice as the rows that have one of its keys; it cannot become part of an AND, nor can its groups.
    fn unsliced(mut self, connector: Connector) -> Self {
        if self.slice.is_whole() {
            return self;
        }
        if connector == Connector::And || self.is_aggregated() || self.model.is_composite() {
            self.misuse.get_or_insert(Misuse::Combined);
            return self;
        }
        let key = Expr::column(self.model, self.model.primary_key().name);
        let mut all = Self::new(self.model);
        all.selection = self.selection.clone();
        all.loading = self.loading.clone();
        all.distinct = self.distinct;
        all.distinct_on.clone_from(&self.distinct_on);
        all.misuse = self.misuse.take();
        let keys = Self { selection: Selection::Values(vec![key.clone()]), ..self };
        let keys = Expr::Subquery(Nested::new(keys));
        all.filters = vec![Q::Lookup { left: key, lookup: Lookup::In, right: vec![keys] }];
        all
    }
}

/// All calls of both; those of the right side keep their joins for themselves.
fn both(mut left: Vec<Q>, mut right: Vec<Q>) -> Vec<Q> {
    let count = left.len();
    for call in &mut right {
        renumber(call, &|number| number + count);
    }
    left.append(&mut right);
    left
}

/// One condition of both sides, at the place of the first call; the places of the others stay empty.
fn either(left: Vec<Q>, right: Vec<Q>, connect: fn(Parts<Q>) -> Q) -> Vec<Q> {
    let numbers = numbers(&left, &right);
    let count = numbers.iter().map(|it| it + 1).chain([left.len(), 1]).max().unwrap_or_default();
    let of_left = side(left, &|call| call);
    let of_right = side(right, &|call| numbers.get(call).copied().unwrap_or(call));
    let mut filters = vec![connect(Parts::new([of_left, of_right]))];
    filters.resize(count, Q::default());
    filters
}

/// All calls of one side, each with its number. A side without conditions is every row, which counts beside the other.
fn side(calls: Vec<Q>, number: &dyn Fn(usize) -> usize) -> Q {
    let mut all = Vec::new();
    for (call, mut q) in calls.into_iter().enumerate() {
        if !q.is_empty() {
            renumber(&mut q, number);
            all.push(Q::Joined(number(call), Nested::new(q)));
        }
    }
    match all.len() {
        0 => !Q::never(),
        1 => all.remove(0),
        _ => Q::And(all.into()),
    }
}

/// A number for each call of the right side: that of a call of the left with a relation in common, each taken once, or
/// a new one.
fn numbers(left: &[Q], right: &[Q]) -> Vec<usize> {
    let (mut free, ours) = (relations(left), relations(right));
    let mut next = left.len();
    let mut numbers = Vec::with_capacity(right.len());
    for call in 0..right.len() {
        let shared =
            |theirs: &BTreeSet<_>| ours.get(&call).is_some_and(|it| !it.is_disjoint(theirs));
        let taken = free.iter().find(|(_, theirs)| shared(theirs)).map(|(number, _)| *number);
        numbers.push(taken.unwrap_or(next));
        match taken {
            Some(number) => _ = free.remove(&number),
            None => next += 1,
        }
    }
    numbers
}

/// The relations that the paths of each call start with.
fn relations(calls: &[Q]) -> BTreeMap<usize, BTreeSet<&'static str>> {
    let mut found: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    let paths = calls.iter().enumerate().flat_map(|(call, q)| q.paths_of_rows(call));
    for (call, path) in paths.filter(|(_, path)| path.scope == Scoped::Level(0)) {
        let Some(first) = path.names.first() else { continue };
        if path.names.len() > 1 || path.root.field(first).is_none() {
            found.entry(call).or_default().insert(*first);
        }
    }
    found
}

/// Gives the calls inside a condition other numbers.
fn renumber(q: &mut Q, number: &dyn Fn(usize) -> usize) {
    match q {
        Q::And(all) | Q::Or(all) | Q::Xor(all) => {
            for it in all.get_mut() {
                renumber(it, number);
            }
        }
        Q::Not(inner) => renumber(inner.get_mut(), number),
        Q::Joined(call, inner) => {
            *call = number(*call);
            renumber(inner.get_mut(), number);
        }
        Q::Lookup { .. } | Q::Exists(_) | Q::Holds(_) => (),
    }
}
