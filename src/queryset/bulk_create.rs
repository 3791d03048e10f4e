//! Many new rows at once.

use std::{fmt, future::IntoFuture};

use futures::{FutureExt, future::BoxFuture};

use crate::{
    db::{Session, Target},
    error::{Error, Result},
    model::{Always, Model},
    query::{
        Conflict,
        typed::{Named, Shape},
    },
    queryset::{
        QuerySet,
        field::{Chosen, named, names},
    },
    store::{Bulk, insert_many},
};

impl<M: Model, S: Shape<Model = M>> QuerySet<M, S> {
    /// Adds many rows, and gives the objects back with what the database made of them: keys, defaults, generated columns.
    ///
    /// PostgreSQL: `INSERT INTO … SELECT … FROM unnest($1::integer[], …)`, one parameter for each column whatever the
    /// number of rows; elsewhere `INSERT INTO … VALUES (…), (…), …`. There may be any number of objects: they are sent in
    /// batches, which are one transaction, or one savepoint of the transaction that is open. Objects with a key of their own
    /// go first, and `auto_now` and `auto_now_add` fields take the current time. Of no objects nothing is sent.
    ///
    /// Rows that may be there already, with [`ignore_conflicts`](BulkCreate::ignore_conflicts) or
    /// [`update_conflicts`](BulkCreate::update_conflicts), are written in the order of their unique fields, so that calls with
    /// the same rows in another order do not wait for each other in a circle. Outside of a transaction the whole is tried
    /// again when another transaction was in its way. The objects come back in the order in which they were given.
    ///
    /// An object that came back has the row that was made of it. Where the database makes the keys, it makes them in the
    /// order of the objects; if they do not rise, the call fails and nothing is added. With
    /// [`update_conflicts`](BulkCreate::update_conflicts) rows have the keys that they had, and are known by their unique
    /// fields; MariaDB is not told these, so that only the number of rows is checked there. MySQL says no keys (MariaDB
    /// does): the objects come back without.
    ///
    /// ```no_run
    /// # use queryset::{auth::Group, prelude::*};
    /// # async fn example() -> queryset::Result<()> {
    /// let names = ["editors", "authors", "readers"];
    /// let groups = names.map(|name| Group::build(|g| g.name(name)));
    /// let groups = Group::objects().abulk_create(groups).await?;
    /// assert!(groups.iter().all(Group::is_saved));
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// When a relation is to an unsaved object, a value does not fit its column, an option asks for what the database lacks,
    /// or the database refuses a row. Nothing is added then.
    ///
    /// Django: <https://docs.djangoproject.com/en/6.1/ref/models/querysets/#bulk-create>
    pub fn abulk_create(self, objects: impl IntoIterator<Item = M>) -> BulkCreate<M> {
        BulkCreate {
            objects: objects.into_iter().collect(),
            target: self.target.here(),
            batch_size: None,
            ignore: false,
            update: None,
            unique: None,
        }
    }
}

/// Rows that are to be added; `.await` does it. See [`QuerySet::abulk_create`].
#[must_use = "nothing is added before it is awaited"]
pub struct BulkCreate<M> {
    objects: Vec<M>,
    target: Target,
    batch_size: Option<usize>,
    ignore: bool,
    update: Option<Chosen>,
    unique: Option<Chosen>,
}

impl<M: Model> BulkCreate<M> {
    /// At most so many rows in a statement.
    ///
    /// There are fewer in it where their values have 1 MiB before; and where each value is a parameter, as they are but on
    /// PostgreSQL, of 1 024 rows or of as many parameters as the database takes. Without a size, what is more than 64 rows
    /// goes there in statements of 64, 128, 256, 512 or 1 024, so that few have to be prepared anew.
    ///
    /// Awaiting it fails where it is 0.
    pub fn batch_size(mut self, rows: usize) -> Self {
        self.batch_size = Some(rows);
        self
    }

    /// Leaves out rows that would break a unique constraint: `ON CONFLICT DO NOTHING`; MySQL and MariaDB:
    /// `ON DUPLICATE KEY UPDATE id = id`. The objects come back without keys, since nobody says which rows were added.
    ///
    /// ```no_run
    /// # use queryset::{auth::Group, prelude::*};
    /// # async fn example(groups: Vec<Group>) -> queryset::Result<()> {
    /// Group::objects().abulk_create(groups).ignore_conflicts().await?;
    /// # Ok(()) }
    /// ```
    ///
    /// Of two objects with the same unique values the first is added, on every database.
    ///
    /// Django: on SQLite, MySQL and MariaDB rows that break another constraint are left out too; here they are errors.
    pub fn ignore_conflicts(mut self) -> Self {
        self.ignore = true;
        self
    }

    /// Updates these columns of rows that are there already: `ON CONFLICT (…) DO UPDATE SET … = EXCLUDED.…`.
    ///
    /// [`unique_fields`](Self::unique_fields) says by what a row is known; PostgreSQL and SQLite must be told. MySQL and
    /// MariaDB look at all unique columns, and are not told: `ON DUPLICATE KEY UPDATE …`.
    ///
    /// ```no_run
    /// # use queryset::{auth::User, prelude::*};
    /// # async fn example(users: Vec<User>) -> queryset::Result<()> {
    /// let users = User::objects()
    ///     .abulk_create(users)
    ///     .update_conflicts(|u| (u.email(), u.is_active()))
    ///     .unique_fields(|u| u.username())
    ///     .await?;
    /// # Ok(()) }
    /// ```
    ///
    /// Awaiting it fails, and nothing is sent, where two objects have the same values in the unique fields: both would be one
    /// row. On MySQL and MariaDB all unique fields count. Values are compared, not by the collation of a column.
    ///
    /// Django: `bulk_create(…, update_conflicts=True, update_fields=[…], unique_fields=[…])`, which leaves it to PostgreSQL to
    /// refuse two objects that are one row, where they are in one batch; elsewhere the last one counts.
    pub fn update_conflicts<V: Named>(
        mut self,
        fields: impl FnOnce(M::Fields<Always>) -> V,
    ) -> Self {
        self.update = Some(named::<M, V>(fields));
        self
    }

    /// The fields that are unique together and by which [`update_conflicts`](Self::update_conflicts) knows a row: the
    /// primary key, a unique field, the fields of a unique constraint.
    pub fn unique_fields<V: Named>(mut self, fields: impl FnOnce(M::Fields<Always>) -> V) -> Self {
        self.unique = Some(named::<M, V>(fields));
        self
    }

    /// What becomes of rows that are there, once it is known where.
    fn conflict(&self, session: &Session) -> Result<Conflict> {
        let names = |fields: &Chosen| match fields {
            Ok(fields) => Ok(names(fields)),
            Err(error) => Err(error.clone()),
        };
        let targets = session.dialect().capability().conflict_targets;
        match (&self.update, &self.unique) {
            (Some(_), _) if self.ignore => Err(Error::ignores_and_updates()),
            (None, Some(_)) => Err(Error::unique_fields_without_update()),
            (None, None) if self.ignore => Ok(Conflict::Ignore),
            (None, None) => Ok(Conflict::Fail),
            (Some(_), None) if targets => Err(Error::no_unique_fields()),
            (Some(_), Some(Ok(unique))) if targets && unique.is_empty() => {
                Err(Error::no_unique_fields())
            }
            (Some(_), Some(_)) if !targets => {
                Err(Error::unique_fields_unsupported(&session.dialect().to_string()))
            }
            (Some(update), unique) => {
                all_settable(update)?;
                let unique = unique.as_ref().map_or(Ok(Vec::new()), names)?;
                Ok(Conflict::Update { fields: names(update)?, unique })
            }
        }
    }

    async fn run(mut self) -> Result<Vec<M>> {
        if self.batch_size == Some(0) {
            return Err(Error::batch_of_no_rows());
        }
        if self.objects.is_empty() {
            return Ok(self.objects);
        }
        let session = self.target.resolve()?;
        let bulk = Bulk { conflict: self.conflict(&session)?, batch_size: self.batch_size };
        insert_many(&session, &mut self.objects, &bulk).await?;
        Ok(self.objects)
    }
}

/// Refuses fields that an update in bulk cannot set.
pub(super) fn all_settable(fields: &Chosen) -> Result<()> {
    let fields = fields.as_ref().map_err(Error::clone)?;
    if fields.is_empty() {
        return Err(Error::no_fields_to_update());
    }
    match fields.iter().find(|it| it.primary_key || it.generated.is_some()) {
        Some(field) if field.primary_key => {
            Err(Error::key_is_not_updated(field.name).with_field(field.name))
        }
        Some(field) => Err(Error::generated_is_not_assignable(field.name).with_field(field.name)),
        None => Ok(()),
    }
}

impl<M: Model> IntoFuture for BulkCreate<M> {
    type Output = Result<Vec<M>>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        self.run().map(|it| it.map_err(Error::of_model::<M>)).boxed()
    }
}

impl<M: Model> fmt::Debug for BulkCreate<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BulkCreate")
            .field("model", M::meta())
            .field("objects", &self.objects.len())
            .field("batch_size", &self.batch_size)
            .finish_non_exhaustive()
    }
}
