//! One run of a body: in a transaction of its own, or as a part of one.

use std::{future::Future, pin::Pin};

use super::{
    block::Handle, doom::Doom, explicit::Transaction, nested::Nested, options::Options,
    root::Opening,
};
use crate::{
    db::{Database, Session, scope},
    error::{Error, ErrorKind},
};

/// How a run ended.
pub(super) struct Attempt<T, E> {
    pub(super) outcome: Result<T, E>,
    /// It was the outermost block, and another transaction was in its way, be it in a savepoint.
    pub(super) conflict: bool,
}

/// Runs a body where the session says.
pub(super) async fn attempt<T, E, F>(
    session: &Session,
    options: Options,
    body: Pin<Box<F>>,
) -> Attempt<T, E>
where
    E: From<Error>,
    F: Future<Output = Result<T, E>>,
{
    match session {
        Session::Pool(database) => outermost(database, options, body).await,
        Session::Transaction(outer) => {
            let outcome = inside(outer, options, body).await;
            Attempt { outcome, conflict: false }
        }
    }
}

async fn outermost<T, E, F>(
    database: &Database,
    options: Options,
    body: Pin<Box<F>>,
) -> Attempt<T, E>
where
    E: From<Error>,
    F: Future<Output = Result<T, E>>,
{
    let opening = Opening { database, mode: options.mode, place: options.place };
    let transaction = match Transaction::open(&opening, None).await {
        Ok(transaction) => transaction,
        Err(error) => {
            let conflict = error.kind() == ErrorKind::Serialization;
            return Attempt { outcome: Err(error.into()), conflict };
        }
    };
    let handle = transaction.handle().clone();
    let outcome = match scope::inside(&handle, body).await {
        Ok(value) => transaction.commit().await.map(|()| value).map_err(E::from),
        Err(error) => {
            // When this fails, the connection is lost, and the transaction with it.
            let _ = transaction.rollback().await;
            Err(error)
        }
    };
    Attempt { conflict: outcome.is_err() && handle.root().is_in_conflict(), outcome }
}

async fn inside<T, E, F>(outer: &Handle, options: Options, body: Pin<Box<F>>) -> Result<T, E>
where
    E: From<Error>,
    F: Future<Output = Result<T, E>>,
{
    options.check_inside(outer.place())?;
    if !options.savepoint {
        return merged(outer, body).await;
    }
    let mut nested = Nested::open(outer).await?;
    let handle = nested.handle.clone();
    match scope::inside(&handle, body).await {
        Ok(value) => {
            nested.keep().await?;
            Ok(value)
        }
        Err(error) => {
            // When this fails, the transaction is broken and says so to everybody who goes on with it.
            let _ = nested.undo().await;
            Err(error)
        }
    }
}

/// Runs a body as a part of the block outside: its failure dooms that.
async fn merged<T, E, F>(outer: &Handle, body: Pin<Box<F>>) -> Result<T, E>
where
    E: From<Error>,
    F: Future<Output = Result<T, E>>,
{
    outer.block().check()?;
    let mut guard = Merged { outer, succeeded: false };
    let outcome = scope::inside(outer, body).await;
    guard.succeeded = outcome.is_ok();
    outcome
}

struct Merged<'o> {
    outer: &'o Handle,
    succeeded: bool,
}

impl Drop for Merged<'_> {
    fn drop(&mut self) {
        if !self.succeeded {
            self.outer.block().doom(Doom::Inner);
        }
    }
}
