//! The earliest and the latest row, and whether a row is one of a queryset.

use std::future::IntoFuture;

use futures::{FutureExt, future::BoxFuture};

use crate::{
    error::{Error, Result},
    model::Model,
    query::{
        Misuse, Ordering,
        typed::{Orderings, Shape},
    },
    queryset::{QuerySet, record::row_with_key},
};

impl<M: Model, S: Shape<Model = M>> QuerySet<M, S> {
    /// The first row by what the model declares as `get_latest_by`, whatever the order of the queryset is.
    ///
    /// ```no_run
    /// # use queryset::prelude::*;
    /// #[derive(Model)]
    /// #[model(app = "library", get_latest_by = published)]
    /// pub struct Article {
    ///     pub id: i64,
    ///     pub published: chrono::NaiveDate,
    /// }
    ///
    /// # async fn example() -> queryset::Result<()> {
    /// let (oldest, newest) = (Article::objects().aearliest().await?, Article::objects().alatest().await?);
    /// assert!(oldest.published <= newest.published);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// [`DoesNotExist`](crate::error::ErrorKind::DoesNotExist) when there is no row,
    /// [`InvalidQuery`](crate::error::ErrorKind::InvalidQuery) when the model declares nothing, or of a slice.
    pub fn aearliest(self) -> BoxFuture<'static, Result<S::Row>> {
        self.by_declared_keys().first_of_all()
    }

    /// The last row by what the model declares as `get_latest_by`: all its keys the other way round.
    ///
    /// # Errors
    /// As [`aearliest`](Self::aearliest).
    pub fn alatest(self) -> BoxFuture<'static, Result<S::Row>> {
        self.by_declared_keys().reverse().first_of_all()
    }

    /// The first row by these keys, whatever the order of the queryset is: `ORDER BY … LIMIT 1`.
    ///
    /// ```no_run
    /// # use queryset::{auth::User, prelude::*};
    /// # async fn example() -> queryset::Result<()> {
    /// let first_to_join = User::objects().aearliest_by(|u| u.date_joined()).await?;
    /// # Ok(()) }
    /// ```
    ///
    /// Django: `earliest("date_joined")`.
    ///
    /// # Errors
    /// [`DoesNotExist`](crate::error::ErrorKind::DoesNotExist) when there is no row; a slice is refused.
    pub fn aearliest_by<O: Orderings>(
        self,
        keys: impl FnOnce(S::Args) -> O,
    ) -> BoxFuture<'static, Result<S::Row>> {
        self.order_by(keys).first_of_all()
    }

    /// The last row by these keys, whatever the order of the queryset is: `ORDER BY … DESC LIMIT 1`.
    ///
    /// Django: `latest("date_joined")`.
    ///
    /// # Errors
    /// As [`aearliest_by`](Self::aearliest_by).
    pub fn alatest_by<O: Orderings>(
        self,
        keys: impl FnOnce(S::Args) -> O,
    ) -> BoxFuture<'static, Result<S::Row>> {
        self.order_by(keys).reverse().first_of_all()
    }

    fn by_declared_keys(mut self) -> Self {
        self.refuse_sliced(Misuse::Ordered);
        let model = self.query.model;
        if model.get_latest_by.is_empty() {
            self.query.misuse.get_or_insert(Misuse::NoLatest);
        }
        let keys = model.get_latest_by.iter().flat_map(|it| Ordering::declared(it, model));
        self.query.ordering = Some(keys.collect());
        self.query.reversed = false;
        self
    }

    fn first_of_all(self) -> BoxFuture<'static, Result<S::Row>> {
        let rows = self.slice(..1).into_future();
        async move {
            let first = rows.await?.into_iter().next();
            first.ok_or_else(|| Error::does_not_exist().of_model::<M>())
        }
        .boxed()
    }

    /// Whether the rows have an order: one that was asked for, or that the model declares.
    ///
    /// ```
    /// # use queryset::{auth::User, prelude::*};
    /// assert!(!User::objects().ordered());
    /// assert!(User::objects().order_by(|u| u.username()).ordered());
    /// ```
    ///
    /// A queryset made by `none()` is ordered, as in Django.
    pub fn ordered(&self) -> bool {
        match &self.query.ordering {
            _ if self.query.empty => true,
            Some(keys) => !keys.is_empty(),
            None => !self.query.model.ordering.is_empty() && !self.query.is_aggregated(),
        }
    }
}

impl<M: Model, S: Shape<Model = M>> QuerySet<M, S> {
    /// Whether the order leaves no two rows of the model in equal places: among its keys are the primary key, or fields
    /// that are unique together and never NULL.
    ///
    /// Pages of rows need such an order. It is known from the model alone, nothing is sent: keys along relations and
    /// expressions say nothing.
    ///
    /// ```
    /// # use queryset::{auth::User, prelude::*};
    /// assert!(!User::objects().order_by(|u| u.date_joined()).totally_ordered());
    /// assert!(User::objects().order_by(|u| (u.date_joined(), u.id())).totally_ordered());
    /// assert!(User::objects().order_by(|u| u.username().desc()).totally_ordered()); // it is unique
    /// ```
    ///
    /// Where a join along a multi-valued relation multiplies rows, the copies of one are in equal places; as in Django.
    pub fn totally_ordered(&self) -> bool {
        self.query.is_totally_ordered()
    }
}

impl<M: Model> QuerySet<M> {
    /// Whether the row of an instance is one of these: `SELECT 1 … LIMIT 1`, by its key.
    ///
    /// ```no_run
    /// # use queryset::{auth::User, prelude::*};
    /// # async fn example(user: User) -> queryset::Result<()> {
    /// let works_here = User::objects().filter(|u| u.is_staff().eq(true)).acontains(&user).await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// [`InvalidValue`](crate::error::ErrorKind::InvalidValue) when the instance has not been saved; a slice is refused.
    pub fn acontains(mut self, object: &M) -> BoxFuture<'static, Result<bool>> {
        let key = object.is_saved().then(|| object.key());
        self.refuse_sliced(Misuse::Filtered);
        self.query.refuse_combination("filtered");
        self.query.filters.extend(key.iter().flat_map(|it| row_with_key::<M>(it).filters));
        let exists = self.aexists();
        async move {
            match key {
                Some(_) => exists.await,
                None => Err(Error::no_row_to_contain().of_model::<M>()),
            }
        }
        .boxed()
    }
}
