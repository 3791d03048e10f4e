//! A negated lookup on a multi-valued relation.
//!
//! "Not: one of its books is thick" asks whether there is no such book, which no join can say. The lookup becomes a
//! subquery on the related rows, and the negation around it stays where it is (Django: `Query.split_exclude`).

use crate::{
    compiler::{
        binds::Binds,
        condition::{Comparison, Condition, sql},
        expression::Place,
        resolve::{Hop, is_met_by_absence},
    },
    error::{Error, Result},
    model::{Path, Scoped},
    query::{Expr, Lookup, Q, Query, Scopes},
};

/// `EXISTS` of the related rows that meet the lookup; `step` is where the path goes along the multi-valued relation.
pub(in crate::compiler) fn split(
    it: Comparison<'_>,
    (path, step): (&Path, usize),
    at: Place<'_>,
    binds: &mut Binds,
) -> Result<Condition> {
    let (left, lookup, right) = it;
    let Some((_, Hop::Reverse(key, source))) = at.frame.multi_valued(path)? else {
        return Err(Error::wrong_operands(lookup.name(), right.len()));
    };
    let related = Path::root(Scoped::Level(0), source);
    let own = path
        .names
        .iter()
        .take(step)
        .fold(Path::root(Scoped::Level(1), path.root), |it, name| it.step(name));
    let own = match key.relation.and_then(|it| it.to_field) {
        Some(field) => own.step(field),
        None => own,
    };
    let belongs = Q::Lookup {
        left: Expr::Path(related.step(key.name)),
        lookup: Lookup::Exact,
        right: vec![Expr::Path(own)],
    };
    let rest = path.names.iter().skip(step + 1).fold(related, |it, name| it.step(name));
    let meets = |lookup, right| Q::Lookup { left: left.of_subject(&rest), lookup, right };
    let exists = |conditions: Vec<Q>| {
        let mut query = Query::new(source);
        query.ordering = Some(Vec::new());
        query.filters = vec![Q::all(conditions)];
        Q::Exists(Box::new(query))
    };
    // A row without any related row counts as one whose related columns are NULL.
    let absent = is_met_by_absence(lookup, right);
    let condition = if absent {
        let none = !exists(vec![belongs.clone()]);
        if rest.names.is_empty() {
            none
        } else {
            none | exists(vec![belongs, meets(lookup, right.to_vec())])
        }
    } else if rest.names.is_empty() && lookup == Lookup::IsNull {
        exists(vec![belongs])
    } else {
        exists(vec![belongs, meets(lookup, deeper(right))])
    };
    sql(&condition, at, false, binds)
}

/// The operands, one query deeper than they were.
fn deeper(right: &[Expr]) -> Vec<Expr> {
    let mut right = right.to_vec();
    right.each_path(0, &mut |path, depth| {
        if let Scoped::Level(level) = &mut path.scope
            && *level >= depth
        {
            *level += 1;
        }
    });
    right
}
