//! Methods that run a raw query.

use std::{future::IntoFuture, num::NonZeroUsize};

use futures::{
    FutureExt, StreamExt,
    future::BoxFuture,
    stream::{self, BoxStream},
};

use crate::{
    compiler::Statement,
    db::Session,
    error::{Error, Result},
    load,
    model::Model,
    query::typed::RawAnnotations,
    queryset::{RawQuerySet, stream::LARGEST_CHUNK},
};

impl<M: Model, A: RawAnnotations> IntoFuture for RawQuerySet<M, A> {
    type Output = Result<Vec<A::Row<M>>>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    /// Runs the query and loads its rows.
    fn into_future(self) -> Self::IntoFuture {
        let set = self.here();
        async move {
            let (session, statement) = set.ready()?;
            load::raw::<M, A>(&session, &statement, set.names).await
        }
        .boxed()
    }
}

impl<M: Model, A: RawAnnotations> RawQuerySet<M, A> {
    /// The rows one by one, in bounded memory; the connection is held until the stream is over or dropped.
    ///
    /// In a transaction, another statement first reads the rest of the rows into memory: the text may write, which only
    /// happens as a whole.
    ///
    /// ```no_run
    /// # use queryset::{auth::User, prelude::*};
    /// # async fn example() -> queryset::Result<()> {
    /// use futures::TryStreamExt;
    ///
    /// let mut users = User::objects().raw("SELECT * FROM auth_user").aiterator();
    /// while let Some(user) = users.try_next().await? {
    ///     assert!(user.id > 0);
    /// }
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// Each item can be one; it is the last item then.
    pub fn aiterator(self) -> BoxStream<'static, Result<A::Row<M>>> {
        self.rows(Ok(None))
    }

    /// The same for a text that is a SELECT: in a transaction of PostgreSQL it is read by a cursor, so many rows at once, and
    /// other statements run in between. See [`QuerySet::aiterator_with`](crate::QuerySet::aiterator_with).
    ///
    /// ```no_run
    /// # use queryset::{auth::User, prelude::*};
    /// # async fn example() -> queryset::Result<()> {
    /// use futures::TryStreamExt;
    ///
    /// let users = User::objects().raw("SELECT * FROM auth_user").aiterator_with(500);
    /// let users: Vec<User> = users.try_collect().await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// As [`aiterator`](Self::aiterator); and [`InvalidValue`](crate::error::ErrorKind::InvalidValue) for chunks of no row.
    pub fn aiterator_with(self, chunk_size: usize) -> BoxStream<'static, Result<A::Row<M>>> {
        let size = NonZeroUsize::new(chunk_size.min(LARGEST_CHUNK));
        self.rows(size.map(Some).ok_or_else(|| Error::chunk_of_no_rows().of_model::<M>()))
    }

    fn rows(self, size: Result<Option<NonZeroUsize>>) -> BoxStream<'static, Result<A::Row<M>>> {
        let set = self.here();
        let started = async move {
            let (session, statement) = set.ready()?;
            Ok(load::raw_stream::<M, A>(session, statement, set.names, size?))
        };
        started
            .map(|rows| rows.unwrap_or_else(|error| stream::iter([Err(error)]).boxed()))
            .flatten_stream()
            .boxed()
    }

    /// The same query, for a future or stream that can be polled in another scope.
    fn here(self) -> Self {
        Self { target: self.target.here(), ..self }
    }

    /// Where it goes, and what is sent there.
    fn ready(&self) -> Result<(Session, Statement)> {
        let refused = self.misuse.clone().map_or(Ok(()), Err);
        let session = refused.and_then(|()| self.target.resolve())?;
        let statement = self.raw.compile(session.dialect()).map_err(Error::of_model::<M>)?;
        Ok((session, statement))
    }
}
