//! Rows one by one.

use std::num::NonZeroUsize;

use futures::{FutureExt, StreamExt, stream, stream::BoxStream};

use super::fetch::compiled;
use crate::{
    error::{Error, Result},
    load::{self, Reading},
    model::Model,
    query::{Command, typed::Shape},
    queryset::QuerySet,
};

/// How many rows a chunk has if nothing is said (Django: the `chunk_size` of `aiterator`).
pub(super) const CHUNK: usize = 2_000;

/// The most rows that one `FETCH` can be asked for.
pub(super) const LARGEST_CHUNK: usize = i32::MAX as usize;

impl<M: Model, S: Shape<Model = M>> QuerySet<M, S> {
    /// The rows one by one, in bounded memory.
    ///
    /// Outside of a transaction rows come as the server sends them, and the stream holds a connection until it is over or
    /// dropped. In a transaction of PostgreSQL they are read by a cursor, 2 000 at once, and other statements of the
    /// transaction run in between; the stream ends with the transaction. On SQLite, MySQL and MariaDB, which have no such
    /// cursors, and for rows that are locked, another statement of the transaction first reads the rest of the rows into
    /// memory.
    ///
    /// ```no_run
    /// # use queryset::{auth::{Permission, User}, prelude::*};
    /// # async fn example() -> queryset::Result<()> {
    /// use futures::TryStreamExt;
    ///
    /// let mut users = User::objects().aiterator();
    /// while let Some(user) = users.try_next().await? {
    ///     assert!(user.id > 0);
    /// }
    /// # Ok(()) }
    /// ```
    ///
    /// Django: `aiterator()`, whose cursor outside of a transaction is one `WITH HOLD`.
    ///
    /// # Errors
    /// Each item can be one; it is the last item then.
    pub fn aiterator(self) -> BoxStream<'static, Result<S::Row>> {
        self.aiterator_with(CHUNK)
    }

    /// The same with so many rows in a chunk, where there are chunks: memory holds that many, and each costs a statement.
    ///
    /// ```no_run
    /// # use queryset::{auth::{Permission, User}, prelude::*};
    /// # async fn example() -> queryset::Result<()> {
    /// use futures::TryStreamExt;
    ///
    /// queryset::atomic(async {
    ///     let mut users = User::objects().aiterator_with(500);
    ///     while let Some(mut user) = users.try_next().await? {
    ///         user.email.make_ascii_lowercase();
    ///         user.asave().await?;
    ///     }
    ///     Ok(())
    /// })
    /// .await
    /// # }
    /// ```
    ///
    /// Django: `aiterator(chunk_size=500)`.
    ///
    /// # Errors
    /// As [`aiterator`](Self::aiterator); and [`InvalidValue`](crate::error::ErrorKind::InvalidValue) for chunks of no row.
    pub fn aiterator_with(self, chunk_size: usize) -> BoxStream<'static, Result<S::Row>> {
        let set = self.here();
        let started = async move {
            let size = NonZeroUsize::new(chunk_size.min(LARGEST_CHUNK));
            let size = size.ok_or_else(|| Error::chunk_of_no_rows().of_model::<M>())?;
            // A cursor locks its rows as they are read, and passes over those that were changed meanwhile.
            let locks = set.query.lock().is_some();
            let reading = if locks { Reading::Whole } else { Reading::Chunks(size) };
            let session = set.target.resolve()?;
            let compiled = compiled::<M>(&Command::Select(set.query), &session)?;
            Ok(load::stream(session, compiled, reading, set.shape))
        };
        started
            .map(|rows| rows.unwrap_or_else(|error| stream::iter([Err(error)]).boxed()))
            .flatten_stream()
            .boxed()
    }
}
