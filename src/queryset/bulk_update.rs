//! New values for many rows, other ones for each.

use std::{fmt, future::IntoFuture};

use futures::{FutureExt, future::BoxFuture};

use crate::{
    db::Target,
    error::{Error, Result},
    model::{Always, Model},
    query::{
        Query,
        typed::{Named, Shape},
    },
    queryset::{
        QuerySet,
        bulk_create::all_settable,
        field::{Chosen, named},
    },
    store::{Changed, update_many},
};

impl<M: Model, S: Shape<Model = M>> QuerySet<M, S> {
    /// Gives the rows of many objects the values that these have in some fields, and says how many rows there were.
    ///
    /// PostgreSQL: `UPDATE … SET … FROM unnest($1::bigint[], …) …`; SQLite: `UPDATE … SET … FROM (VALUES …) …`; MySQL and
    /// MariaDB: `UPDATE … SET … = CASE WHEN … THEN … END WHERE …`. There may be any number of objects: they are sent in
    /// batches, which are one transaction, or one savepoint of the transaction that is open. Rows that the queryset does not
    /// have are not changed and not counted. Of objects with the same key the first counts. They are written in the order of
    /// their keys, and outside of a transaction the whole is tried again when another transaction was in its way.
    ///
    /// The objects are only read. What the database makes of the values, a generated column or a text in the form of its
    /// column, is not in them: read the rows again where it matters. Fields with `auto_now` are set to what the objects
    /// have, like all others.
    ///
    /// ```no_run
    /// # use queryset::{auth::User, prelude::*};
    /// # async fn example() -> queryset::Result<()> {
    /// let mut users = User::objects().all().await?;
    /// for user in &mut users {
    ///     user.email = user.email.to_lowercase();
    /// }
    /// let updated = User::objects().abulk_update(&users, |u| u.email()).batch_size(500).await?;
    /// assert_eq!(updated, users.len() as u64);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// When an object has no key, a field is of the primary key or computed by the database, a
    /// [`Deferred`](crate::model::Deferred) value is not at hand, a relation is to an unsaved object, the queryset is sliced,
    /// or the database refuses a row. Nothing is changed then.
    ///
    /// Django: <https://docs.djangoproject.com/en/6.1/ref/models/querysets/#bulk-update>, which counts an object twice that
    /// is in two batches.
    pub fn abulk_update<'o, V: Named>(
        self,
        objects: impl IntoIterator<Item = &'o M>,
        fields: impl FnOnce(M::Fields<Always>) -> V,
    ) -> BulkUpdate<'o, M> {
        BulkUpdate {
            objects: objects.into_iter().collect(),
            fields: named::<M, V>(fields),
            query: self.query,
            target: self.target.here(),
            batch_size: None,
        }
    }
}

/// Rows that are to be updated; `.await` does it. See [`QuerySet::abulk_update`].
#[must_use = "nothing is updated before it is awaited"]
pub struct BulkUpdate<'o, M> {
    objects: Vec<&'o M>,
    fields: Chosen,
    query: Query,
    target: Target,
    batch_size: Option<usize>,
}

impl<M: Model> BulkUpdate<'_, M> {
    /// At most so many rows in a statement; as in [`BulkCreate::batch_size`](crate::queryset::BulkCreate::batch_size) it
    /// can be fewer. On MySQL and MariaDB it has at most 64.
    ///
    /// Awaiting it fails where it is 0.
    pub fn batch_size(mut self, rows: usize) -> Self {
        self.batch_size = Some(rows);
        self
    }

    async fn run(self) -> Result<u64> {
        if self.batch_size == Some(0) {
            return Err(Error::batch_of_no_rows());
        }
        if let Some(place) = self.objects.iter().position(|it| !it.is_saved()) {
            return Err(Error::unsaved_in_bulk(place));
        }
        all_settable(&self.fields)?;
        if self.objects.is_empty() {
            return Ok(0);
        }
        let session = self.target.resolve()?;
        let changed =
            Changed { query: self.query, fields: self.fields?, batch_size: self.batch_size };
        update_many(&session, &self.objects, &changed).await
    }
}

impl<'o, M: Model> IntoFuture for BulkUpdate<'o, M> {
    type Output = Result<u64>;
    type IntoFuture = BoxFuture<'o, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        self.run().map(|it| it.map_err(Error::of_model::<M>)).boxed()
    }
}

impl<M: Model> fmt::Debug for BulkUpdate<'_, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BulkUpdate")
            .field("model", M::meta())
            .field("objects", &self.objects.len())
            .field("fields", &self.fields)
            .field("batch_size", &self.batch_size)
            .finish_non_exhaustive()
    }
}
