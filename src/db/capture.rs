//! The statements that a future sends.

use std::future::Future;

use crate::backend::{self, CapturedQuery};

/// Runs a future, and gives the statements that it sent beside its output, in the order in which they started.
///
/// What is sent in the same task counts, by however many futures: those of `join!`, the statements that open and end
/// transactions and savepoints, and those that failed. A task that is spawned inside is heard by itself only.
///
/// ```
/// # use queryset::{auth::{Group, User}, prelude::*, schema, testing::captured};
/// # fn main() -> queryset::Result<()> {
/// # tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(async {
/// # let db = Database::connect("sqlite::memory:").await?;
/// # schema::apps(["auth", "contenttypes"])?.create_on(&db).await?;
/// # db.scope(async {
/// let (count, queries) = captured(Group::objects().acount()).await;
/// assert_eq!(count?, 0);
/// assert_eq!(&*queries[0].sql, r#"SELECT COUNT(*) AS "__count" FROM "auth_group""#);
/// # Ok(())
/// # }).await
/// # })
/// # }
/// ```
///
/// Django: `CaptureQueriesContext`.
pub fn captured<F: Future>(future: F) -> impl Future<Output = (F::Output, Vec<CapturedQuery>)> {
    backend::listen(future)
}
