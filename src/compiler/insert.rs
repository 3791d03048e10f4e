//! INSERT statements.

use sea_query::{InsertStatement, Query as Build};

use crate::{
    compiler::binds::Binds,
    error::{Error, Result},
    query::Insert,
};

/// Adds one row; gives back the key where the database makes it and can say it.
pub(super) fn row(insert: &Insert, binds: &mut Binds) -> Result<InsertStatement> {
    let mut columns = Vec::new();
    let mut values = Vec::new();
    for (field, value) in insert.model.fields.iter().zip(&insert.values) {
        let Some(value) = value else { continue };
        columns.push(field.column);
        values.push(binds.assigned(value, field.kind).map_err(|it| it.with_field(field.name))?);
    }
    let mut statement = Build::insert();
    statement.into_table(insert.model.table);
    if columns.is_empty() {
        statement.or_default_values();
    } else {
        statement.columns(columns);
        statement.values(values).map_err(|it| Error::uneven_row(insert.model.name, &it))?;
    }
    let key = insert.model.primary_key();
    if key.auto && !binds.dialect().capability().last_insert_id {
        statement.returning_col(key.column);
    }
    Ok(statement)
}
