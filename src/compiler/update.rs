//! UPDATE statements.

use sea_query::{Expr as Sql, Query as Build, UpdateStatement};

use crate::{
    compiler::{
        binds::Binds,
        check,
        condition::Condition,
        expression::{self, Place},
        held, order,
        resolve::{Frame, joined},
        select,
    },
    dialect::Dialect,
    error::{Error, Result},
    model::FieldMeta,
    query::{Expr, Query, Update},
};

/// Changes the rows of a query; `None` where there can be none.
pub(super) fn rows(
    update: &Update,
    frame: &Frame<'_>,
    binds: &mut Binds,
) -> Result<Option<UpdateStatement>> {
    check::changeable(frame.query, "update")?;
    if update.assignments.is_empty() {
        return Err(Error::nothing_to_update(frame.query.model.name));
    }
    let mut statement = Build::update();
    statement.table(frame.query.model.table);
    let mut assigned: Vec<&str> = Vec::with_capacity(update.assignments.len());
    for (column, value) in &update.assignments {
        let field = own_column(column, frame)?;
        if assigned.contains(&field.name) {
            return Err(Error::assigned_twice(field.name).with_field(field.name));
        }
        assigned.push(field.name);
        let value = match value {
            Expr::Value(value) => binds.assigned(value, field),
            expr => {
                check::own_columns_only(expr, frame)?;
                held::assigned(expr, field, Place::of(frame), binds)
                    .map(|it| binds.of_column(it, field))
            }
        };
        statement.value(field.column, value.map_err(|it| it.with_field(field.name))?);
    }
    match select::changed(frame, binds)? {
        Condition::Never => return Ok(None),
        Condition::Sql(sql) => _ = statement.and_where(sql),
        Condition::Always => (),
    }
    sort(&mut statement, &update.query, frame, binds)?;
    Ok(Some(statement))
}

/// Adds the order that the query asks for, where an update has one; that of another table is left away, as in Django.
fn sort(
    statement: &mut UpdateStatement,
    query: &Query,
    frame: &Frame<'_>,
    binds: &mut Binds,
) -> Result<()> {
    let keys = if query.ordering.is_some() { query.sort_keys() } else { Vec::new() };
    if let Some(it) = keys.iter().find_map(|it| it.expr.first_aggregate()) {
        return Err(Error::update_sorted_by_aggregate(query.model.name, &it.aggregate_name()));
    }
    let own = keys.iter().all(|it| check::own_columns_only(&it.expr, frame).is_ok());
    if own && binds.dialect().capability().ordered_updates {
        for key in &keys {
            let expr = expression::sorted(&key.expr, Place::of(frame), binds)?;
            order::key(statement, expr, key);
        }
    }
    Ok(())
}

/// What comes back.
pub(super) fn returned(update: &Update, dialect: Dialect) -> Result<Vec<Sql>> {
    let model = update.query.model;
    let asked = update.returning.iter().filter(|_| dialect.capability().update_returning);
    let asked = asked.filter_map(|it| model.field(it)).collect();
    let is_set = |name: &str| {
        let mut columns = update.assignments.iter().map(|(column, _)| column);
        columns.any(|it| matches!(it, Expr::Path(path) if path.names.first() == Some(&name)))
    };
    Ok(held::returned(asked, &held::computed(model, is_set)?, dialect))
}

/// The column of the query's own table that an assignment names.
fn own_column(column: &Expr, frame: &Frame<'_>) -> Result<&'static FieldMeta> {
    let model = frame.query.model;
    let Expr::Path(path) = column else {
        return Err(Error::not_assignable(model.name, &format!("{column:?}")));
    };
    if path.names.is_empty() || joined(path, model)? > 0 {
        return Err(Error::not_assignable(model.name, &path.names.join("__")));
    }
    let field = frame.resolve(path, None)?.field;
    match field.generated {
        Some(_) => Err(Error::generated_is_not_assignable(field.name).with_field(field.name)),
        None => Ok(field),
    }
}
