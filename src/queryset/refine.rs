//! Methods that refine a query. None of them touches a database.

use std::ops::{Bound, RangeBounds};

use crate::{
    db::Target,
    model::{Model, Path, Scoped},
    query::{
        Annotations, Combination, Expr, Loading, Misuse, Nested, Q, Scopes, Selection, open_scope,
        typed::{Annotated, Append, Orderings, Plain, Selected, Shape, Values},
    },
    queryset::{QuerySet, RawQuerySet, RawSql},
};

impl<M: Model, S: Shape<Model = M>> QuerySet<M, S> {
    /// The rows that meet the condition: `WHERE …`.
    ///
    /// Conditions of one call speak of the same related row, those of chained calls may each find another.
    ///
    /// ```
    /// # use queryset::{auth::{Permission, User}, prelude::*};
    /// let set = User::objects().filter(|u| u.is_staff().eq(true) & u.id().gt(7)).values_list(|u| u.username());
    /// assert_eq!(
    ///     set.to_sql(Dialect::Sqlite)?,
    ///     r#"SELECT "auth_user"."username" FROM "auth_user" WHERE "auth_user"."is_staff" = ? AND "auth_user"."id" > ?"#
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn filter(mut self, condition: impl FnOnce(S::Args) -> Q) -> Self {
        let (open, mut q) = self.call(condition);
        q.close(open);
        if !q.is_empty() {
            self.refuse_sliced(Misuse::Filtered);
            self.query.refuse_combination("filtered");
            self.query.filters.push(q);
        }
        self
    }

    /// The rows that do not meet the condition: `WHERE NOT (…)`, where a NULL does not meet it either.
    ///
    /// ```
    /// # use queryset::{auth::{Permission, User}, prelude::*};
    /// let set = User::objects().exclude(|u| u.last_login().lt(chrono::Utc::now())).values_list(|u| u.username());
    /// assert_eq!(
    ///     set.to_sql(Dialect::Sqlite)?,
    ///     r#"SELECT "auth_user"."username" FROM "auth_user" WHERE NOT ("auth_user"."last_login" < ? AND "auth_user"."last_login" IS NOT NULL)"#
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn exclude(self, condition: impl FnOnce(S::Args) -> Q) -> Self {
        // Not by `!`, which would undo a negation in the condition: this one is another, as in Django.
        self.filter(|args| Q::Not(Nested::new(condition(args))))
    }

    /// The order of the rows, in place of any other: a column, `column.desc()`, or a tuple of them.
    ///
    /// `order_by(|_| ())` is no order at all.
    ///
    /// ```
    /// # use queryset::{auth::{Permission, User}, prelude::*};
    /// let set = User::objects().order_by(|u| (u.last_login().desc().nulls_last(), u.username())).values_list(|u| u.username());
    /// assert_eq!(
    ///     set.to_sql(Dialect::Sqlite)?,
    ///     r#"SELECT "auth_user"."username" FROM "auth_user" ORDER BY "auth_user"."last_login" DESC NULLS LAST, "auth_user"."username" ASC"#
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn order_by<O: Orderings>(mut self, keys: impl FnOnce(S::Args) -> O) -> Self {
        let (open, keys) = self.call(keys);
        let mut list = Vec::new();
        keys.push_to(&mut list);
        list.close(open);
        self.refuse_sliced(Misuse::Ordered);
        self.query.ordering = Some(list);
        self.query.reversed = false;
        self
    }
}

impl<M: Model> QuerySet<M> {
    /// Adds an expression, or a tuple of them, to every row: the rows become `(M, T)`, `(M, T, U)`, ….
    ///
    /// Later closures receive the annotations behind the model's fields.
    ///
    /// ```
    /// # use queryset::{auth::{Permission, User}, prelude::*};
    /// let set = Permission::objects().annotate(|p| p.id() * 2).filter(|(_, twice)| twice.gt(8)).values_list(|(p, twice)| (p.codename(), twice));
    /// assert_eq!(
    ///     set.to_sql(Dialect::Sqlite)?,
    ///     r#"SELECT "auth_permission"."codename", "auth_permission"."id" * ? FROM "auth_permission" INNER JOIN "django_content_type" ON "auth_permission"."content_type_id" = "django_content_type"."id" WHERE "auth_permission"."id" * ? > ? ORDER BY "django_content_type"."app_label" ASC, "django_content_type"."model" ASC, "auth_permission"."codename" ASC"#
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn annotate<A>(
        self,
        add: impl FnOnce(<Plain<M> as Shape>::Args) -> A,
    ) -> QuerySet<M, Annotated<M, <() as Append<A>>::Out>>
    where
        (): Append<A>,
        Annotated<M, <() as Append<A>>::Out>: Shape<Model = M>,
    {
        let (open, added) = self.call(add);
        annotated(self, ().append(added).closed(open))
    }
}

impl<M: Model, T> QuerySet<M, Annotated<M, T>>
where
    T: Clone,
    Annotated<M, T>: Shape<Model = M>,
{
    /// Adds another annotation behind those there are.
    pub fn annotate<A>(
        self,
        add: impl FnOnce(<Annotated<M, T> as Shape>::Args) -> A,
    ) -> QuerySet<M, Annotated<M, T::Out>>
    where
        T: Append<A>,
        Annotated<M, T::Out>: Shape<Model = M>,
    {
        let (open, added) = self.call(add);
        let annotations = self.shape.annotations.clone().append(added).closed(open);
        annotated(self, annotations)
    }
}

impl<M: Model, S: Shape<Model = M>> QuerySet<M, S> {
    /// Rows of values in place of instances: an expression gives its values, a tuple gives tuples.
    ///
    /// Django: `values_list`, for one column with `flat=True`. Django gives tuples of one without it.
    ///
    /// ```
    /// # use queryset::{auth::{Permission, User}, prelude::*};
    /// let set = Permission::objects().order_by(|p| p.id()).values_list(|p| (p.codename(), p.content_type().model()));
    /// assert_eq!(
    ///     set.to_sql(Dialect::Sqlite)?,
    ///     r#"SELECT "auth_permission"."codename", "django_content_type"."model" FROM "auth_permission" INNER JOIN "django_content_type" ON "auth_permission"."content_type_id" = "django_content_type"."id" ORDER BY "auth_permission"."id" ASC"#
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn values_list<V: Selected>(
        mut self,
        select: impl FnOnce(S::Args) -> V,
    ) -> QuerySet<M, Values<S, V>> {
        let (open, selected) = self.call(select);
        self.select(selected.closed(open).exprs());
        let shape = Values::new(self.shape.clone());
        self.reshaped(shape)
    }

    /// The same queryset (Django: `all`).
    pub fn all(self) -> Self {
        self
    }

    /// No row at all; nothing is sent. Aggregates over it are one row still: `SELECT COUNT(…) … WHERE FALSE`.
    ///
    /// ```
    /// # use queryset::{auth::{Permission, User}, prelude::*};
    /// let set = User::objects().none();
    /// assert_eq!(
    ///     set.to_sql(Dialect::Sqlite)?,
    ///     r#""#
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn none(mut self) -> Self {
        self.query.empty = true;
        self
    }

    /// The order turned round, that of the model included.
    ///
    /// ```
    /// # use queryset::{auth::{Permission, User}, prelude::*};
    /// let set = User::objects().order_by(|u| u.username()).reverse().values_list(|u| u.username());
    /// assert_eq!(
    ///     set.to_sql(Dialect::Sqlite)?,
    ///     r#"SELECT "auth_user"."username" FROM "auth_user" ORDER BY "auth_user"."username" DESC"#
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn reverse(mut self) -> Self {
        self.refuse_sliced(Misuse::Reversed);
        self.query.reversed = !self.query.reversed;
        self
    }

    /// A query in SQL of one's own, whose rows become instances; where this queryset goes, and nothing else of it.
    ///
    /// ```
    /// # use queryset::{auth::User, prelude::*};
    /// let set = User::objects().raw("SELECT * FROM auth_user WHERE id > ?").bind(7);
    /// assert_eq!(set.to_sql(Dialect::Sqlite)?, "SELECT * FROM auth_user WHERE id > ?");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn raw(self, sql: impl RawSql) -> RawQuerySet<M> {
        RawQuerySet::new(sql.into_sql(), self.target)
    }

    /// Equal rows as one: `SELECT DISTINCT`.
    ///
    /// Of instances it takes away what joins multiply. Sort keys that are not selected make rows different, too, as in
    /// Django.
    ///
    /// ```
    /// # use queryset::{auth::{Permission, User}, prelude::*};
    /// let set = Permission::objects().values_list(|p| p.content_type().app_label()).distinct().order_by(|p| p.content_type().app_label());
    /// assert_eq!(
    ///     set.to_sql(Dialect::Sqlite)?,
    ///     r#"SELECT DISTINCT "django_content_type"."app_label" FROM "auth_permission" INNER JOIN "django_content_type" ON "auth_permission"."content_type_id" = "django_content_type"."id" ORDER BY "django_content_type"."app_label" ASC"#
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn distinct(mut self) -> Self {
        self.refuse_sliced(Misuse::Distinct);
        self.query.refuse_combination("made distinct");
        self.query.distinct = true;
        self.query.distinct_on = Vec::new();
        self
    }

    /// Of the rows that are equal in an expression, or a tuple of them, the first: `SELECT DISTINCT ON (…)`. PostgreSQL
    /// only.
    ///
    /// Which is the first is the order's to say, and the order has to begin with the same expressions, in any sequence;
    /// without an order it is any.
    ///
    /// ```
    /// # use queryset::{auth::Permission, prelude::*};
    /// let set = Permission::objects()
    ///     .order_by(|p| (p.content_type().key(), p.codename()))
    ///     .distinct_on(|p| p.content_type().key())
    ///     .values_list(|p| p.codename());
    /// assert_eq!(
    ///     set.to_sql(Dialect::Postgres)?,
    ///     r#"SELECT DISTINCT ON ("auth_permission"."content_type_id") "auth_permission"."codename" FROM "auth_permission" ORDER BY "auth_permission"."content_type_id" ASC, "auth_permission"."codename" ASC"#
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// Such a queryset can be counted, sliced, filtered further (the condition chooses among all rows, not among the
    /// first ones) and become part of a union. It cannot be updated or deleted. Other databases refuse it.
    ///
    /// Django: `distinct("content_type")`.
    pub fn distinct_on<V: Selected>(mut self, by: impl FnOnce(S::Args) -> V) -> Self {
        let (open, by) = self.call(by);
        self.refuse_sliced(Misuse::Distinct);
        self.query.refuse_combination("made distinct");
        self.query.distinct_on = by.closed(open).exprs();
        self.query.distinct = true;
        self
    }

    /// Some of the rows, counted from 0: `LIMIT … OFFSET …`. A slice of a slice counts within it.
    ///
    /// Django: `queryset[5:10]`.
    ///
    /// ```
    /// # use queryset::{auth::{Permission, User}, prelude::*};
    /// let set = User::objects().order_by(|u| u.id()).slice(20..30).values_list(|u| u.username());
    /// assert_eq!(
    ///     set.to_sql(Dialect::Sqlite)?,
    ///     r#"SELECT "auth_user"."username" FROM "auth_user" ORDER BY "auth_user"."id" ASC LIMIT 10 OFFSET ?"#
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn slice(mut self, rows: impl RangeBounds<u64>) -> Self {
        let start = match rows.start_bound() {
            Bound::Included(start) => *start,
            Bound::Excluded(before) => before.saturating_add(1),
            Bound::Unbounded => 0,
        };
        let end = match rows.end_bound() {
            Bound::Included(last) => Some(last.saturating_add(1)),
            Bound::Excluded(end) => Some(*end),
            Bound::Unbounded => None,
        };
        self.query.slice = self.query.slice.within(start, end);
        self
    }

    /// Where the query runs: a database, its alias, or a transaction.
    ///
    /// ```no_run
    /// # use queryset::{auth::{Permission, User}, prelude::*};
    /// # async fn example() -> queryset::Result<()> {
    /// let replica = Database::connect("sqlite::memory:").await?;
    /// let users = User::objects().using(&replica).acount().await?;
    /// # Ok(()) }
    /// ```
    pub fn using(mut self, target: impl Into<Target>) -> Self {
        self.target = target.into();
        self
    }

    /// Selects expressions in place of all that was selected.
    pub(super) fn select(&mut self, exprs: Vec<Expr>) {
        self.refuse_selecting(&exprs);
        if exprs.iter().any(Expr::is_aggregate) && self.query.annotated.is_none() {
            self.refuse_sliced(Misuse::Aggregating);
        }
        self.query.selection = Selection::Values(exprs);
        self.query.loading = Loading::default();
    }

    /// These expressions are beside each row, selected or not; with an aggregate among them each row is a group.
    pub(super) fn group(&mut self, exprs: &[Expr], verb: &'static str) {
        self.query.refuse_combination(verb);
        if exprs.iter().any(Expr::is_aggregate) {
            self.refuse_sliced(Misuse::Aggregating);
            let first = self.query.annotated.as_ref().map(|it| it.after);
            let after = first.unwrap_or(self.query.filters.len());
            self.query.annotated = Some(Annotations { after, exprs: exprs.to_vec() });
        }
    }

    /// Runs a closure with the arguments of this shape; its paths carry the number that comes back.
    pub(super) fn call<R>(&self, closure: impl FnOnce(S::Args) -> R) -> (u64, R) {
        let open = open_scope();
        (open, closure(self.shape.args(Path::root(Scoped::Open(open), M::meta()))))
    }

    /// Columns can be selected of what several queries have in common, which is instances.
    fn refuse_selecting(&mut self, exprs: &[Expr]) {
        let plain = self.query.combination.as_ref().is_none_or(Combination::is_plain);
        if !plain || matches!(self.query.selection, Selection::Values(_)) {
            self.query.refuse_combination("given other columns");
        }
        if exprs.iter().any(Expr::is_aggregate) {
            self.query.refuse_combination("aggregated");
        }
    }

    pub(super) fn refuse_sliced(&mut self, misuse: Misuse) {
        if !self.query.slice.is_whole() {
            self.query.misuse.get_or_insert(misuse);
        }
    }
}

fn annotated<M, S, A>(set: QuerySet<M, S>, annotations: A) -> QuerySet<M, Annotated<M, A>>
where
    M: Model,
    S: Shape<Model = M>,
    A: Selected,
    Annotated<M, A>: Shape<Model = M>,
{
    let mut set = set;
    let exprs = annotations.exprs();
    set.group(&exprs, "annotated");
    set.query.selection = Selection::Model(exprs);
    set.reshaped(Annotated::new(annotations))
}
