//! All batches or none.

use std::future::Future;

use crate::{
    db::{Atomic, Session, Target},
    error::Result,
};

/// Runs the batches in a transaction of their own, or in a savepoint of the one that the session is of, so that an
/// error undoes all of them and nothing else. One of their own is tried again when another one was in its way.
pub(super) async fn together<T, F>(session: &Session, run: impl Fn(Session) -> F) -> Result<T>
where
    F: Future<Output = Result<T>>,
{
    let target = Target::from(session.clone());
    let batches = || async { run(target.resolve()?).await };
    Atomic::new().using(target.clone()).retries(session.retries()).run(batches).await
}
