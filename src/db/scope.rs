//! The database of a task.

use std::future::Future;

use crate::db::Database;

tokio::task_local! {
    static CURRENT: Database;
}

pub(super) async fn within<F: Future>(database: Database, future: F) -> F::Output {
    CURRENT.scope(database, future).await
}

pub(super) fn current() -> Option<Database> {
    CURRENT.try_with(Clone::clone).ok()
}
