//! Methods that run a raw query.

use std::future::IntoFuture;

use futures::{FutureExt, Stream, StreamExt, future::BoxFuture, stream};

use crate::{
    compiler::Statement,
    db::Session,
    error::{Error, Result},
    load,
    model::Model,
    query::typed::RawAnnotations,
    queryset::RawQuerySet,
};

impl<M: Model, A: RawAnnotations> IntoFuture for RawQuerySet<M, A> {
    type Output = Result<Vec<A::Row<M>>>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    /// Runs the query and loads its rows.
    fn into_future(self) -> Self::IntoFuture {
        async move {
            let (session, statement) = self.ready()?;
            load::raw::<M, A>(&session, &statement, self.names).await
        }
        .boxed()
    }
}

impl<M: Model, A: RawAnnotations> RawQuerySet<M, A> {
    /// The rows one by one, in bounded memory; the connection is held until the stream is over or dropped.
    ///
    /// ```no_run
    /// # use queryset::{auth::User, prelude::*};
    /// # async fn example() -> queryset::Result<()> {
    /// use futures::TryStreamExt;
    ///
    /// let mut users = Box::pin(User::objects().raw("SELECT * FROM auth_user").aiterator());
    /// while let Some(user) = users.try_next().await? {
    ///     assert!(user.id > 0);
    /// }
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// Each item can be one; it is the last item then.
    pub fn aiterator(self) -> impl Stream<Item = Result<A::Row<M>>> + Send + 'static {
        let started = async move {
            let (session, statement) = self.ready()?;
            Ok(load::raw_stream::<M, A>(session, statement, self.names))
        };
        started
            .map(|rows| rows.unwrap_or_else(|error| stream::iter([Err(error)]).boxed()))
            .flatten_stream()
    }

    /// Where it goes, and what is sent there.
    fn ready(&self) -> Result<(Session, Statement)> {
        let refused = self.misuse.clone().map_or(Ok(()), Err);
        let session = refused.and_then(|()| self.target.resolve())?;
        let statement = self.raw.compile(session.dialect()).map_err(Error::of_model::<M>)?;
        Ok((session, statement))
    }
}
