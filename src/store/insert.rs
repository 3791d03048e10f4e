//! A new row.

use crate::{
    compiler::{Compiled, Statement, compile},
    db::Session,
    error::{Error, Result},
    model::{FieldMeta, Key, Model, ModelMeta},
    query::{Command, Insert},
    value::{Column, Row, Value},
};

/// Adds the instance as a row, and sets the key that the database made.
pub(crate) async fn insert<M: Model>(session: &Session, instance: &mut M) -> Result<()> {
    let saved = instance.is_saved();
    let statement =
        statement(M::meta(), instance.values(), saved, session).map_err(Error::of_model::<M>)?;
    if saved || !M::meta().primary_key().auto {
        session.execute(&statement).await.map_err(Error::of_model::<M>)?;
        return Ok(());
    }
    let key = made_key::<M::Key>(session, &statement).await.map_err(Error::of_model::<M>)?;
    instance.set_key(key);
    Ok(())
}

/// The statement for one row; a key that the database makes is left to it.
fn statement(
    meta: &'static ModelMeta,
    values: Vec<Value>,
    with_key: bool,
    session: &Session,
) -> Result<Statement> {
    let left_out = |field: &FieldMeta| field.auto && !with_key;
    let values = meta.fields.iter().zip(values);
    let values = values.map(|(field, value)| (!left_out(field)).then_some(value)).collect();
    match compile(&Command::Insert(Insert { model: meta, values }), session.dialect())? {
        Compiled::Statement(statement) => Ok(statement),
        Compiled::Empty => Err(Error::lost_placeholder()),
    }
}

async fn made_key<K: Key>(session: &Session, statement: &Statement) -> Result<K> {
    let mut key = None;
    if session.dialect().capability().last_insert_id {
        let outcome = session.execute(statement).await?;
        key = outcome.last_insert_id.and_then(K::made);
    } else {
        let mut each = |row: &mut dyn Row| {
            key = Some(<K as Column>::read(row)?);
            Ok(())
        };
        session.fetch_returning(statement, &mut each).await?;
    }
    key.ok_or_else(Error::no_key_made)
}
