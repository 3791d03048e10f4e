//! How many statements something sends.

use std::{fmt::Write, future::Future, panic::Location};

use crate::db::{CapturedQuery, captured};

/// Runs a future and panics unless it sends so many statements; the message lists them.
///
/// Every statement counts, also those that open and end transactions and savepoints: see [`captured`].
///
/// ```
/// # use queryset::{auth::Group, prelude::*, schema, testing::assert_num_queries};
/// # fn main() -> queryset::Result<()> {
/// # tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(async {
/// # let db = Database::connect("sqlite::memory:").await?;
/// # schema::apps(["auth", "contenttypes"])?.create_on(&db).await?;
/// # db.scope(async {
/// let groups = assert_num_queries(1, async { Group::objects().all().await }).await?;
/// assert!(groups.is_empty());
/// # Ok(())
/// # }).await
/// # })
/// # }
/// ```
///
/// Django: `assertNumQueries`.
///
/// # Panics
/// When there are more or fewer.
#[track_caller]
pub fn assert_num_queries<F: Future>(
    expected: usize,
    future: F,
) -> impl Future<Output = F::Output> {
    let place = Location::caller();
    let captured = captured(future);
    async move {
        let (output, queries) = captured.await;
        let sent = queries.len();
        assert!(
            sent == expected,
            "{place}: {sent} statements were sent where {expected} were expected{}",
            listed(&queries)
        );
        output
    }
}

fn listed(queries: &[CapturedQuery]) -> String {
    let mut text = String::new();
    for (query, number) in queries.iter().zip(1..) {
        let _ = write!(text, "\n{number}. {query}");
    }
    text
}
