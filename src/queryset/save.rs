//! Saving an instance.

use std::{fmt, future::IntoFuture};

use futures::{FutureExt, future::BoxFuture};

use crate::{
    db::Target,
    error::{Error, Result},
    model::{Always, Model},
    query::typed::Named,
    queryset::field::{Chosen, named, names},
    store::{SaveRule, save},
};

/// A save that is to be done; `.await` does it.
///
/// Without options it is Django's rule: an instance with a key is updated, and inserted when no row has that key; one
/// without is inserted, and gets its key.
#[must_use = "nothing is saved before it is awaited"]
pub struct Save<'a, M> {
    instance: &'a mut M,
    rule: Result<SaveRule>,
    target: Target,
}

impl<'a, M: Model> Save<'a, M> {
    pub(super) fn new(instance: &'a mut M) -> Self {
        Self { instance, rule: Ok(SaveRule::Either), target: Target::default().here() }
    }

    /// Where: a database, its alias, or a transaction.
    pub fn using(mut self, target: impl Into<Target>) -> Self {
        self.target = target.into().here();
        self
    }

    /// Updates these columns only; there must be a row.
    ///
    /// ```no_run
    /// # use queryset::{auth::User, prelude::*};
    /// # async fn example(mut user: User) -> queryset::Result<()> {
    /// user.is_active = false;
    /// user.asave().update_fields(|u| u.is_active()).await?;
    /// # Ok(()) }
    /// ```
    pub fn update_fields<V: Named>(self, fields: impl FnOnce(M::Fields<Always>) -> V) -> Self {
        self.with(saved(named::<M, V>(fields)).map(SaveRule::Fields))
    }

    /// Inserts, and fails where a row has the key.
    ///
    /// ```no_run
    /// # use queryset::{auth::User, prelude::*};
    /// # async fn example(mut user: User) -> queryset::Result<()> {
    /// let error = user.asave().force_insert().await.unwrap_err();
    /// assert!(error.is_unique_violation());
    /// # Ok(()) }
    /// ```
    pub fn force_insert(self) -> Self {
        self.with(Ok(SaveRule::Insert))
    }

    /// Updates, and fails where no row has the key.
    ///
    /// ```no_run
    /// # use queryset::{auth::User, prelude::*};
    /// # async fn example(mut user: User) -> queryset::Result<()> {
    /// user.asave().force_update().await?;
    /// # Ok(()) }
    /// ```
    pub fn force_update(self) -> Self {
        self.with(Ok(SaveRule::Update))
    }

    /// An insert cannot be an update too; of the two kinds of update the one with fields says more.
    fn with(mut self, wanted: Result<SaveRule>) -> Self {
        self.rule = match (self.rule, wanted) {
            (Ok(SaveRule::Either), wanted) => wanted,
            (Ok(SaveRule::Insert), Ok(SaveRule::Update | SaveRule::Fields(_)))
            | (Ok(SaveRule::Update | SaveRule::Fields(_)), Ok(SaveRule::Insert)) => {
                Err(Error::forced_both())
            }
            (Ok(SaveRule::Update), fields) => fields,
            (kept, _) => kept,
        };
        self
    }
}

impl<'a, M: Model> IntoFuture for Save<'a, M> {
    type Output = Result<()>;
    type IntoFuture = BoxFuture<'a, Result<()>>;

    fn into_future(self) -> Self::IntoFuture {
        async move {
            let rule = self.rule.map_err(Error::of_model::<M>)?;
            save(&self.target.resolve()?, self.instance, &rule).await
        }
        .boxed()
    }
}

/// The names of fields that the update of a row can set: the key is not among them.
fn saved(fields: Chosen) -> Result<Vec<&'static str>> {
    let fields = fields?;
    match fields.iter().find(|it| it.primary_key) {
        Some(key) => Err(Error::key_is_not_saved(key.name).with_field(key.name)),
        None => Ok(names(&fields)),
    }
}

impl<M: Model> fmt::Debug for Save<'_, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Save")
            .field("model", M::meta())
            .field("rule", &self.rule)
            .finish_non_exhaustive()
    }
}
