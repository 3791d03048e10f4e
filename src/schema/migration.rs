//! Files for `sqlx migrate`.

use crate::{dialect::Dialect, error::Result, schema::Schema};

/// A reversible migration, in the two files that `sqlx migrate` takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Migration {
    /// What goes into `NAME.up.sql`.
    pub up: String,
    /// What goes into `NAME.down.sql`.
    pub down: String,
}

/// The tables of all models of these apps, as a migration.
///
/// ```
/// # #[cfg(feature = "auth")] {
/// use queryset::{dialect::Dialect, schema};
///
/// let migration = schema::sql(Dialect::Sqlite, ["contenttypes", "auth"])?;
/// assert!(migration.up.starts_with(r#"CREATE TABLE "django_content_type" ("id" integer NOT NULL"#));
/// assert!(migration.down.ends_with("DROP TABLE \"django_content_type\";\n"));
/// # }
/// # Ok::<_, queryset::error::Error>(())
/// ```
///
/// Django: `manage.py sqlmigrate`.
///
/// # Errors
/// As [`apps`](crate::schema::apps) and [`Schema::create`].
pub fn sql<A: AsRef<str>>(
    dialect: Dialect,
    apps: impl IntoIterator<Item = A>,
) -> Result<Migration> {
    crate::schema::apps(apps)?.sql(dialect)
}

impl Schema {
    /// The tables of this set, as a migration.
    ///
    /// # Errors
    /// As [`create`](Self::create).
    pub fn sql(&self, dialect: Dialect) -> Result<Migration> {
        Ok(Migration { up: script(&self.create(dialect)?), down: script(&self.drop(dialect)?) })
    }
}

fn script(statements: &[String]) -> String {
    statements.iter().flat_map(|it| [it, ";\n"]).collect()
}
