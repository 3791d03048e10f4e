//! Something to be done to one instance, once it is known where.

use std::{fmt, future::IntoFuture};

use futures::{FutureExt, future::BoxFuture};

use crate::{
    db::{Session, Target},
    error::Result,
};

/// What is to be done; `.await` does it, [`using`](Self::using) says where.
#[must_use = "nothing is done before it is awaited"]
pub struct Action<'a, T> {
    target: Target,
    run: Box<dyn FnOnce(Session) -> BoxFuture<'a, Result<T>> + Send + 'a>,
}

impl<'a, T> Action<'a, T> {
    pub(super) fn new(run: impl FnOnce(Session) -> BoxFuture<'a, Result<T>> + Send + 'a) -> Self {
        Self { target: Target::default().here(), run: Box::new(run) }
    }

    /// Where: a database, its alias, or a transaction.
    ///
    /// ```no_run
    /// # use queryset::{auth::User, prelude::*};
    /// # async fn example(user: User, db: Database) -> queryset::Result<()> {
    /// let tx = db.begin().await?;
    /// user.adelete().using(&tx).await?;
    /// tx.commit().await?;
    /// # Ok(()) }
    /// ```
    pub fn using(mut self, target: impl Into<Target>) -> Self {
        self.target = target.into().here();
        self
    }
}

impl<'a, T: Send + 'a> IntoFuture for Action<'a, T> {
    type Output = Result<T>;
    type IntoFuture = BoxFuture<'a, Result<T>>;

    fn into_future(self) -> Self::IntoFuture {
        async move { (self.run)(self.target.resolve()?).await }.boxed()
    }
}

impl<T> fmt::Debug for Action<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Action").field("target", &self.target).finish_non_exhaustive()
    }
}
