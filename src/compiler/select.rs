//! SELECT statements: rows, counts, existence, and the queries inside others.

use sea_query::{
    Alias, Asterisk, BinOper, Expr as Sql, Func, JoinType, Query as Build, SelectStatement,
};

use crate::{
    compiler::{
        behind::Places,
        binds::Binds,
        combination,
        condition::{self, Condition},
        distinct,
        expression::{self, Place},
        group, lock,
        negation::Negation,
        order,
        resolve::{Frame, Hop, Join},
    },
    dialect::Dialect,
    error::Result,
    model::{FieldMeta, ModelMeta},
    query::{Numbered, Selection},
};

/// The rows of a query; `None` where there can be none.
pub(super) fn rows(frame: &Frame<'_>, binds: &mut Binds) -> Result<Option<SelectStatement>> {
    if let Some(it) = &frame.query.combination {
        return combination::rows(frame, it, binds);
    }
    group::by_keys(frame, frame.query.selection.exprs(), binds, |binds| {
        let places = Places::of(frame, binds.dialect());
        let Some(mut select) = selected(frame, &places, binds)? else { return Ok(None) };
        distinct::mark(&mut select, frame, &places, binds)?;
        order::add(&mut select, Place::of(frame), Some(&places), binds)?;
        slice(&mut select, frame, binds.dialect());
        lock::add(&mut select, frame, binds.dialect())?;
        Ok(Some(select))
    })
}

/// How many rows a query has; `None` where there can be none. Of a slice it is the same in any order.
pub(super) fn count(frame: &Frame<'_>, binds: &mut Binds) -> Result<Option<SelectStatement>> {
    if let Some(it) = &frame.query.combination {
        return combination::count(frame, it, binds);
    }
    let counted = |select: &mut SelectStatement| {
        select.expr_as(Func::count(Sql::col(Asterisk)), Alias::new("__count"));
    };
    if frame.query.slice.is_whole() && !frame.query.is_grouped() && !frame.query.distinct {
        let mut select = Build::select();
        counted(&mut select);
        return Ok(conditions(&mut select, frame, binds)?.then_some(select));
    }
    Ok(witnessed(frame, binds)?.map(|mut inner| {
        slice(&mut inner, frame, binds.dialect());
        let mut select = Build::select();
        counted(&mut select);
        select.from_subquery(inner, Alias::new("subquery")).to_owned()
    }))
}

/// `SELECT 1 … LIMIT 1`; `None` where there can be no row.
pub(super) fn existence(frame: &Frame<'_>, binds: &mut Binds) -> Result<Option<SelectStatement>> {
    if let Some(it) = &frame.query.combination {
        return combination::existence(frame, it, binds);
    }
    let Some(mut select) = witnessed(frame, binds)? else { return Ok(None) };
    let sliced = frame.query.slice;
    if sliced.is_whole() {
        select.limit(1);
    } else {
        slice(&mut select, frame, binds.dialect());
    }
    Ok(Some(select))
}

/// The right side of `in`; `None` where there can be no row.
pub(super) fn membership(frame: &Frame<'_>, binds: &mut Binds) -> Result<Option<Sql>> {
    Ok(one_column(frame, binds)?.map(|it| {
        // MySQL has no LIMIT inside IN, but has one in a table of a FROM.
        let wrapped = !frame.query.slice.is_whole() && is_mysql(binds.dialect());
        let select = if wrapped { derived(it) } else { it };
        Sql::SubQuery(None, Box::new(select.into()))
    }))
}

/// A query as a value: its first column.
pub(super) fn subquery(frame: &Frame<'_>, binds: &mut Binds) -> Result<Sql> {
    Ok(match one_column(frame, binds)? {
        Some(select) => Sql::SubQuery(None, Box::new(select.into())),
        None => Sql::Keyword(sea_query::Keyword::Null),
    })
}

/// The keys of a query's rows, for a statement that changes them.
pub(super) fn keys(frame: &Frame<'_>, binds: &mut Binds) -> Result<Option<SelectStatement>> {
    let keys = group::by_keys(frame, &[], binds, |binds| {
        let mut select = Build::select();
        select.exprs(key_columns(frame));
        Ok(conditions(&mut select, frame, binds)?.then_some(select))
    })?;
    // A table cannot be read in a statement that changes it, but a copy of it can.
    Ok(keys.map(|it| if is_mysql(binds.dialect()) { derived(it) } else { it }))
}

fn derived(select: SelectStatement) -> SelectStatement {
    let mut outer = Build::select();
    outer.column(Asterisk).from_subquery(select, Alias::new("subquery"));
    outer
}

fn one_column(frame: &Frame<'_>, binds: &mut Binds) -> Result<Option<SelectStatement>> {
    if let Some(it) = &frame.query.combination {
        return combination::inner(frame, it, binds);
    }
    group::by_keys(frame, &[], binds, |binds| {
        let mut select = Build::select();
        let column = match &frame.query.selection {
            Selection::Values(exprs) => match exprs.first() {
                Some(expr) => expression::sql(expr, Place::of(frame), binds)?,
                None => key(frame),
            },
            Selection::Model(_) => key(frame),
        };
        select.expr(distinct::on(column, None, frame, binds)?);
        distinct::compare_rows(&mut select, frame);
        if !conditions(&mut select, frame, binds)? {
            return Ok(None);
        }
        if !frame.query.slice.is_whole() || !frame.query.distinct_on.is_empty() {
            order::add(&mut select, Place::of(frame), None, binds)?;
            slice(&mut select, frame, binds.dialect());
        }
        lock::add(&mut select, frame, binds.dialect())?;
        Ok(Some(select))
    })
}

fn selected(
    frame: &Frame<'_>,
    places: &Places<'_, '_>,
    binds: &mut Binds,
) -> Result<Option<SelectStatement>> {
    let mut select = Build::select();
    select.exprs(columns(frame, places, binds)?);
    Ok(conditions(&mut select, frame, binds)?.then_some(select))
}

/// The same, with columns that are named by their places.
pub(super) fn named(
    frame: &Frame<'_>,
    places: &Places<'_, '_>,
    binds: &mut Binds,
) -> Result<Option<SelectStatement>> {
    let mut select = Build::select();
    for (at, column) in columns(frame, places, binds)?.into_iter().enumerate() {
        select.expr_as(column, column_name(at));
    }
    Ok(conditions(&mut select, frame, binds)?.then_some(select))
}

/// The name of the column at a place, counted from 0.
pub(super) fn column_name(at: usize) -> Alias {
    Alias::new(format!("col{}", at + 1))
}

fn columns(frame: &Frame<'_>, places: &Places<'_, '_>, binds: &mut Binds) -> Result<Vec<Sql>> {
    let root = frame.tree.root();
    let fields = frame.query.fields();
    let mut columns: Vec<_> = fields.map(|it| Sql::col((root.alias.clone(), it.column))).collect();
    for expr in frame.query.selection.exprs() {
        columns.push(expression::sql(expr, Place::of(frame), binds)?);
    }
    if let Some(first) = columns.first_mut() {
        *first = distinct::on(first.clone(), Some(places), frame, binds)?;
    }
    Ok(columns)
}

/// Adds FROM, the joins, WHERE and HAVING; false where no row can come out. Aggregates over all rows are a row even
/// where no row can meet the conditions.
fn conditions(select: &mut SelectStatement, frame: &Frame<'_>, binds: &mut Binds) -> Result<bool> {
    let lone = frame.query.is_lone_aggregate();
    if frame.query.slice.limit() == Some(0) || (frame.query.empty && !lone) {
        return Ok(false);
    }
    from(select, frame);
    let (rows, groups) = frame.query.split_filters();
    let mut clause = |members: Numbered<'_>| {
        condition::all_of(members.into_iter().map(|(owner, q)| {
            condition::sql(q, Place { frame, owner: Some(owner) }, Negation::NONE, binds)
        }))
    };
    let met = if frame.query.empty { Condition::Never } else { clause(rows)? };
    match met {
        Condition::Never if lone => _ = select.and_where(Condition::Never.into_value()),
        Condition::Never => return Ok(false),
        Condition::Sql(sql) => _ = select.and_where(sql),
        Condition::Always => (),
    }
    match clause(groups)? {
        Condition::Never => return Ok(false),
        Condition::Sql(sql) => _ = select.and_having(sql),
        Condition::Always => (),
    }
    Ok(true)
}

fn from(select: &mut SelectStatement, frame: &Frame<'_>) {
    let root = frame.tree.root();
    if root.is_renamed() {
        select.from_as(root.model.table, root.alias.clone());
    } else {
        select.from(root.model.table);
    }
    for join in frame.tree.joins() {
        let Some((parent, hop)) = join.from else { continue };
        let Some(parent) = frame.tree.joins().get(parent) else { continue };
        let kind = if join.outer { JoinType::LeftJoin } else { JoinType::InnerJoin };
        let on = on(parent, hop, join);
        if join.is_renamed() {
            select.join_as(kind, join.model.table, join.alias.clone(), on);
        } else {
            select.join(kind, join.model.table, on);
        }
    }
}

fn on(parent: &Join, hop: Hop, join: &Join) -> Sql {
    let column = |table: &Join, name: &'static str| Sql::col((table.alias.clone(), name));
    let (left, right) = match hop {
        Hop::Forward(field, target) => (field.column, pointed(field, target).column),
        Hop::Reverse(field, _) => (pointed(field, parent.model).column, field.column),
    };
    Sql::Binary(Box::new(column(parent, left)), BinOper::Equal, Box::new(column(join, right)))
}

/// The field of `target` that the key `field` holds the values of.
fn pointed(field: &FieldMeta, target: &'static ModelMeta) -> &'static FieldMeta {
    field.relation.map_or_else(|| target.primary_key(), |it| it.field())
}

/// The rows of a query of which only the number counts.
fn witnessed(frame: &Frame<'_>, binds: &mut Binds) -> Result<Option<SelectStatement>> {
    group::by_keys(frame, &[], binds, |binds| {
        let mut select = Build::select();
        witness(&mut select, frame, binds)?;
        Ok(conditions(&mut select, frame, binds)?.then_some(select))
    })
}

/// What such a query selects.
fn witness(select: &mut SelectStatement, frame: &Frame<'_>, binds: &mut Binds) -> Result<()> {
    if frame.query.distinct && frame.query.distinct_on.is_empty() {
        return distinct::columns(select, frame, binds);
    }
    let witness = match frame.query.selection.exprs().first() {
        Some(expr) if frame.query.is_lone_aggregate() => {
            expression::sql(expr, Place::of(frame), binds)?
        }
        _ => Sql::Custom("1".into()),
    };
    let witness = distinct::on(witness, None, frame, binds)?;
    select.expr_as(witness, Alias::new("a"));
    Ok(())
}

pub(super) fn slice(select: &mut SelectStatement, frame: &Frame<'_>, dialect: Dialect) {
    let slice = frame.query.slice;
    if let Some(limit) = slice.limit() {
        select.limit(limit);
    } else if slice.start > 0 && dialect != Dialect::Postgres {
        // OFFSET is part of LIMIT in their grammar; this limit is the largest number that both take.
        select.limit(i64::MAX.unsigned_abs());
    }
    if slice.start > 0 {
        select.offset(slice.start);
    }
}

/// The key of the query's own table; a composite one is a row value.
fn key(frame: &Frame<'_>) -> Sql {
    let root = frame.tree.root();
    match key_columns(frame).as_slice() {
        [_, _, ..] => Sql::Tuple(key_columns(frame)),
        _ => Sql::col((root.alias.clone(), root.model.primary_key().column)),
    }
}

/// The columns of the key of the query's own table.
pub(super) fn key_columns(frame: &Frame<'_>) -> Vec<Sql> {
    let root = frame.tree.root();
    root.model.keys().map(|it| Sql::col((root.alias.clone(), it.column))).collect()
}

fn is_mysql(dialect: Dialect) -> bool {
    matches!(dialect, Dialect::Mysql | Dialect::Mariadb)
}

/// The condition of a statement that changes the rows of a query.
///
/// Conditions on the table itself stand as they are; what needs joins or groups is a list of keys.
pub(super) fn changed(frame: &Frame<'_>, binds: &mut Binds) -> Result<Condition> {
    if frame.query.empty {
        return Ok(Condition::Never);
    }
    if frame.tree.joins().len() > 1 || frame.query.is_grouped() {
        let Some(keys) = keys(frame, binds)? else { return Ok(Condition::Never) };
        let keys = Sql::SubQuery(None, Box::new(keys.into()));
        return Ok(Condition::Sql(Sql::Binary(Box::new(key(frame)), BinOper::In, Box::new(keys))));
    }
    let filters = frame.query.filters.iter().enumerate();
    condition::all_of(filters.map(|(owner, q)| {
        condition::sql(q, Place { frame, owner: Some(owner) }, Negation::NONE, binds)
    }))
}
