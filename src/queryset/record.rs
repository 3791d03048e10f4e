//! What every model can do.

use chrono::Utc;
use futures::FutureExt;

use crate::{
    error::{Error, Result},
    model::{Always, Changes, Deferring, Direction, Identity, Model},
    query::{
        Query,
        typed::{Expression, NamedDeferred},
    },
    queryset::{
        Action, Deletion, Manager, Objects, Refresh, Save,
        field::{named_deferred, names},
        neighbour::{beyond, standing},
        refresh::fill,
    },
    store,
    value::{Column, NotNull},
};

/// What every model can do: `Book::objects()`, `book.asave()`.
///
/// The derive implements it; bring it into scope by `use queryset::prelude::*`.
pub trait Record: Model {
    /// The manager that [`objects`](Self::objects) gives.
    type Manager: Manager<Model = Self> + Default;

    /// Where queries start.
    ///
    /// ```no_run
    /// # use queryset::{auth::User, prelude::*};
    /// # async fn example() -> queryset::Result<()> {
    /// let active = User::objects().filter(|u| u.is_active().eq(true)).acount().await?;
    /// # Ok(()) }
    /// ```
    fn objects() -> Self::Manager {
        Self::Manager::default()
    }

    /// The plain manager, whatever manager the model declares; saving and refreshing use it.
    ///
    /// ```no_run
    /// # use queryset::{auth::User, prelude::*};
    /// # async fn example() -> queryset::Result<()> {
    /// let all = User::base_manager().acount().await?;
    /// # Ok(()) }
    /// ```
    fn base_manager() -> Objects<Self> {
        Objects::default()
    }

    /// Saves the instance: the row with its key is updated, or a new one added.
    ///
    /// A new row with a key of your own costs two statements, since only the update tells that it is new;
    /// `asave().force_insert()` costs one.
    ///
    /// Django: <https://docs.djangoproject.com/en/6.1/ref/models/instances/#saving-objects>
    ///
    /// ```no_run
    /// # use queryset::{auth::User, prelude::*};
    /// # async fn example(mut user: User) -> queryset::Result<()> {
    /// user.email = "ann@example.com".into();
    /// user.asave().await?;
    /// user.asave().update_fields(|u| (u.email(), u.is_active())).await?;
    /// # Ok(()) }
    /// ```
    fn asave(&mut self) -> Save<'_, Self> {
        Save::new(self)
    }

    /// Sets some fields of the row, and, when that has worked, of the instance. Fields with `auto_now` get the current
    /// time, as in every save; without changes nothing is written.
    ///
    /// ```no_run
    /// # use queryset::{auth::User, prelude::*};
    /// #[derive(Changes)]
    /// #[changes(User)]
    /// struct UserPatch {
    ///     email: Option<String>,
    ///     is_active: Option<bool>,
    /// }
    ///
    /// # async fn example(mut user: User) -> queryset::Result<()> {
    /// user.aupdate(UserPatch { email: Some("ann@example.com".into()), is_active: None }).await?;
    /// # Ok(()) }
    /// ```
    ///
    /// Django: has no such method; `save(update_fields=["email"])`, here
    /// [`update_fields`](crate::Save::update_fields), leaves an `auto_now` field as it is unless it is named.
    ///
    /// It fails with [`NotUpdated`](crate::error::ErrorKind::NotUpdated) where the row is gone.
    fn aupdate<'a, C>(&'a mut self, changes: C) -> Action<'a, ()>
    where
        C: Changes<Model = Self> + Send + 'a,
    {
        Action::new(move |session| {
            async move {
                let values = changes.changes();
                if values.is_empty() {
                    return Ok(());
                }
                let now = Utc::now();
                store::patch(&session, self, values, now).await.map_err(Error::of_model::<Self>)?;
                changes.apply(self);
                self.stamp(now, false);
                Ok(())
            }
            .boxed()
        })
    }

    /// Deletes the row.
    ///
    /// ```no_run
    /// # use queryset::{auth::User, prelude::*};
    /// # async fn example(user: User) -> queryset::Result<()> {
    /// assert_eq!(user.adelete().await?.total, 1);
    /// # Ok(()) }
    /// ```
    fn adelete(&self) -> Action<'_, Deletion> {
        Action::new(move |session| {
            async move {
                let total =
                    store::delete(&session, row(self)?).await.map_err(Error::of_model::<Self>)?;
                Ok(Deletion::of::<Self>(total))
            }
            .boxed()
        })
    }

    /// The next instance by a field, among those with the same value by the key: `WHERE (date = … AND id > …) OR date > …
    /// ORDER BY date, id LIMIT 1`. It is one of the manager's.
    ///
    /// It fails with [`DoesNotExist`](crate::error::ErrorKind::DoesNotExist) where this is the last, and with
    /// [`InvalidValue`](crate::error::ErrorKind::InvalidValue) where it has not been saved.
    ///
    /// ```no_run
    /// # use queryset::{auth::User, prelude::*};
    /// # async fn example(user: User) -> queryset::Result<()> {
    /// let joined_next = user.aget_next_by(|u| u.date_joined()).await.optional()?;
    /// # Ok(()) }
    /// ```
    ///
    /// Django: `user.get_next_by_date_joined()`, of dates only. Here it is any field of the model that is never NULL.
    fn aget_next_by<T: Column<Null = NotNull>>(
        &self,
        field: impl FnOnce(Self::Fields<Always>) -> Expression<T>,
    ) -> Action<'_, Self> {
        let standing = standing(self, field);
        Action::new(|session| beyond(session, standing, Direction::Ascending).boxed())
    }

    /// The previous instance by a field, as [`aget_next_by`](Self::aget_next_by) the next.
    fn aget_previous_by<T: Column<Null = NotNull>>(
        &self,
        field: impl FnOnce(Self::Fields<Always>) -> Expression<T>,
    ) -> Action<'_, Self> {
        let standing = standing(self, field);
        Action::new(|session| beyond(session, standing, Direction::Descending).boxed())
    }

    /// Reads the row again: all fields, or those that [`fields`](Refresh::fields) names.
    ///
    /// It fails with [`DoesNotExist`](crate::error::ErrorKind::DoesNotExist) where the row is gone.
    ///
    /// ```no_run
    /// # use queryset::{auth::User, prelude::*};
    /// # async fn example(mut user: User) -> queryset::Result<()> {
    /// user.arefresh_from_db().await?;
    /// user.arefresh_from_db().fields(|u| u.email()).await?;
    /// # Ok(()) }
    /// ```
    ///
    /// Django: leaves deferred fields deferred.
    fn arefresh_from_db(&mut self) -> Refresh<'_, Self> {
        Refresh::new(self)
    }

    /// Reads fields that a query left out into the instance, by one query: `SELECT body, notes … WHERE id = …`.
    ///
    /// It fails with [`DoesNotExist`](crate::error::ErrorKind::DoesNotExist) where the row is gone.
    ///
    /// ```no_run
    /// # use queryset::prelude::*;
    /// # #[derive(Model, Debug)]
    /// # #[model(app = "library")]
    /// # pub struct Book {
    /// #     pub id: i64,
    /// #     pub body: Deferred<String>,
    /// #     pub notes: Deferred<String>,
    /// # }
    /// # async fn example() -> queryset::Result<()> {
    /// let mut book = Book::objects().defer(|b| (b.body(), b.notes())).aget(|b| b.id().eq(7)).await?;
    /// book.aload(|b| (b.body(), b.notes())).await?;
    /// let words = book.body.get()?.split_whitespace().count();
    /// # Ok(()) }
    /// ```
    ///
    /// Django: a deferred field is fetched when it is read, each by a query of its own.
    fn aload<N: NamedDeferred>(
        &mut self,
        fields: impl FnOnce(Self::Fields<Deferring>) -> N,
    ) -> Action<'_, ()> {
        let fields = named_deferred::<Self, N>(fields);
        Action::new(move |session| {
            async move { fill(&session, self, &names::<Vec<_>>(&fields?)).await }.boxed()
        })
    }
}

/// The query for the row of an instance.
pub(super) fn row<M: Model>(instance: &M) -> Result<Query> {
    if !instance.is_saved() {
        return Err(Error::not_saved_yet().of_model::<M>());
    }
    Ok(row_with_key::<M>(&instance.key()))
}

/// The query for the row with a key.
pub(super) fn row_with_key<M: Model>(key: &M::Key) -> Query {
    store::row(M::meta(), key.to_values())
}
