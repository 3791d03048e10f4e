//! A new row.

use crate::{
    compiler::{Compiled, Statement, compile},
    db::Session,
    error::{Error, Result},
    model::{Identity, Model, ModelMeta},
    query::{Command, Insert},
    store::made,
    value::{Row, Value},
};

/// Adds the instance as a row, and sets the key and the other values that the database made.
pub(crate) async fn insert<M: Model>(session: &Session, instance: &mut M) -> Result<()> {
    let added = add(session, instance).await;
    added.map_err(Error::of_model::<M>)
}

async fn add<M: Model>(session: &Session, instance: &mut M) -> Result<()> {
    let makes_key = !instance.is_saved() && M::meta().primary_key().auto;
    let command = command(instance, makes_key)?;
    let names = command.returning.clone();
    let statement = statement(command, session)?;
    let capability = session.dialect().capability();
    if names.is_empty() || !capability.insert_returning {
        if makes_key {
            let key = made_key::<M::Key>(session, &statement).await?;
            instance.set_key(key);
        } else {
            session.execute(&statement).await?;
        }
        made::read_back(session, instance, &names).await?;
        return Ok(());
    }
    let mut each = |row: &mut dyn Row| {
        if M::meta().primary_key().auto {
            instance.set_key(<M::Key as Identity>::read_key(row)?);
        }
        names.iter().try_for_each(|it| instance.fill(it, row))
    };
    session.fetch_returning(&statement, &mut each).await?;
    Ok(())
}

/// The row; a key that the database makes is left to it, and what else it makes is to come back.
fn command<M: Model>(instance: &M, makes_key: bool) -> Result<Insert> {
    let mut values = instance.values();
    if makes_key {
        without_key(M::meta(), &mut values);
    }
    let returning = left_to_database(M::meta(), &values).collect::<Result<_>>()?;
    Ok(Insert { model: M::meta(), values, returning })
}

/// Leaves the key to the database.
pub(super) fn without_key(meta: &ModelMeta, values: &mut [Option<Value>]) {
    let fields = meta.fields.iter().zip(values);
    fields.filter(|(field, _)| field.auto).for_each(|(_, value)| *value = None);
}

/// The fields that have no value, but for the key. A value that is not at hand and that the database does not make would be
/// lost: it is an error.
pub(super) fn left_to_database<'v>(
    meta: &'static ModelMeta,
    values: &'v [Option<Value>],
) -> impl Iterator<Item = Result<&'static str>> + use<'v> {
    let fields = meta.fields.iter().zip(values);
    let left = fields.filter(|(field, value)| !field.auto && value.is_none());
    left.map(|(field, _)| match (field.db_default, field.generated) {
        (None, None) => Err(Error::deferred_in_new_row().with_field(field.name)),
        _ => Ok(field.name),
    })
}

fn statement(command: Insert, session: &Session) -> Result<Statement> {
    match compile(&Command::Insert(command), session.dialect())? {
        Compiled::Statement(statement) => Ok(statement),
        Compiled::Empty => Err(Error::lost_placeholder()),
    }
}

async fn made_key<K: Identity>(session: &Session, statement: &Statement) -> Result<K> {
    let mut key = None;
    if session.dialect().capability().last_insert_id {
        let outcome = session.execute(statement).await?;
        key = outcome.last_insert_id.and_then(K::made);
    } else {
        let mut each = |row: &mut dyn Row| {
            key = Some(K::read_key(row)?);
            Ok(())
        };
        session.fetch_returning(statement, &mut each).await?;
    }
    key.ok_or_else(Error::no_key_made)
}
