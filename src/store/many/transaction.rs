//! All batches or none.

use std::future::Future;

use crate::{
    db::{Atomic, Session, Target},
    error::Result,
};

/// Runs the batches in a transaction of their own, or in a savepoint of the one that the session is of, so that an
/// error undoes all of them and nothing else.
pub(super) async fn together<T, F>(session: &Session, run: impl FnOnce(Session) -> F) -> Result<T>
where
    F: Future<Output = Result<T>>,
{
    let target = Target::from(session.clone());
    let batches = async { run(target.resolve()?).await };
    Atomic::new().using(target.clone()).run(batches).await
}
