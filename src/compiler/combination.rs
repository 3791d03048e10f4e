//! `UNION`, `INTERSECT` and `EXCEPT`.
//!
//! Columns are named by their places, so that the whole can be sorted by them. A part that has a slice, or is a
//! combination itself, stands as a table: where a part may have a LIMIT or parentheses is where the grammars differ.

use std::borrow::Cow;

use sea_query::{Alias, Asterisk, Expr as Sql, Func, Query as Build, SelectStatement, UnionType};

use crate::{
    compiler::{
        behind::Places, binds::Binds, distinct, expression::Place, group, order, resolve::Frame,
        select,
    },
    error::{Error, Result},
    model::Scoped,
    query::{Combination, Expr, Ordering, Query, Selection, SetOperation},
};

/// The rows of a combination, in their order; `None` where there can be none.
pub(super) fn rows(
    frame: &Frame<'_>,
    combination: &Combination,
    binds: &mut Binds,
) -> Result<Option<SelectStatement>> {
    let Some(mut select) = united(frame, combination, binds)? else { return Ok(None) };
    let keys = frame.query.sort_keys();
    if keys.iter().any(|it| it.nulls.is_some()) {
        // Where NULL goes is an expression for MySQL, and the order of a UNION takes columns only.
        select = table(select, frame.query);
    }
    for (key, column) in sorted(&keys, frame.query)? {
        order::key(&mut select, Sql::col(column), key);
    }
    select::slice(&mut select, frame, binds.dialect());
    Ok(Some(select))
}

/// The same rows inside of another query, where their order counts for a slice only.
pub(super) fn inner(
    frame: &Frame<'_>,
    combination: &Combination,
    binds: &mut Binds,
) -> Result<Option<SelectStatement>> {
    if frame.query.slice.is_whole() {
        united(frame, combination, binds)
    } else {
        rows(frame, combination, binds)
    }
}

/// How many rows there are.
pub(super) fn count(
    frame: &Frame<'_>,
    combination: &Combination,
    binds: &mut Binds,
) -> Result<Option<SelectStatement>> {
    Ok(inner(frame, combination, binds)?.map(|rows| {
        let mut select = Build::select();
        select.expr_as(Func::count(Sql::col(Asterisk)), Alias::new("__count"));
        select.from_subquery(rows, Alias::new("subquery")).to_owned()
    }))
}

/// One row, if there is one. A table in FROM could not read the query that encloses it.
pub(super) fn existence(
    frame: &Frame<'_>,
    combination: &Combination,
    binds: &mut Binds,
) -> Result<Option<SelectStatement>> {
    let mut found = inner(frame, combination, binds)?;
    if let Some(select) = found.as_mut().filter(|_| frame.query.slice.is_whole()) {
        select.limit(1);
    }
    Ok(found)
}

/// The parts one behind the other. Those without a row are left out where that is the same.
fn united(
    frame: &Frame<'_>,
    combination: &Combination,
    binds: &mut Binds,
) -> Result<Option<SelectStatement>> {
    if frame.query.empty || frame.query.slice.limit() == Some(0) {
        return Ok(None);
    }
    let (kind, without) = match combination.operation {
        SetOperation::Union => (UnionType::Distinct, true),
        SetOperation::UnionAll => (UnionType::All, true),
        SetOperation::Intersection => (UnionType::Intersect, false),
        SetOperation::Difference => (UnionType::Except, true),
    };
    let mut united: Option<SelectStatement> = None;
    for it in &combination.parts {
        let query = selecting(it, frame.query);
        if width(&query) != width(frame.query) {
            return Err(Error::parts_of_other_widths());
        }
        let found = part(&frame.beside(&query)?, binds)?;
        united = match (united, found) {
            (Some(mut all), Some(select)) => Some(all.union(kind, select).to_owned()),
            (None, Some(select)) => Some(select),
            (None, None) if combination.operation == SetOperation::Difference => return Ok(None),
            (all, None) if without => all,
            (_, None) => return Ok(None),
        };
    }
    Ok(united)
}

/// A part that selects what the whole does, since of instances columns can be selected afterwards, and that leaves the same
/// fields out. Its order is left away where it neither chooses rows nor tells them apart.
fn selecting<'q>(part: &'q Query, whole: &Query) -> Cow<'q, Query> {
    let mut part = Cow::Borrowed(part);
    if let (Selection::Model(_), Selection::Values(_)) = (&part.selection, &whole.selection) {
        part.to_mut().selection = whole.selection.clone();
    }
    if part.loading != whole.loading {
        part.to_mut().loading = whole.loading.clone();
    }
    if part.slice.is_whole() && !part.distinct && !part.is_aggregated() {
        part.to_mut().ordering = Some(Vec::new());
    }
    part
}

fn part(frame: &Frame<'_>, binds: &mut Binds) -> Result<Option<SelectStatement>> {
    let query = frame.query;
    if let Some(combination) = &query.combination {
        return Ok(inner(frame, combination, binds)?.map(|it| table(it, query)));
    }
    let whole = query.slice.is_whole() && !query.distinct;
    let found = group::by_keys(frame, query.selection.exprs(), binds, |binds| {
        let places = Places::of(frame, binds.dialect());
        let Some(mut select) = select::named(frame, &places, binds)? else { return Ok(None) };
        if !whole {
            distinct::mark(&mut select, frame, &places, binds)?;
            order::add(&mut select, Place::of(frame), Some(&places), binds)?;
            select::slice(&mut select, frame, binds.dialect());
        }
        Ok(Some(select))
    })?;
    Ok(found.map(|it| if whole { it } else { table(it, query) }))
}

/// The selected columns of a query that stands as a table.
fn table(select: SelectStatement, query: &Query) -> SelectStatement {
    let mut outer = Build::select();
    outer.columns((0..width(query)).map(select::column_name));
    outer.from_subquery(select, Alias::new("part"));
    outer
}

fn width(query: &Query) -> usize {
    query.fields().count() + query.selection.exprs().len()
}

/// The sort keys, each with the column that it is. An order that only the model declares is left away where one of its
/// columns is not selected.
fn sorted<'k>(keys: &'k [Ordering], query: &Query) -> Result<Vec<(&'k Ordering, Alias)>> {
    let mut found = Vec::new();
    for key in keys {
        match place(&key.expr, query) {
            Some(at) => found.push((key, select::column_name(at))),
            None if query.ordering.is_none() => return Ok(Vec::new()),
            None => return Err(Error::sorted_by_unselected()),
        }
    }
    Ok(found)
}

fn place(expr: &Expr, query: &Query) -> Option<usize> {
    let computed = query.selection.exprs().iter().position(|it| it == expr);
    match (&query.selection, expr) {
        (Selection::Values(_), _) => computed,
        (Selection::Model(_), Expr::Path(path)) if path.scope == Scoped::Level(0) => {
            let [name] = path.names.as_slice() else { return None };
            query.fields().position(|it| it.name == *name)
        }
        (Selection::Model(_), _) => computed.map(|at| at + query.fields().count()),
    }
}
