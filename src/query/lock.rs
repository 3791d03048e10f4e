//! How the rows of a query are locked.

use crate::model::{Fields, Path};

/// What `SELECT … FOR UPDATE` says: against whom the rows are locked, which tables', and what happens where somebody else
/// has locked them.
///
/// It is given to [`select_for_update_with`](crate::QuerySet::select_for_update_with).
///
/// ```
/// # use queryset::{auth::Permission, prelude::*, query::Lock};
/// let set = Permission::objects()
///     .select_for_update_with(|p| Lock::new().skip_locked().of(&p))
///     .order_by(|p| p.content_type().model())
///     .values_list(|p| p.codename());
/// assert_eq!(
///     set.to_sql(Dialect::Postgres)?,
///     r#"SELECT "auth_permission"."codename" FROM "auth_permission" INNER JOIN "django_content_type" ON "auth_permission"."content_type_id" = "django_content_type"."id" ORDER BY "django_content_type"."model" ASC FOR UPDATE OF "auth_permission" SKIP LOCKED"#
/// );
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[must_use = "a lock does nothing before a queryset has it"]
pub struct Lock {
    pub(crate) strength: Strength,
    pub(crate) wait: Wait,
    /// The objects whose rows are locked; none is all of them.
    pub(crate) of: Vec<Path>,
}

/// Against whom rows are locked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) enum Strength {
    /// Whoever wants to change or lock them.
    #[default]
    Update,
    /// The same, but for those who only need that the key stays.
    NoKeyUpdate,
}

/// What happens where somebody else has locked a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) enum Wait {
    /// The query waits.
    #[default]
    Free,
    /// It fails.
    Never,
    /// It goes on without the row.
    Skip,
}

impl Lock {
    /// The rows of all tables of the query are locked, and those that others have locked are waited for.
    pub fn new() -> Self {
        Self::default()
    }

    /// Where somebody else has locked a row the query fails at once, with
    /// [`Cancelled`](crate::error::ErrorKind::Cancelled): `NOWAIT`.
    ///
    /// Django: `nowait=True`. To ask for `skip_locked` too is an error there; here the last one counts.
    pub fn nowait(mut self) -> Self {
        self.wait = Wait::Never;
        self
    }

    /// Rows that somebody else has locked are left out: `SKIP LOCKED`.
    pub fn skip_locked(mut self) -> Self {
        self.wait = Wait::Skip;
        self
    }

    /// The rows stay open for those who refer to their keys, as a new row with a foreign key to one of them does:
    /// `FOR NO KEY UPDATE`, on PostgreSQL.
    pub fn no_key(mut self) -> Self {
        self.strength = Strength::NoKeyUpdate;
        self
    }

    /// Only the rows of this object are locked, and of others that are named so: the argument of the closure, or a
    /// relation that the query goes along anyway.
    ///
    /// MariaDB has no such thing.
    pub fn of(mut self, object: &impl Fields) -> Self {
        self.of.push(object.path().clone());
        self
    }
}
