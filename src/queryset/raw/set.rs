//! The raw queryset.

use std::{fmt, marker::PhantomData, sync::Arc};

use crate::{
    compiler::Raw,
    db::Target,
    dialect::Dialect,
    error::{Error, Result},
    load::Names,
    model::Model,
    query::typed::RawAnnotations,
};

/// A lazy query in SQL of the caller's own, whose rows become instances of `M` (Django: `RawQuerySet`).
///
/// A column is read into the field of its name, in whatever order the columns come: under the name of the column or of
/// the field. All fields must be there; columns beyond them are ignored, unless they are
/// [annotated](Self::annotate). `A` is what the annotations hold.
///
/// The placeholders are those of the database: `$1` on PostgreSQL, `?` on MySQL and MariaDB, either on SQLite.
///
/// ```no_run
/// # use queryset::{auth::User, prelude::*};
/// # async fn example() -> queryset::Result<()> {
/// let staff: Vec<User> =
///     User::objects().raw("SELECT * FROM auth_user WHERE is_staff AND id > $1").bind(7).await?;
/// # Ok(()) }
/// ```
///
/// Django: <https://docs.djangoproject.com/en/6.1/topics/db/sql/#performing-raw-queries>
#[must_use = "a queryset is lazy: await it, or call a method that runs it"]
pub struct RawQuerySet<M: Model, A: RawAnnotations = ()> {
    pub(super) raw: Raw,
    pub(super) names: Names,
    /// What a call was refused for; the query fails with it.
    pub(super) misuse: Option<Error>,
    pub(super) target: Target,
    pub(super) rows: PhantomData<fn() -> (M, A)>,
}

impl<M: Model> RawQuerySet<M> {
    pub(in crate::queryset) fn new(sql: Arc<str>, target: Target) -> Self {
        let names = Names::default();
        Self { raw: Raw::new(sql), names, misuse: None, target, rows: PhantomData }
    }
}

impl<M: Model, A: RawAnnotations> RawQuerySet<M, A> {
    /// The SQL that a database would be sent.
    ///
    /// It is the caller's own, but for one thing: on PostgreSQL the types of the values follow as a comment, because
    /// prepared statements are kept by their text.
    ///
    /// ```
    /// # use queryset::{auth::User, prelude::*};
    /// let set = User::objects().raw("SELECT * FROM auth_user WHERE id > $1").bind(7);
    /// assert_eq!(set.to_sql(Dialect::Postgres)?, "SELECT * FROM auth_user WHERE id > $1 /* integer */");
    /// assert_eq!(set.to_sql(Dialect::Sqlite)?, "SELECT * FROM auth_user WHERE id > $1");
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// When there are more or fewer values than placeholders.
    pub fn to_sql(&self, dialect: Dialect) -> Result<String> {
        Ok(self.raw.compile(dialect)?.sql.to_string())
    }
}

impl<M: Model, A: RawAnnotations> Clone for RawQuerySet<M, A> {
    fn clone(&self) -> Self {
        Self {
            raw: self.raw.clone(),
            names: self.names.clone(),
            misuse: self.misuse.clone(),
            target: self.target.clone(),
            rows: PhantomData,
        }
    }
}

impl<M: Model, A: RawAnnotations> PartialEq for RawQuerySet<M, A> {
    /// Two querysets are equal when they ask the same; where they would be run does not count.
    fn eq(&self, other: &Self) -> bool {
        self.raw == other.raw && self.names == other.names
    }
}

impl<M: Model, A: RawAnnotations> fmt::Debug for RawQuerySet<M, A> {
    /// The text that was given, with its values behind it; it is never run.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?}", self.raw.text(Dialect::Postgres), self.raw.binds())
    }
}
