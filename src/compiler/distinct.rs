//! `SELECT DISTINCT` and `DISTINCT ON`: which columns make rows different.

use sea_query::{Alias, Expr as Sql, SelectStatement};

use crate::{
    compiler::{
        behind::Places,
        binds::Binds,
        expression::{self, Place},
        resolve::Frame,
        select,
    },
    error::{Error, Result},
    query::Selection,
};

/// Makes the rows of a selection different ones, where the query says so, and selects what has to stand behind it.
pub(super) fn mark(
    select: &mut SelectStatement,
    frame: &Frame<'_>,
    places: &Places<'_, '_>,
    binds: &mut Binds,
) -> Result<()> {
    compare_rows(select, frame);
    for expr in places.behind() {
        select.expr(expression::sql(expr, Place::of(frame), binds)?);
    }
    Ok(())
}

/// Makes whole rows different ones, where the query says so.
pub(super) fn compare_rows(select: &mut SelectStatement, frame: &Frame<'_>) {
    if frame.query.distinct && frame.query.distinct_on.is_empty() {
        select.distinct();
    }
}

/// The first column of a query, behind `DISTINCT ON (…)` where the query has that: sea-query knows it of columns only.
/// It goes by places if the selection is complete.
pub(super) fn on(
    column: Sql,
    places: Option<&Places<'_, '_>>,
    frame: &Frame<'_>,
    binds: &mut Binds,
) -> Result<Sql> {
    let exprs = &frame.query.distinct_on;
    if exprs.is_empty() {
        return Ok(column);
    }
    if !binds.dialect().capability().distinct_on {
        return Err(Error::no_distinct_on(binds.dialect()));
    }
    let mut pieces = Vec::with_capacity(exprs.len() + 1);
    for expr in exprs {
        pieces.push(match places.and_then(|it| it.find(expr)) {
            Some(place) => Sql::Custom(place.to_string().into()),
            None => expression::sql(expr, Place::of(frame), binds)?,
        });
    }
    let places: Vec<String> = (1..=pieces.len()).map(|number| format!("${number}")).collect();
    let text = format!("DISTINCT ON ({}) ${}", places.join(", "), pieces.len() + 1);
    pieces.push(column);
    Ok(Sql::CustomWithExpr(text.into(), pieces))
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
    let places = Places::of(frame, binds.dialect());
    for (at, expr) in frame.query.selection.exprs().iter().chain(places.behind()).enumerate() {
        let name = Alias::new(format!("a{at}"));
        select.expr_as(expression::sql(expr, Place::of(frame), binds)?, name);
    }
    Ok(())
}
