//! Changes to the rows of a query.

use crate::{
    compiler::{Compiled, compile},
    db::Session,
    error::Result,
    query::{Command, Query, Update},
};

/// Updates the rows of a query; gives back how many met the conditions.
pub(crate) async fn update(session: &Session, update: Update) -> Result<u64> {
    changed(session, &Command::Update(update)).await
}

/// Deletes the rows of a query; gives back how many there were.
pub(crate) async fn delete(session: &Session, query: Query) -> Result<u64> {
    changed(session, &Command::Delete(query)).await
}

async fn changed(session: &Session, command: &Command) -> Result<u64> {
    match compile(command, session.dialect())? {
        Compiled::Empty => Ok(0),
        Compiled::Statement(statement) => Ok(session.execute(&statement).await?.rows_affected),
    }
}
