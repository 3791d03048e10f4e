//! SQL of the caller's own, for lookups and transforms that the library lacks.

/// The SQL of a lookup or transform of one's own, for each database (Django: `as_sql`, `as_postgresql`, …).
///
/// `{left}` and `{right}` stand for the two sides, `{0}`, `{1}`, … for arguments by number; `{{` and `}}` are braces. What
/// goes there is an expression or a bind, never text, and the text itself is part of the program. It is checked when a
/// query is compiled: braces and quotes must be closed, every argument must be used, and values do not stand in it.
///
/// ```
/// # use queryset::{auth::User, prelude::*, query::{Template, typed::Expression}};
/// trait SoundsLike {
///     fn sounds_like(&self, name: &str) -> Q;
/// }
/// impl<K> SoundsLike for Expression<String, K> {
///     fn sounds_like(&self, name: &str) -> Q {
///         const SQL: Template = Template::new("SOUNDEX({left}) = SOUNDEX({right})").mysql("{left} SOUNDS LIKE {right}");
///         self.custom_lookup(&SQL, name)
///     }
/// }
///
/// let set = User::objects().filter(|u| u.username().sounds_like("Ann")).values_list(|u| u.id());
/// assert!(set.to_sql(Dialect::Mariadb)?.ends_with("WHERE `auth_user`.`username` SOUNDS LIKE ?"));
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Template {
    pub(crate) postgres: Option<&'static str>,
    pub(crate) sqlite: Option<&'static str>,
    pub(crate) mysql: Option<&'static str>,
    pub(crate) mariadb: Option<&'static str>,
}

impl Template {
    /// The same SQL on every database.
    pub const fn new(sql: &'static str) -> Self {
        Self { postgres: Some(sql), sqlite: Some(sql), mysql: Some(sql), mariadb: Some(sql) }
    }

    /// SQL on no database yet: a query that needs it is refused where none is given.
    pub const fn nowhere() -> Self {
        Self { postgres: None, sqlite: None, mysql: None, mariadb: None }
    }

    /// Other SQL on PostgreSQL.
    #[must_use]
    pub const fn postgres(self, sql: &'static str) -> Self {
        Self { postgres: Some(sql), ..self }
    }

    /// Other SQL on SQLite.
    #[must_use]
    pub const fn sqlite(self, sql: &'static str) -> Self {
        Self { sqlite: Some(sql), ..self }
    }

    /// Other SQL on MySQL and MariaDB.
    #[must_use]
    pub const fn mysql(self, sql: &'static str) -> Self {
        Self { mysql: Some(sql), mariadb: Some(sql), ..self }
    }

    /// Other SQL on MariaDB.
    #[must_use]
    pub const fn mariadb(self, sql: &'static str) -> Self {
        Self { mariadb: Some(sql), ..self }
    }
}
