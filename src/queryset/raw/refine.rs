//! Methods that say more about a raw query. None of them touches a database.

use std::{borrow::Cow, marker::PhantomData};

use crate::{
    db::Target,
    dialect::Dialect,
    model::{Always, Fields, Model},
    query::typed::{AndThen, Expression, RawAnnotations},
    queryset::{
        Bind, RawQuerySet, RawSql,
        field::{own_field, root},
    },
    value::Column,
};

impl<M: Model, A: RawAnnotations> RawQuerySet<M, A> {
    /// The value of the next placeholder; it travels beside the text, never in it.
    ///
    /// ```
    /// # use queryset::{auth::User, prelude::*};
    /// let set = User::objects()
    ///     .raw("SELECT * FROM auth_user WHERE username = $1 OR id = ANY($2)")
    ///     .bind("'; DROP TABLE auth_user")
    ///     .bind(&[1, 2][..]);
    /// assert!(set.to_sql(Dialect::Postgres)?.ends_with("OR id = ANY($2) /* text, integer[] */"));
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// Django: `raw(sql, params)`, where `%s` stands for a value and a dictionary names them.
    pub fn bind(mut self, value: impl Bind) -> Self {
        self.raw = self.raw.bind(value.to_bind());
        self
    }

    /// Another text on this database, for a program that runs on several. One for MySQL serves MariaDB, too.
    ///
    /// ```
    /// # use queryset::{auth::User, prelude::*};
    /// let set = User::objects()
    ///     .raw("SELECT * FROM auth_user WHERE id > $1")
    ///     .raw_for(Dialect::Mysql, "SELECT * FROM auth_user WHERE id > ?")
    ///     .bind(7);
    /// assert_eq!(set.to_sql(Dialect::Sqlite)?, "SELECT * FROM auth_user WHERE id > $1");
    /// assert_eq!(set.to_sql(Dialect::Mariadb)?, "SELECT * FROM auth_user WHERE id > ?");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn raw_for(mut self, dialect: Dialect, sql: impl RawSql) -> Self {
        self.raw = self.raw.on(dialect, sql.into_sql());
        self
    }

    /// The column that holds a field, where it has another name than the field.
    ///
    /// ```no_run
    /// # use queryset::{auth::Group, prelude::*};
    /// # async fn example() -> queryset::Result<()> {
    /// let groups = Group::objects()
    ///     .raw("SELECT nr, title FROM old_groups")
    ///     .translate("nr", |g| g.id())
    ///     .translate("title", |g| g.name())
    ///     .await?;
    /// # Ok(()) }
    /// ```
    ///
    /// Django: the dictionary `translations`.
    pub fn translate<T, K>(
        mut self,
        column: impl Into<Cow<'static, str>>,
        field: impl FnOnce(M::Fields<Always>) -> Expression<T, K>,
    ) -> Self {
        let chosen = field(Fields::at(root::<M>()));
        match own_field::<M>(chosen.expr()) {
            Ok(field) => self.names.translations.push((column.into(), field.name)),
            Err(error) => {
                self.misuse.get_or_insert(error);
            }
        }
        self
    }

    /// A column beside those of the model, as one more value of each row.
    ///
    /// ```no_run
    /// # use queryset::{auth::Group, prelude::*};
    /// # async fn example() -> queryset::Result<()> {
    /// let sql = "SELECT g.*, COUNT(u.id) AS users, MIN(u.user_id) AS oldest \
    ///            FROM auth_group g LEFT JOIN auth_user_groups u ON u.group_id = g.id GROUP BY g.id";
    /// let rows: Vec<(Group, i64, Option<i32>)> =
    ///     Group::objects().raw(sql).annotate("users").annotate("oldest").await?;
    /// # Ok(()) }
    /// ```
    ///
    /// Django: such columns become attributes of the instance by themselves.
    pub fn annotate<T: Column>(
        mut self,
        column: impl Into<Cow<'static, str>>,
    ) -> RawQuerySet<M, <A as AndThen<T>>::Out>
    where
        A: AndThen<T>,
    {
        self.names.annotations.push(column.into());
        let Self { raw, names, misuse, target, .. } = self;
        RawQuerySet { raw, names, misuse, target, rows: PhantomData }
    }

    /// Where: a database, its alias, or a transaction.
    ///
    /// ```no_run
    /// # use queryset::{auth::Group, prelude::*};
    /// # async fn example() -> queryset::Result<()> {
    /// let groups = Group::objects().raw("SELECT * FROM auth_group").using("replica").await?;
    /// # Ok(()) }
    /// ```
    pub fn using(mut self, target: impl Into<Target>) -> Self {
        self.target = target.into();
        self
    }
}
