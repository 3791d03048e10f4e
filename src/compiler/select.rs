//! SELECT statements: rows, counts, existence, and the queries inside others.

use sea_query::{
    Alias, Asterisk, BinOper, Expr as Sql, Func, JoinType, Query as Build, SelectStatement,
};

use crate::{
    compiler::{
        behind::{self, Places},
        binds::Binds,
        combination,
        condition::{self, Condition},
        distinct,
        expression::{self, Place},
        lock, order,
        resolve::{Frame, Hop, Join},
    },
    dialect::Dialect,
    error::Result,
    model::{FieldMeta, ModelMeta, Scoped},
    query::{Expr, Q, Selection},
};

/// The rows of a query; `None` where there can be none.
pub(super) fn rows(frame: &Frame<'_>, binds: &mut Binds) -> Result<Option<SelectStatement>> {
    if let Some(it) = &frame.query.combination {
        return combination::rows(frame, it, binds);
    }
    let places = Places::of(frame, binds.dialect());
    let Some(mut select) = selected(frame, &places, binds)? else { return Ok(None) };
    distinct::mark(&mut select, frame, &places, binds)?;
    order::add(&mut select, Place::of(frame), Some(&places), binds)?;
    slice(&mut select, frame, binds.dialect());
    lock::add(&mut select, frame, binds.dialect())?;
    Ok(Some(select))
}

/// How many rows a query has; `None` where there can be none. Of a slice it is the same in any order.
pub(super) fn count(frame: &Frame<'_>, binds: &mut Binds) -> Result<Option<SelectStatement>> {
    if let Some(it) = &frame.query.combination {
        return combination::count(frame, it, binds);
    }
    let counted = |select: &mut SelectStatement| {
        select.expr_as(Func::count(Sql::col(Asterisk)), Alias::new("__count"));
    };
    if frame.query.slice.is_whole() && !frame.is_grouped() && !frame.query.distinct {
        let mut select = Build::select();
        counted(&mut select);
        return Ok(conditions(&mut select, frame, binds)?.then_some(select));
    }
    let mut inner = Build::select();
    witness(&mut inner, frame, binds)?;
    if !conditions(&mut inner, frame, binds)? {
        return Ok(None);
    }
    group(&mut inner, frame, None, binds)?;
    slice(&mut inner, frame, binds.dialect());
    let mut select = Build::select();
    counted(&mut select);
    select.from_subquery(inner, Alias::new("subquery"));
    Ok(Some(select))
}

/// `SELECT 1 … LIMIT 1`; `None` where there can be no row.
pub(super) fn existence(frame: &Frame<'_>, binds: &mut Binds) -> Result<Option<SelectStatement>> {
    if let Some(it) = &frame.query.combination {
        return combination::existence(frame, it, binds);
    }
    let mut select = Build::select();
    witness(&mut select, frame, binds)?;
    if !conditions(&mut select, frame, binds)? {
        return Ok(None);
    }
    group(&mut select, frame, None, binds)?;
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
    let mut select = Build::select();
    select.exprs(key_columns(frame));
    if !conditions(&mut select, frame, binds)? {
        return Ok(None);
    }
    group(&mut select, frame, None, binds)?;
    // A table cannot be read in a statement that changes it, but a copy of it can.
    Ok(Some(if is_mysql(binds.dialect()) { derived(select) } else { select }))
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
    group(&mut select, frame, None, binds)?;
    if !frame.query.slice.is_whole() || !frame.query.distinct_on.is_empty() {
        order::add(&mut select, Place::of(frame), None, binds)?;
        slice(&mut select, frame, binds.dialect());
    }
    lock::add(&mut select, frame, binds.dialect())?;
    Ok(Some(select))
}

fn selected(
    frame: &Frame<'_>,
    places: &Places<'_, '_>,
    binds: &mut Binds,
) -> Result<Option<SelectStatement>> {
    let mut select = Build::select();
    select.exprs(columns(frame, places, binds)?);
    found(select, frame, places, binds)
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
    found(select, frame, places, binds)
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

/// The rows of which columns are selected.
fn found(
    mut select: SelectStatement,
    frame: &Frame<'_>,
    places: &Places<'_, '_>,
    binds: &mut Binds,
) -> Result<Option<SelectStatement>> {
    if !conditions(&mut select, frame, binds)? {
        return Ok(None);
    }
    group(&mut select, frame, Some(places), binds)?;
    Ok(Some(select))
}

/// Adds FROM, the joins, WHERE and HAVING; false where no row can come out. Aggregates over all rows are a row even
/// where no row can meet the conditions.
fn conditions(select: &mut SelectStatement, frame: &Frame<'_>, binds: &mut Binds) -> Result<bool> {
    let lone = frame.query.is_lone_aggregate();
    if frame.query.slice.limit() == Some(0) || (frame.query.empty && !lone) {
        return Ok(false);
    }
    from(select, frame);
    let (rows, groups) = split_filters(frame);
    let mut clause =
        |members: Vec<(usize, &Q)>| {
            condition::all_of(members.into_iter().map(|(owner, q)| {
                condition::sql(q, Place { frame, owner: Some(owner) }, false, binds)
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

/// Conditions, each with the number of the call of `filter` it comes from.
type Numbered<'q> = Vec<(usize, &'q Q)>;

/// The conditions on rows, and those on groups of rows, each with the call of `filter` it comes from.
fn split_filters<'q>(frame: &Frame<'q>) -> (Numbered<'q>, Numbered<'q>) {
    let members = frame.query.filters.iter().enumerate().flat_map(|(owner, filter)| {
        let members = match filter {
            Q::And(all) => all.as_slice(),
            one => std::slice::from_ref(one),
        };
        members.iter().map(move |it| (owner, it))
    });
    members.partition(|(_, it)| !it.is_aggregate())
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

/// What a query selects of which only the number of rows counts.
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

/// Adds GROUP BY: of instances by their key, of values by those that are no aggregates.
///
/// What is computed is named by its place, where the selection is complete: PostgreSQL does not see that two expressions
/// with placeholders are the same.
fn group(
    select: &mut SelectStatement,
    frame: &Frame<'_>,
    places: Option<&Places<'_, '_>>,
    binds: &mut Binds,
) -> Result<()> {
    if !frame.is_grouped() {
        return Ok(());
    }
    let mut by = Vec::new();
    if frame.query.annotated.is_some() || matches!(frame.query.selection, Selection::Model(_)) {
        let root = frame.tree.root();
        let whole = !binds.dialect().capability().group_by_key;
        let columns = root.model.fields.iter().filter(|it| whole || it.primary_key);
        by.extend(columns.map(|it| Sql::col((root.alias.clone(), it.column))));
    }
    let exprs = frame.query.selection.exprs();
    let sorted = frame.query.sort_keys().into_iter().map(|it| it.expr);
    let sorted = sorted.chain(frame.query.distinct_on.iter().cloned());
    for (at, expr) in exprs.iter().cloned().chain(sorted).enumerate() {
        if expr.is_aggregate() || matches!(expr, Expr::Value(_)) || behind::is_random(&expr) {
            continue;
        }
        let place = places.and_then(|places| match &expr {
            Expr::Path(_) => None,
            _ if at < exprs.len() => Some(places.selected(at)),
            _ => places.find(&expr),
        });
        let sql = match place {
            Some(place) => Sql::Custom(place.to_string().into()),
            None => expression::sql(&expr, Place::of(frame), binds)?,
        };
        if !by.contains(&sql) {
            by.push(sql);
        }
    }
    for (owner, filter) in split_filters(frame).1 {
        for (owner, path) in filter.paths_of_rows(owner) {
            let column = frame.resolve(path, Some(owner))?.column();
            if path.scope == Scoped::Level(0) && !by.contains(&column) {
                by.push(column);
            }
        }
    }
    select.add_group_by(by);
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
    if frame.tree.joins().len() > 1 || frame.is_grouped() {
        let Some(keys) = keys(frame, binds)? else { return Ok(Condition::Never) };
        let keys = Sql::SubQuery(None, Box::new(keys.into()));
        return Ok(Condition::Sql(Sql::Binary(Box::new(key(frame)), BinOper::In, Box::new(keys))));
    }
    let filters = frame.query.filters.iter().enumerate();
    condition::all_of(
        filters
            .map(|(owner, q)| condition::sql(q, Place { frame, owner: Some(owner) }, false, binds)),
    )
}
