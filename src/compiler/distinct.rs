//! `SELECT DISTINCT`: which columns make rows different.
//!
//! What is sorted by has to be selected then, so that sort keys that are not come behind the selection, where nobody reads
//! them.

use sea_query::{Alias, SelectStatement};

use crate::{
    compiler::{
        binds::Binds,
        expression::{self, Place},
        order,
        resolve::Frame,
        select,
    },
    dialect::Dialect,
    error::Result,
    model::Scoped,
    query::{Expr, Ordering, Query, Selection},
};

/// Makes the rows of a selection different ones.
pub(super) fn mark(
    select: &mut SelectStatement,
    frame: &Frame<'_>,
    binds: &mut Binds,
) -> Result<()> {
    select.distinct();
    for expr in unselected(frame.query) {
        select.expr(expression::sql(&expr, Place::of(frame), binds)?);
    }
    Ok(())
}

/// Selects what makes rows different, where only their number counts: of instances the key says it all. Each column has
/// a name of its own, as those of a table must.
pub(super) fn columns(
    select: &mut SelectStatement,
    frame: &Frame<'_>,
    binds: &mut Binds,
) -> Result<()> {
    select.distinct();
    if let Selection::Model(_) = frame.query.selection {
        for (column, name) in select::key_columns(frame).into_iter().zip(["a", "b", "c", "d"]) {
            select.expr_as(column, Alias::new(name));
        }
    }
    let sorted = unselected(frame.query);
    for (at, expr) in frame.query.selection.exprs().iter().chain(&sorted).enumerate() {
        let name = Alias::new(format!("a{at}"));
        select.expr_as(expression::sql(expr, Place::of(frame), binds)?, name);
    }
    Ok(())
}

/// The place of a sort key among the selected columns, where it has to be named by it: PostgreSQL does not see that two
/// expressions with placeholders are the same.
///
/// MySQL sees it, and cannot put NULL first or last of a place.
pub(super) fn place(key: &Ordering, query: &Query, dialect: Dialect) -> Option<usize> {
    let by_place = query.distinct && dialect == Dialect::Postgres;
    if !by_place || matches!(key.expr, Expr::Path(_)) {
        return None;
    }
    let first = query.fields().count() + 1;
    let sorted = unselected(query);
    let at = query.selection.exprs().iter().chain(&sorted).position(|it| *it == key.expr)?;
    Some(first + at)
}

/// The sort keys that are not selected.
fn unselected(query: &Query) -> Vec<Expr> {
    let mut found: Vec<Expr> = Vec::new();
    for key in order::keys(query) {
        let known = is_selected(&key.expr, query) || found.contains(&key.expr);
        if !known {
            found.push(key.expr);
        }
    }
    found
}

fn is_selected(expr: &Expr, query: &Query) -> bool {
    let own = |expr: &Expr| match expr {
        Expr::Path(path) => match path.names.as_slice() {
            [name] => path.scope == Scoped::Level(0) && query.fields().any(|it| it.name == *name),
            _ => false,
        },
        _ => false,
    };
    own(expr) || query.selection.exprs().contains(expr)
}
