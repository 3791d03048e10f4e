//! Methods that write.

use chrono::Utc;
use futures::{FutureExt, future::BoxFuture};

use crate::{
    error::{Error, Result},
    model::{Build, Complete, Model},
    query::{
        Expr, Scopes, Update,
        typed::{Assignments, Shape},
    },
    queryset::QuerySet,
    store,
};

/// What a deletion did (Django: the pair that `delete` returns).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Deletion {
    /// How many rows were deleted in all.
    pub total: u64,
    /// How many of each model, by its label `app.Name`.
    pub per_model: Vec<(String, u64)>,
}

impl Deletion {
    pub(super) fn of<M: Model>(total: u64) -> Self {
        let per_model = if total == 0 { Vec::new() } else { vec![(M::meta().label(), total)] };
        Self { total, per_model }
    }
}

impl<M: Model, S: Shape<Model = M>> QuerySet<M, S> {
    /// Sets columns of all rows in one statement, and gives back how many rows met the conditions:
    /// `UPDATE … SET …`.
    ///
    /// ```no_run
    /// # use queryset::{auth::{Permission, User}, prelude::*};
    /// # async fn example() -> queryset::Result<()> {
    /// let idle = User::objects().filter(|u| u.last_login().is_null());
    /// let matched = idle.aupdate(|u| (u.is_active().set(false), u.first_name().set(u.username()))).await?;
    /// # Ok(()) }
    /// ```
    ///
    /// A struct with `#[derive(Changes)]` sets the fields that it has values for, alone or beside assignments. So
    /// optimistic locking is one statement:
    ///
    /// ```no_run
    /// # use queryset::prelude::*;
    /// # #[derive(Model, Debug)]
    /// # #[model(app = "library")]
    /// # pub struct Book { pub id: i64, pub title: String, pub pages: i32, pub version: i32 }
    /// #[derive(Changes)]
    /// #[changes(Book)]
    /// struct BookPatch {
    ///     title: Option<String>,
    ///     pages: Option<i32>,
    /// }
    ///
    /// # async fn example(id: i64, seen: i32, patch: BookPatch) -> queryset::Result<bool> {
    /// let unchanged = Book::objects().filter(|b| b.id().eq(id) & b.version().eq(seen));
    /// let written = unchanged.aupdate(|b| (patch, b.version().set(seen + 1))).await?;
    /// # Ok(written == 1) }
    /// ```
    ///
    /// What is only known at run time is a `Vec<Assignment>`, see [`Assignments`].
    ///
    /// Django: `update` leaves `auto_now` fields as they are, and so does this: set them beside the others.
    ///
    /// # Errors
    /// When a column belongs to another table, the queryset is sliced, or the database refuses.
    pub fn aupdate<A: Assignments>(
        self,
        set: impl FnOnce(S::Args) -> A,
    ) -> BoxFuture<'static, Result<u64>> {
        let assignments = self.assigned(set);
        let (target, update) = (self.target.here(), Update::new(self.query, assignments));
        async move { store::update(&target.resolve()?, update).await.map_err(Error::of_model::<M>) }
            .boxed()
    }

    /// The columns that a closure assigns, and their new values.
    pub(super) fn assigned<A: Assignments>(
        &self,
        set: impl FnOnce(S::Args) -> A,
    ) -> Vec<(Expr, Expr)> {
        let (open, assignments) = self.call(set);
        let mut list = Vec::new();
        assignments.push_to(&mut list);
        let close = |mut it: Expr| {
            it.close(open);
            it
        };
        list.into_iter().map(|it| (close(it.column), close(it.value))).collect()
    }

    /// Deletes all rows in one statement: `DELETE FROM …`.
    ///
    /// Only this table: rows of others that point here stop it, where the database guards them.
    ///
    /// ```no_run
    /// # use queryset::{auth::{Permission, User}, prelude::*};
    /// # async fn example() -> queryset::Result<()> {
    /// let gone = User::objects().filter(|u| u.is_active().eq(false)).adelete().await?;
    /// assert_eq!(gone.per_model.iter().map(|it| it.1).sum::<u64>(), gone.total);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// When the queryset is sliced, or the database refuses.
    pub fn adelete(self) -> BoxFuture<'static, Result<Deletion>> {
        let (target, query) = (self.target.here(), self.query);
        async move {
            let total =
                store::delete(&target.resolve()?, query).await.map_err(Error::of_model::<M>)?;
            Ok(Deletion::of::<M>(total))
        }
        .boxed()
    }

    /// Adds a row and gives it back with its key: `INSERT INTO …`.
    ///
    /// A required field that the closure does not set is a compile error.
    ///
    /// ```no_run
    /// # use queryset::{auth::{ContentType, Permission}, prelude::*};
    /// # async fn example(books: ContentType) -> queryset::Result<()> {
    /// let added = Permission::objects()
    ///     .acreate(|p| p.name("Can add book").content_type(&books).codename("add_book"))
    ///     .await?;
    /// assert!(added.is_saved());
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// When a relation is to an unsaved object, or the database refuses.
    pub fn acreate<B: Complete<M>>(
        self,
        build: impl FnOnce(M::Builder) -> B,
    ) -> BoxFuture<'static, Result<M>>
    where
        M: Build,
    {
        let mut instance = build(M::builder()).finish();
        let target = self.target.here();
        async move {
            instance.stamp(Utc::now(), true);
            store::insert(&target.resolve()?, &mut instance).await?;
            Ok(instance)
        }
        .boxed()
    }
}
