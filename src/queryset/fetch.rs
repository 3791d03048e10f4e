//! Methods that read.

use std::future::IntoFuture;

use futures::{FutureExt, future::BoxFuture};

use crate::{
    compiler::{Compiled, compile},
    db::Session,
    error::{Error, Result},
    load,
    model::Model,
    query::{Command, Expr, Misuse, Ordering, Q, Selection, typed::Shape},
    queryset::QuerySet,
};

/// How many rows `aget` reads to say how many there are (Django: `MAX_GET_RESULTS`).
const MOST_COUNTED: u64 = 21;

impl<M: Model, S: Shape<Model = M>> IntoFuture for QuerySet<M, S> {
    type Output = Result<Vec<S::Row>>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    /// Runs the query and loads its rows.
    fn into_future(self) -> Self::IntoFuture {
        let set = self.here();
        async move {
            let session = set.target.resolve()?;
            let compiled = compiled::<M>(&Command::Select(set.query), &session)?;
            load::rows(&session, &compiled, set.shape).await
        }
        .boxed()
    }
}

impl<M: Model, S: Shape<Model = M>> QuerySet<M, S> {
    /// The one row that meets the condition.
    ///
    /// ```no_run
    /// # use queryset::{auth::{Permission, User}, prelude::*};
    /// # async fn example() -> queryset::Result<()> {
    /// let admin = User::objects().aget(|u| u.username().eq("admin")).await?;
    /// let nobody = User::objects().aget(|u| u.id().eq(0)).await.optional()?;
    /// assert!(nobody.is_none());
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// [`DoesNotExist`](crate::error::ErrorKind::DoesNotExist) when there is none,
    /// [`MultipleObjectsReturned`](crate::error::ErrorKind::MultipleObjectsReturned) when there are several.
    pub fn aget(self, condition: impl FnOnce(S::Args) -> Q) -> BoxFuture<'static, Result<S::Row>> {
        let mut set = self.filter(condition);
        if set.query.slice.is_whole() {
            if set.query.distinct_on.is_empty() {
                set.query.ordering = Some(Vec::new());
            }
            set = set.slice(..MOST_COUNTED);
        }
        let rows = set.into_future();
        async move { one::<M, _>(rows.await?) }.boxed()
    }

    /// How many rows there are: `SELECT COUNT(*)`.
    ///
    /// ```no_run
    /// # use queryset::{auth::{Permission, User}, prelude::*};
    /// # async fn example() -> queryset::Result<()> {
    /// let staff = User::objects().filter(|u| u.is_staff().eq(true)).acount().await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// As every query.
    pub fn acount(self) -> BoxFuture<'static, Result<u64>> {
        let set = self.here();
        async move {
            let session = set.target.resolve()?;
            let command = Command::Count(set.query.counted());
            load::count(&session, &compiled::<M>(&command, &session)?)
                .await
                .map_err(Error::of_model::<M>)
        }
        .boxed()
    }

    /// Whether there is a row: `SELECT 1 … LIMIT 1`.
    ///
    /// ```no_run
    /// # use queryset::{auth::{Permission, User}, prelude::*};
    /// # async fn example() -> queryset::Result<()> {
    /// let taken = User::objects().filter(|u| u.username().iexact("admin")).aexists().await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// As every query.
    pub fn aexists(self) -> BoxFuture<'static, Result<bool>> {
        let set = self.here();
        async move {
            let session = set.target.resolve()?;
            let command = Command::Exists(set.query.counted());
            load::exists(&session, &compiled::<M>(&command, &session)?)
                .await
                .map_err(Error::of_model::<M>)
        }
        .boxed()
    }

    /// The first row, by primary key where the query has no order.
    ///
    /// ```no_run
    /// # use queryset::{auth::{Permission, User}, prelude::*};
    /// # async fn example() -> queryset::Result<()> {
    /// let newest = User::objects().order_by(|u| u.date_joined().desc()).afirst().await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// As every query.
    pub fn afirst(self) -> BoxFuture<'static, Result<Option<S::Row>>> {
        let rows = self.ordered_by_key().slice(..1).into_future();
        async move { Ok(rows.await?.into_iter().next()) }.boxed()
    }

    /// The last row, by primary key where the query has no order.
    ///
    /// ```no_run
    /// # use queryset::{auth::{Permission, User}, prelude::*};
    /// # async fn example() -> queryset::Result<()> {
    /// let newest = User::objects().order_by(|u| u.date_joined()).alast().await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// As every query; a slice cannot be reversed.
    pub fn alast(self) -> BoxFuture<'static, Result<Option<S::Row>>> {
        self.ordered_by_key().reverse().afirst()
    }

    /// The row at a place, counted from 0: `LIMIT 1 OFFSET …`.
    ///
    /// Django: `queryset[3]`, which raises `IndexError`.
    ///
    /// ```no_run
    /// # use queryset::{auth::{Permission, User}, prelude::*};
    /// # async fn example() -> queryset::Result<()> {
    /// let third = User::objects().order_by(|u| u.date_joined()).nth(2).await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// [`DoesNotExist`](crate::error::ErrorKind::DoesNotExist) when there are not so many rows.
    pub fn nth(self, index: u64) -> BoxFuture<'static, Result<S::Row>> {
        let rows = self.slice(index..=index).into_future();
        async move {
            let first = rows.await?.into_iter().next();
            first.ok_or_else(|| Error::out_of_range(index).of_model::<M>())
        }
        .boxed()
    }

    /// Groups of rows have no key to go by, and a lone aggregate is one row.
    pub(super) fn ordered_by_key(mut self) -> Self {
        if let Selection::Values(exprs) = &self.query.selection
            && self.query.is_aggregated()
        {
            if self.query.ordering.is_none() && !exprs.iter().all(Expr::is_aggregate) {
                self.query.misuse.get_or_insert(Misuse::UnorderedGroups);
            }
        } else if self.query.ordering.is_none()
            && (self.query.model.ordering.is_empty() || self.query.is_aggregated())
        {
            self.refuse_sliced(Misuse::Ordered);
            let model = self.query.model;
            let keys = model.keys().map(|it| Ordering::ascending(Expr::column(model, it.name)));
            self.query.ordering = Some(keys.collect());
        }
        self
    }
}

pub(super) fn compiled<M: Model>(command: &Command, session: &Session) -> Result<Compiled> {
    let compiled = compile(command, session.dialect()).map_err(Error::of_model::<M>)?;
    if let (
        Compiled::Statement(_),
        Command::Select(query) | Command::Explain(query, _),
        Session::Pool(_),
    ) = (&compiled, command, session)
        && query.lock().is_some()
        && session.dialect().capability().row_locks
    {
        return Err(Error::lock_outside_of_a_transaction().of_model::<M>());
    }
    Ok(compiled)
}

fn one<M: Model, T>(rows: Vec<T>) -> Result<T> {
    let count = rows.len();
    let mut rows = rows.into_iter();
    match (rows.next(), count) {
        (Some(row), 1) => Ok(row),
        (None, _) => Err(Error::does_not_exist().of_model::<M>()),
        (Some(_), _) => Err(Error::multiple_objects_returned(count, 21).of_model::<M>()),
    }
}
