//! The set of models whose tables are made together.

use crate::{
    dialect::Dialect,
    error::{Error, Result},
    model::{ModelMeta, registered},
    schema::{check, deferred, grammar::Grammar, order, resolve::Table, table},
};

/// Models and the statements that make their tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schema {
    models: Vec<&'static ModelMeta>,
}

/// All models of these apps.
///
/// ```
/// let error = queryset::schema::apps(["no_such_app"]).unwrap_err();
/// assert!(error.to_string().contains("`no_such_app`"));
/// ```
///
/// # Errors
/// When no model of the program belongs to one of the apps; the error lists those that are known.
pub fn apps<A: AsRef<str>>(apps: impl IntoIterator<Item = A>) -> Result<Schema> {
    let all = registered();
    let mut chosen = Vec::new();
    for app in apps {
        let app = app.as_ref();
        let before = chosen.len();
        chosen.extend(all.iter().copied().filter(|it| it.app == app));
        if chosen.len() == before {
            return Err(Error::unknown_app(app, all.iter().map(|it| it.app)));
        }
    }
    Ok(models(chosen))
}

/// These models, in dependency order; those whose table is made by somebody else are left out.
///
/// ```
/// use queryset::{prelude::*, schema};
///
/// #[derive(Model)]
/// #[model(app = "library")]
/// struct Publisher {
///     id: i64,
/// }
///
/// #[derive(Model)]
/// #[model(app = "library")]
/// struct Book {
///     id: i64,
///     publisher: ForeignKey<Publisher>,
/// }
///
/// let schema = schema::models([Book::meta(), Publisher::meta()]);
/// assert_eq!(schema.models(), [Publisher::meta(), Book::meta()]);
/// ```
pub fn models(models: impl IntoIterator<Item = &'static ModelMeta>) -> Schema {
    let managed: Vec<_> = models.into_iter().filter(|it| it.managed).collect();
    Schema { models: order::by_dependency(&managed) }
}

impl Schema {
    /// The models, each after those it refers to.
    pub fn models(&self) -> &[&'static ModelMeta] {
        &self.models
    }

    /// The statements that make the tables: first each table, after those it refers to, then what needs all of them,
    /// constraints and indexes.
    ///
    /// A relation to a model outside the set refers to a table that must be there already.
    ///
    /// ```
    /// use queryset::{dialect::Dialect, prelude::*, schema};
    ///
    /// #[derive(Model)]
    /// #[model(app = "library")]
    /// struct Book {
    ///     id: i64,
    ///     #[field(max_length = 300, index)]
    ///     name: String,
    ///     sequel_of: Option<OneToOne<Book>>,
    /// }
    ///
    /// assert_eq!(
    ///     schema::models([Book::meta()]).create(Dialect::Sqlite)?,
    ///     [
    ///         r#"CREATE TABLE "library_book" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "#.to_owned()
    ///             + r#""name" varchar(300) NOT NULL, "sequel_of_id" bigint NULL UNIQUE "#
    ///             + r#"REFERENCES "library_book" ("id") DEFERRABLE INITIALLY DEFERRED)"#,
    ///         r#"CREATE INDEX "library_book_name_9d7b8ab8" ON "library_book" ("name")"#.to_owned(),
    ///     ]
    /// );
    /// # Ok::<_, queryset::error::Error>(())
    /// ```
    ///
    /// Django: what `migrate` runs for new models, in its order.
    ///
    /// # Errors
    /// When the metadata makes no table on this database; the error names model and field.
    pub fn create(&self, dialect: Dialect) -> Result<Vec<String>> {
        let grammar = Grammar::of(dialect);
        let tables = self.resolve(grammar)?;
        let mut statements: Vec<_> = tables.iter().map(|it| table::create(it, grammar)).collect();
        statements.extend(tables.iter().flat_map(|it| deferred::add(it, grammar)));
        Ok(statements)
    }

    /// The statements that drop the tables, each before those it refers to.
    ///
    /// A table outside the set that refers to one of them makes the database refuse: nothing is dropped that was not
    /// named. On SQLite, tables that refer to each other in a circle and hold rows can only be dropped inside a
    /// transaction, where the references may be broken until its end.
    ///
    /// ```
    /// use queryset::{dialect::Dialect, prelude::*, schema};
    ///
    /// #[derive(Model)]
    /// #[model(app = "library")]
    /// struct Book {
    ///     id: i64,
    /// }
    ///
    /// let drop = schema::models([Book::meta()]).drop(Dialect::Postgres)?;
    /// assert_eq!(drop, [r#"DROP TABLE "library_book""#]);
    /// # Ok::<_, queryset::error::Error>(())
    /// ```
    ///
    /// Django: drops with `CASCADE` on PostgreSQL, which takes the constraints of other tables along.
    ///
    /// # Errors
    /// As [`create`](Self::create).
    pub fn drop(&self, dialect: Dialect) -> Result<Vec<String>> {
        let grammar = Grammar::of(dialect);
        let tables = self.resolve(grammar)?;
        let mut statements = deferred::remove_circles(&tables, grammar);
        statements.extend(tables.iter().rev().map(|it| table::drop(it, grammar)));
        Ok(statements)
    }

    fn resolve(&self, grammar: &Grammar) -> Result<Vec<Table>> {
        check::set(&self.models)?;
        self.models.iter().map(|it| Table::resolve(it, grammar)).collect()
    }
}
