//! INSERT statements.

use sea_query::{Expr as Sql, InsertStatement, Query as Build};

use crate::{
    compiler::{binds::Binds, held},
    dialect::Dialect,
    error::{Error, Result},
    query::Insert,
};

/// Adds one row; gives back the key where the database makes it and can say it.
pub(super) fn row(insert: &Insert, binds: &mut Binds) -> Result<InsertStatement> {
    let mut columns = Vec::new();
    let mut values = Vec::new();
    for (field, value) in insert.model.fields.iter().zip(&insert.values) {
        let Some(value) = value else { continue };
        if field.generated.is_some() {
            return Err(Error::generated_is_not_assignable(field.name).with_field(field.name));
        }
        columns.push(field.column);
        values.push(binds.assigned(value, field)?);
    }
    let mut statement = Build::insert();
    statement.into_table(insert.model.table);
    if columns.is_empty() {
        statement.or_default_values();
    } else {
        statement.columns(columns);
        statement.values(values).map_err(|it| Error::uneven_row(insert.model.name, &it))?;
    }
    Ok(statement)
}

/// What comes back: the key that the database made, where the protocol does not say it, and what was asked for.
pub(super) fn returned(insert: &Insert, dialect: Dialect) -> Result<Vec<Sql>> {
    let capability = dialect.capability();
    let asked = !insert.returning.is_empty() && capability.insert_returning;
    let key = insert.model.primary_key();
    let key = Some(key).filter(|it| it.auto && (asked || !capability.last_insert_id));
    let asked = insert.returning.iter().filter(|_| asked);
    let asked = asked.filter_map(|it| insert.model.field(it));
    let asked = key.into_iter().chain(asked).collect();
    Ok(held::returned(asked, &held::computed(insert.model, |_| true)?, dialect))
}
