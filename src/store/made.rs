//! What the database makes of a row: generated columns, and defaults that were left to it.

use crate::{
    compiler::{Compiled, compile},
    db::Session,
    error::{Error, Result},
    model::{Identity, Model, ModelMeta},
    query::{Command, Expr, Lookup, Q, Query, Selection, Update},
    store::change::update,
    value::{Row, Value},
};

/// The row with this key, a value for each of its columns.
pub(crate) fn row(meta: &'static ModelMeta, key: Vec<Value>) -> Query {
    rows_with(meta, meta.keys().map(|it| it.name).zip(key))
}

/// The rows that have these values in these fields.
pub(crate) fn rows_with(
    meta: &'static ModelMeta,
    values: impl Iterator<Item = (&'static str, Value)>,
) -> Query {
    let mut query = Query::new(meta);
    query.ordering = Some(Vec::new());
    let parts = values.map(|(name, value)| Q::Lookup {
        left: Expr::column(meta, name),
        lookup: Lookup::Exact,
        right: vec![Expr::Value(value)],
    });
    query.filters.extend(parts);
    query
}

/// Reads these fields of the row of a saved instance into it; false where there is no row.
pub(crate) async fn read_back<M: Model>(
    session: &Session,
    instance: &mut M,
    names: &[&'static str],
) -> Result<bool> {
    if names.is_empty() {
        return Ok(true);
    }
    let mut query = row(M::meta(), instance.key().to_values());
    query.selection =
        Selection::Values(names.iter().map(|it| Expr::column(M::meta(), it)).collect());
    let Compiled::Statement(statement) = compile(&Command::Select(query), session.dialect())?
    else {
        return Ok(false);
    };
    let mut each = |row: &mut dyn Row| names.iter().try_for_each(|it| instance.fill(it, row));
    Ok(session.fetch(&statement, &mut each).await? > 0)
}

/// Updates the row of an instance, and reads into it what the database computed anew; false where there is no row.
pub(crate) async fn update_instance<M: Model>(
    session: &Session,
    instance: &mut M,
    assignments: Vec<(Expr, Expr)>,
) -> Result<bool> {
    let generated = M::meta().fields.iter().filter(|it| it.generated.is_some());
    let names: Vec<_> = generated.map(|it| it.name).collect();
    let query = row(M::meta(), instance.key().to_values());
    let command = Update { query, assignments, returning: names.clone() };
    if names.is_empty() || !session.dialect().capability().update_returning {
        let updated = update(session, command).await? > 0;
        if updated {
            read_back(session, instance, &names).await?;
        }
        return Ok(updated);
    }
    let Compiled::Statement(statement) = compile(&Command::Update(command), session.dialect())?
    else {
        return Ok(false);
    };
    let mut each = |row: &mut dyn Row| names.iter().try_for_each(|it| instance.fill(it, row));
    Ok(session.fetch_returning(&statement, &mut each).await? > 0)
}

/// Updates the row of an instance, and reads the row as it is then; an error where there is none.
pub(crate) async fn renew<M: Model>(
    session: &Session,
    instance: &mut M,
    assignments: Vec<(Expr, Expr)>,
) -> Result<()> {
    let query = row(M::meta(), instance.key().to_values());
    let mut command = Update::new(query.clone(), assignments);
    let mut found = false;
    let mut each = |row: &mut dyn Row| {
        (*instance, found) = (M::read(row)?, true);
        Ok(())
    };
    if session.dialect().capability().update_returning {
        command.returning = M::meta().fields.iter().map(|it| it.name).collect();
        if let Compiled::Statement(it) = compile(&Command::Update(command), session.dialect())? {
            session.fetch_returning(&it, &mut each).await?;
        }
    } else {
        update(session, command).await?;
        if let Compiled::Statement(it) = compile(&Command::Select(query), session.dialect())? {
            session.fetch(&it, &mut each).await?;
        }
    }
    if found { Ok(()) } else { Err(Error::not_updated()) }
}
