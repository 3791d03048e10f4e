//! What a task knows of databases: the one for queries that name none, and the transactions that are open round it.

use std::future::Future;

use tokio::task::JoinHandle;

use crate::db::{Database, transaction::Handle};

tokio::task_local! {
    static CURRENT: Scope;
}

#[derive(Clone, Default)]
struct Scope {
    database: Option<Database>,
    /// The innermost block of each transaction.
    open: Vec<Handle>,
}

/// Spawns a task that has the database of this one's scope. It has none of its transactions: two tasks cannot take turns
/// on a connection that only one of them ends.
///
/// A task spawned by `tokio::spawn` has neither. In both, a query belongs to where its method was called: that of
/// `spawn(books.acount())` to the task that spawns, with its transaction, that of `spawn(async { books.acount().await })` to
/// the new one.
///
/// ```
/// # use queryset::prelude::*;
/// # fn main() -> queryset::Result<()> {
/// # tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(async {
/// # let db = Database::connect("sqlite::memory:").await?;
/// # db.scope(async {
/// let task = queryset::spawn(async { queryset::atomic(async { Ok(41 + 1) }).await });
/// assert_eq!(task.await.expect("no panic")?, 42);
/// # Ok(())
/// # }).await
/// # })
/// # }
/// ```
///
/// # Panics
/// Outside of a tokio runtime, as `tokio::spawn`.
pub fn spawn<F>(future: F) -> JoinHandle<F::Output>
where
    F: Future<Output: Send> + Send + 'static,
{
    let scope = Scope { database: current(), open: Vec::new() };
    tokio::spawn(CURRENT.scope(scope, future))
}

/// Makes a database that of a future.
pub(super) async fn within<F: Future>(database: Database, future: F) -> F::Output {
    CURRENT.scope(Scope { database: Some(database), ..scope() }, future).await
}

/// Makes a future one of this scope's database, wherever it is polled; the transactions round it are those of there.
pub(super) fn kept<F: Future>(future: F) -> impl Future<Output = F::Output> {
    let here = current();
    async move {
        match here {
            Some(database) => within(database, future).await,
            None => future.await,
        }
    }
}

/// Makes a block the innermost of its transaction for a future, and its database the one of the future.
pub(super) async fn inside<F: Future>(block: &Handle, future: F) -> F::Output {
    let mut scope = scope();
    scope.database = Some(block.database().clone());
    scope.open.retain(|it| !it.is_of(block));
    scope.open.push(block.clone());
    CURRENT.scope(scope, future).await
}

pub(super) fn current() -> Option<Database> {
    CURRENT.try_with(|it| it.database.clone()).ok().flatten()
}

/// The innermost block that is open on a database.
pub(super) fn open_on(database: &Database) -> Option<Handle> {
    find(|it| it.database().is(database))
}

/// A block that is open on one of these databases and may write.
pub(super) fn writer(wanted: impl Fn(&Database) -> bool) -> Option<Handle> {
    find(|it| it.may_write() && wanted(it.database()))
}

/// The innermost block of the transaction that a block is of.
pub(super) fn innermost(block: &Handle) -> Handle {
    find(|it| it.is_of(block)).unwrap_or_else(|| block.clone())
}

fn find(wanted: impl Fn(&Handle) -> bool) -> Option<Handle> {
    CURRENT.try_with(|it| it.open.iter().rev().find(|it| wanted(it)).cloned()).ok().flatten()
}

fn scope() -> Scope {
    CURRENT.try_with(Clone::clone).unwrap_or_default()
}
