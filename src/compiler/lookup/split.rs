//! A lookup on a multi-valued relation, somewhere below a negation.
//!
//! "Not: one of its books is thick" asks whether there is no such book, which no join can say. The lookup becomes a
//! subquery on the related rows, and the negations around it stay where they are (Django: `Query.split_exclude`).
//!
//! When the other side reads a column of the same relation, that one is joined, and the subquery is about the row of the
//! join: a row is compared with itself.

use crate::{
    compiler::{
        binds::Binds,
        condition::{Comparison, Condition, sql},
        expression::Place,
        negation::Negation,
        resolve::{Hop, is_met_by_absence},
    },
    error::{Error, Result},
    model::{ModelMeta, Path, Scoped},
    query::{Expr, Lookup, Nested, Q, Query, Scopes},
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
    let belongs = match opposite(path, step, right) {
        Some(row) => is_row(&related, &row, source),
        None => equal(related.step(key.name), own),
    };
    let rest = path.names.iter().skip(step + 1).fold(related, |it, name| it.step(name));
    let meets = |lookup, right| Q::Lookup { left: left.of_subject(&rest), lookup, right };
    let exists = |conditions: Vec<Q>| {
        let mut query = Query::new(source);
        query.ordering = Some(Vec::new());
        query.filters = vec![Q::all(conditions)];
        Q::Exists(Nested::new(query))
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
    sql(&condition, at, Negation::NONE, binds)
}

/// The way to the related rows, seen from the subquery, if the operands read a column of them.
fn opposite(path: &Path, step: usize, right: &[Expr]) -> Option<Path> {
    let names = path.names.get(..=step)?;
    let own = |it: &&Path| it.scope == path.scope && it.names.starts_with(names);
    right.iter().flat_map(Expr::paths_of_rows).find(own)?;
    Some(Path { scope: Scoped::Level(1), root: path.root, names: names.to_vec() })
}

/// Whether two paths lead to the same row.
fn is_row(one: &Path, other: &Path, model: &'static ModelMeta) -> Q {
    Q::all(model.keys().map(|key| equal(one.step(key.name), other.step(key.name))))
}

fn equal(left: Path, right: Path) -> Q {
    Q::Lookup { left: Expr::Path(left), lookup: Lookup::Exact, right: vec![Expr::Path(right)] }
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
