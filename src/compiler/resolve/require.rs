//! Which joins must find a row for the conditions to hold.
//!
//! Such a join can be an inner one. The rule is Django's `JoinPromoter` as a pure function: a condition needs the
//! tables it reads; of an AND all are needed, of an OR those that every branch needs; under a negation the two swap,
//! and a plain comparison needs nothing, since a row without a counterpart meets the negation. Nor does what became a
//! subquery.

use std::collections::BTreeSet;

use crate::{
    compiler::{
        negation::Negation,
        resolve::{
            collect::is_split,
            tree::{JoinTree, joined},
        },
    },
    error::Result,
    model::Scoped,
    query::{Expr, Lookup, Q, Query},
    value::Value,
};

type Joins = BTreeSet<usize>;

/// The joins that the filters of a query need.
pub(super) fn joins(query: &Query, tree: &JoinTree) -> Result<Vec<usize>> {
    if tree.joins().len() == 1 {
        return Ok(Vec::new());
    }
    let mut all = Joins::new();
    for (number, filter) in query.filters.iter().enumerate() {
        let reader = Reader { query, tree, owner: Some(number) };
        all.extend(reader.needed(filter, Negation::NONE)?);
    }
    Ok(all.into_iter().collect())
}

struct Reader<'q> {
    query: &'q Query,
    tree: &'q JoinTree,
    owner: Option<usize>,
}

impl Reader<'_> {
    fn needed(&self, q: &Q, inside: Negation) -> Result<Joins> {
        match q {
            Q::And(all) | Q::Or(all) => {
                let sets = Q::said(all).map(|it| self.needed(it, inside));
                let sets = sets.collect::<Result<Vec<_>>>()?;
                let together = matches!(q, Q::And(_)) != inside.is_odd();
                Ok(if together { union(sets) } else { intersection(sets) })
            }
            Q::Not(inner) => self.needed(inner, inside.more()),
            Q::Joined(call, inner) => Self { owner: Some(*call), ..*self }.needed(inner, inside),
            Q::Lookup { left, .. } if inside.splits() && is_split(left, self.query)? => {
                Ok(Joins::new())
            }
            Q::Lookup { left, lookup, right }
                if is_met_by_absence(*lookup, right) == inside.is_odd() =>
            {
                self.read(left, right)
            }
            Q::Lookup { .. } | Q::Xor(_) | Q::Exists(_) | Q::Holds(_) => Ok(Joins::new()),
        }
    }

    fn read(&self, left: &Expr, right: &[Expr]) -> Result<Joins> {
        let mut found = Joins::new();
        self.expr(left, &mut found)?;
        right.iter().try_for_each(|it| self.expr(it, &mut found))?;
        Ok(found)
    }

    fn expr(&self, expr: &Expr, found: &mut Joins) -> Result<()> {
        match expr {
            Expr::Path(path) if path.scope == Scoped::Level(0) => {
                let joins = joined(path, self.query.model)?;
                let names = path.names.get(..joins).unwrap_or_default();
                found.extend(self.tree.find(names, self.owner));
                // The key of an object says that there is one, also where its table is joined for something else.
                let object = path.names.get(..=joins).unwrap_or_default();
                if joins < path.names.len() {
                    found.extend(self.tree.find(object, self.owner));
                }
                Ok(())
            }
            Expr::Binary(_, left, right) => {
                self.expr(left, found)?;
                self.expr(right, found)
            }
            Expr::Call(call, arguments) if call.is_transform() => {
                arguments.iter().try_for_each(|it| self.expr(it, found))
            }
            // These can have a value where what they read is NULL; an aggregate has one for no rows too.
            Expr::Call(..)
            | Expr::Condition(_)
            | Expr::Case(..)
            | Expr::Aggregate(..)
            | Expr::Path(_)
            | Expr::Value(_)
            | Expr::Subquery(_) => Ok(()),
        }
    }
}

fn union(sets: Vec<Joins>) -> Joins {
    sets.into_iter().flatten().collect()
}

fn intersection(sets: Vec<Joins>) -> Joins {
    sets.into_iter().reduce(|a, b| &a & &b).unwrap_or_default()
}

/// Whether a row without a counterpart meets the lookup.
pub(in crate::compiler) fn is_met_by_absence(lookup: Lookup, right: &[Expr]) -> bool {
    match (lookup, right) {
        (Lookup::IsNull, [Expr::Value(Value::Boolean(null))]) => *null,
        (Lookup::Exact | Lookup::IExact, [Expr::Value(value)]) => value.is_null(),
        _ => false,
    }
}
