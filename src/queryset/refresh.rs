//! Reading the row of an instance again: all of it, or some fields.

use std::{fmt, future::IntoFuture};

use futures::{FutureExt, future::BoxFuture};

use crate::{
    db::{Session, Target},
    error::{Error, Result},
    model::{Always, Identity, Model},
    query::{Q, typed::Named},
    queryset::{
        QuerySet,
        field::{named, names},
        record::row,
    },
    store,
};

/// A refresh that is to be done; `.await` does it.
#[must_use = "nothing is read before it is awaited"]
pub struct Refresh<'a, M> {
    instance: &'a mut M,
    fields: Option<Result<Vec<&'static str>>>,
    target: Target,
}

impl<'a, M: Model> Refresh<'a, M> {
    pub(super) fn new(instance: &'a mut M) -> Self {
        Self { instance, fields: None, target: Target::default().here() }
    }

    /// Where: a database, its alias, or a transaction.
    pub fn using(mut self, target: impl Into<Target>) -> Self {
        self.target = target.into().here();
        self
    }

    /// Reads these fields only; the others stay as the instance has them.
    ///
    /// ```no_run
    /// # use queryset::{auth::User, prelude::*};
    /// # async fn example(mut user: User) -> queryset::Result<()> {
    /// user.arefresh_from_db().fields(|u| (u.email(), u.last_login())).await?;
    /// # Ok(()) }
    /// ```
    ///
    /// Django: `refresh_from_db(fields=[…])`.
    pub fn fields<N: Named>(mut self, fields: impl FnOnce(M::Fields<Always>) -> N) -> Self {
        self.fields = Some(named::<M, N>(fields).map(|it| names(&it)));
        self
    }
}

impl<'a, M: Model> IntoFuture for Refresh<'a, M> {
    type Output = Result<()>;
    type IntoFuture = BoxFuture<'a, Result<()>>;

    fn into_future(self) -> Self::IntoFuture {
        async move {
            let session = self.target.resolve()?;
            match self.fields {
                Some(names) => fill(&session, self.instance, &names?).await,
                None => {
                    let set = QuerySet::<M> { query: row(self.instance)?, ..QuerySet::new() };
                    *self.instance = set.on(session).aget(|_| Q::default()).await?;
                    Ok(())
                }
            }
        }
        .boxed()
    }
}

/// Reads some fields of the row of an instance into it, by one query.
pub(super) async fn fill<M: Model>(
    session: &Session,
    instance: &mut M,
    names: &[&'static str],
) -> Result<()> {
    if names.is_empty() {
        return Ok(());
    }
    if !instance.is_saved() {
        return Err(Error::not_saved_yet().of_model::<M>());
    }
    let found = store::read_back(session, instance, names).await.map_err(Error::of_model::<M>)?;
    if found { Ok(()) } else { Err(Error::does_not_exist().of_model::<M>()) }
}

impl<M: Model> fmt::Debug for Refresh<'_, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Refresh")
            .field("key", &self.instance.key().to_values())
            .field("fields", &self.fields)
            .finish_non_exhaustive()
    }
}
