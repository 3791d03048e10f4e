//! Managers: where queries start.

use std::{
    collections::HashMap, fmt, future::IntoFuture, hash::Hash, marker::PhantomData,
    ops::RangeBounds,
};

use chrono::NaiveDate;
use futures::{future::BoxFuture, stream::BoxStream};

use crate::{
    db::Target,
    error::Result,
    model::{Always, Begun, Build, Complete, Deferring, Model},
    query::{
        Condition, Explain, Lock, Order, Q,
        typed::{
            Aliased, Annotated, Append, Assignments, DateUnit, Dicts, Entries, Expression, Named,
            NamedDeferred, Operands, Orderings, Plain, Projected, Projection, Selected, Shape,
            Truncates, Values,
        },
    },
    queryset::{
        BulkCreate, BulkUpdate, CursorPage, Page, QuerySet, QuerySets, RawQuerySet, RawSql,
        dates::Beginnings,
    },
    value::{Column, Dated, Timed},
};

/// Where the queries of a model start. Override [`get_queryset`](Self::get_queryset) to restrict them all.
///
/// A manager of your own is no queryset, and cannot be awaited: all of its rows are `Article::objects().all().await`.
///
/// ```
/// # use queryset::prelude::*;
/// #[derive(Model, Debug)]
/// #[model(app = "library", manager = Published)]
/// pub struct Article {
///     pub id: i64,
///     pub published: bool,
/// }
///
/// #[derive(Default)]
/// pub struct Published;
///
/// impl Manager for Published {
///     type Model = Article;
///
///     fn get_queryset(&self) -> QuerySet<Article> {
///         Article::base_manager().filter(|a| a.published().eq(true))
///     }
/// }
///
/// let sql = Article::objects().all().to_sql(Dialect::Sqlite)?;
/// assert!(sql.ends_with(r#"WHERE "library_article"."published" = ?"#));
/// # Ok::<(), Error>(())
/// ```
///
/// Django: <https://docs.djangoproject.com/en/6.1/topics/db/managers/>
pub trait Manager {
    /// The model.
    type Model: Model;

    /// The queryset that all others start from.
    fn get_queryset(&self) -> QuerySet<Self::Model> {
        QuerySet::new()
    }

    /// [`QuerySet::all`]
    fn all(&self) -> QuerySet<Self::Model> {
        self.get_queryset()
    }

    /// [`QuerySet::none`]
    fn none(&self) -> QuerySet<Self::Model> {
        self.get_queryset().none()
    }

    /// [`QuerySet::filter`]
    fn filter(&self, condition: impl FnOnce(Fields<Self>) -> Q) -> QuerySet<Self::Model> {
        self.get_queryset().filter(condition)
    }

    /// [`QuerySet::exclude`]
    fn exclude(&self, condition: impl FnOnce(Fields<Self>) -> Q) -> QuerySet<Self::Model> {
        self.get_queryset().exclude(condition)
    }

    /// [`QuerySet::complex_filter`]
    fn complex_filter(&self, condition: Condition<Self::Model>) -> QuerySet<Self::Model> {
        self.get_queryset().complex_filter(condition)
    }

    /// [`QuerySet::order_by`]
    fn order_by<O: Orderings>(
        &self,
        keys: impl FnOnce(Fields<Self>) -> O,
    ) -> QuerySet<Self::Model> {
        self.get_queryset().order_by(keys)
    }

    /// [`QuerySet::order_by_text`]
    fn order_by_text(&self, order: Order<Self::Model>) -> QuerySet<Self::Model> {
        self.get_queryset().order_by_text(order)
    }

    /// [`QuerySet::reverse`]
    fn reverse(&self) -> QuerySet<Self::Model> {
        self.get_queryset().reverse()
    }

    /// [`QuerySet::distinct`]
    fn distinct(&self) -> QuerySet<Self::Model> {
        self.get_queryset().distinct()
    }

    /// [`QuerySet::distinct_on`]
    fn distinct_on<V: Selected>(
        &self,
        by: impl FnOnce(Fields<Self>) -> V,
    ) -> QuerySet<Self::Model> {
        self.get_queryset().distinct_on(by)
    }

    /// [`QuerySet::dates`]
    fn dates<T: Column<Bare = NaiveDate>, K: 'static>(
        &self,
        column: impl FnOnce(Fields<Self>) -> Expression<T, K>,
        unit: DateUnit,
    ) -> Beginnings<Self::Model, NaiveDate, K> {
        self.get_queryset().dates(column, unit)
    }

    /// [`QuerySet::datetimes`]
    fn datetimes<T: Column<Bare: Dated + Timed>, K: 'static>(
        &self,
        column: impl FnOnce(Fields<Self>) -> Expression<T, K>,
        unit: impl Truncates<T::Bare>,
    ) -> Beginnings<Self::Model, T::Bare, K> {
        self.get_queryset().datetimes(column, unit)
    }

    /// [`QuerySet::slice`]
    fn slice(&self, rows: impl RangeBounds<u64>) -> QuerySet<Self::Model> {
        self.get_queryset().slice(rows)
    }

    /// [`QuerySet::select_for_update`]
    fn select_for_update(&self) -> QuerySet<Self::Model> {
        self.get_queryset().select_for_update()
    }

    /// [`QuerySet::select_for_update_with`]
    fn select_for_update_with(
        &self,
        lock: impl FnOnce(Fields<Self>) -> Lock,
    ) -> QuerySet<Self::Model> {
        self.get_queryset().select_for_update_with(lock)
    }

    /// [`QuerySet::union`]
    fn union(&self, others: impl QuerySets<Self::Model>) -> QuerySet<Self::Model> {
        self.get_queryset().union(others)
    }

    /// [`QuerySet::union_all`]
    fn union_all(&self, others: impl QuerySets<Self::Model>) -> QuerySet<Self::Model> {
        self.get_queryset().union_all(others)
    }

    /// [`QuerySet::intersection`]
    fn intersection(&self, others: impl QuerySets<Self::Model>) -> QuerySet<Self::Model> {
        self.get_queryset().intersection(others)
    }

    /// [`QuerySet::difference`]
    fn difference(&self, others: impl QuerySets<Self::Model>) -> QuerySet<Self::Model> {
        self.get_queryset().difference(others)
    }

    /// [`QuerySet::defer`]
    fn defer<N: NamedDeferred>(
        &self,
        fields: impl FnOnce(<Self::Model as Model>::Fields<Deferring>) -> N,
    ) -> QuerySet<Self::Model> {
        self.get_queryset().defer(fields)
    }

    /// [`QuerySet::only`]
    fn only<N: Named>(&self, fields: impl FnOnce(Fields<Self>) -> N) -> QuerySet<Self::Model> {
        self.get_queryset().only(fields)
    }

    /// [`QuerySet::using`]
    fn using(&self, target: impl Into<Target>) -> QuerySet<Self::Model> {
        self.get_queryset().using(target)
    }

    /// [`QuerySet::annotate`]
    fn annotate<A>(
        &self,
        add: impl FnOnce(Fields<Self>) -> A,
    ) -> QuerySet<Self::Model, With<Self::Model, A>>
    where
        (): Append<A>,
        With<Self::Model, A>: Shape<Model = Self::Model>,
    {
        self.get_queryset().annotate(add)
    }

    /// [`QuerySet::alias`]
    fn alias<A>(
        &self,
        add: impl FnOnce(Fields<Self>) -> A,
    ) -> QuerySet<Self::Model, Beside<Self::Model, A>>
    where
        (): Append<A>,
        Beside<Self::Model, A>: Shape<Model = Self::Model>,
    {
        self.get_queryset().alias(add)
    }

    /// [`QuerySet::values_list`]
    fn values_list<V: Selected>(
        &self,
        select: impl FnOnce(Fields<Self>) -> V,
    ) -> QuerySet<Self::Model, Values<Plain<Self::Model>, V>> {
        self.get_queryset().values_list(select)
    }

    /// [`QuerySet::values_as`]
    fn values_as<T: Projection<Fields<Self>>>(
        &self,
    ) -> QuerySet<Self::Model, Projected<Plain<Self::Model>, T>> {
        self.get_queryset().values_as()
    }

    /// [`QuerySet::values`]
    fn values<E: Entries>(
        &self,
        select: impl FnOnce(Fields<Self>) -> E,
    ) -> QuerySet<Self::Model, Dicts<Plain<Self::Model>>> {
        self.get_queryset().values(select)
    }

    /// [`QuerySet::raw`]
    fn raw(&self, sql: impl RawSql) -> RawQuerySet<Self::Model> {
        self.get_queryset().raw(sql)
    }

    /// [`QuerySet::aget`]
    fn aget(
        &self,
        condition: impl FnOnce(Fields<Self>) -> Q,
    ) -> BoxFuture<'static, Result<Self::Model>> {
        self.get_queryset().aget(condition)
    }

    /// [`QuerySet::acount`]
    fn acount(&self) -> BoxFuture<'static, Result<u64>> {
        self.get_queryset().acount()
    }

    /// [`QuerySet::aexists`]
    fn aexists(&self) -> BoxFuture<'static, Result<bool>> {
        self.get_queryset().aexists()
    }

    /// [`QuerySet::afirst`]
    fn afirst(&self) -> BoxFuture<'static, Result<Option<Self::Model>>> {
        self.get_queryset().afirst()
    }

    /// [`QuerySet::alast`]
    fn alast(&self) -> BoxFuture<'static, Result<Option<Self::Model>>> {
        self.get_queryset().alast()
    }

    /// [`QuerySet::aearliest`]
    fn aearliest(&self) -> BoxFuture<'static, Result<Self::Model>> {
        self.get_queryset().aearliest()
    }

    /// [`QuerySet::alatest`]
    fn alatest(&self) -> BoxFuture<'static, Result<Self::Model>> {
        self.get_queryset().alatest()
    }

    /// [`QuerySet::aearliest_by`]
    fn aearliest_by<O: Orderings>(
        &self,
        keys: impl FnOnce(Fields<Self>) -> O,
    ) -> BoxFuture<'static, Result<Self::Model>> {
        self.get_queryset().aearliest_by(keys)
    }

    /// [`QuerySet::alatest_by`]
    fn alatest_by<O: Orderings>(
        &self,
        keys: impl FnOnce(Fields<Self>) -> O,
    ) -> BoxFuture<'static, Result<Self::Model>> {
        self.get_queryset().alatest_by(keys)
    }

    /// [`QuerySet::nth`]
    fn nth(&self, index: u64) -> BoxFuture<'static, Result<Self::Model>> {
        self.get_queryset().nth(index)
    }

    /// [`QuerySet::acontains`]
    fn acontains(&self, object: &Self::Model) -> BoxFuture<'static, Result<bool>> {
        self.get_queryset().acontains(object)
    }

    /// [`QuerySet::arepr`]
    fn arepr(&self) -> BoxFuture<'static, Result<String>>
    where
        Self::Model: fmt::Debug,
    {
        self.get_queryset().arepr()
    }

    /// [`QuerySet::ordered`]
    fn ordered(&self) -> bool {
        self.get_queryset().ordered()
    }

    /// [`QuerySet::totally_ordered`]
    fn totally_ordered(&self) -> bool {
        self.get_queryset().totally_ordered()
    }

    /// [`QuerySet::exists`]
    fn exists(&self) -> Q {
        self.get_queryset().exists()
    }

    /// [`QuerySet::ain_bulk`]
    fn ain_bulk(
        &self,
        keys: impl IntoIterator<Item = <Self::Model as Model>::Key>,
    ) -> BoxFuture<'static, Result<ByKey<Self::Model>>> {
        self.get_queryset().ain_bulk(keys)
    }

    /// [`QuerySet::ain_bulk_all`]
    fn ain_bulk_all(&self) -> BoxFuture<'static, Result<ByKey<Self::Model>>> {
        self.get_queryset().ain_bulk_all()
    }

    /// [`QuerySet::ain_bulk_by`]
    fn ain_bulk_by<T: Column<Bare: Eq + Hash>, K: 'static>(
        &self,
        field: impl FnOnce(Fields<Self>) -> Expression<T, K>,
        values: impl Operands<T>,
    ) -> BoxFuture<'static, Result<HashMap<T::Bare, Self::Model>>> {
        self.get_queryset().ain_bulk_by(field, values)
    }

    /// [`QuerySet::ain_bulk_all_by`]
    fn ain_bulk_all_by<T: Column<Bare: Eq + Hash>, K: 'static>(
        &self,
        field: impl FnOnce(Fields<Self>) -> Expression<T, K>,
    ) -> BoxFuture<'static, Result<HashMap<T::Bare, Self::Model>>> {
        self.get_queryset().ain_bulk_all_by(field)
    }

    /// [`QuerySet::aexplain`]
    fn aexplain(&self) -> BoxFuture<'static, Result<String>> {
        self.get_queryset().aexplain()
    }

    /// [`QuerySet::aexplain_with`]
    fn aexplain_with(&self, explain: Explain) -> BoxFuture<'static, Result<String>> {
        self.get_queryset().aexplain_with(explain)
    }

    /// [`QuerySet::after`]
    fn after(
        &self,
        cursor: Option<&str>,
        size: u64,
    ) -> BoxFuture<'static, Result<CursorPage<Self::Model>>> {
        self.get_queryset().after(cursor, size)
    }

    /// [`QuerySet::before`]
    fn before(
        &self,
        cursor: Option<&str>,
        size: u64,
    ) -> BoxFuture<'static, Result<CursorPage<Self::Model>>> {
        self.get_queryset().before(cursor, size)
    }

    /// [`QuerySet::max_page_size`]
    fn max_page_size(&self, rows: u64) -> QuerySet<Self::Model> {
        self.get_queryset().max_page_size(rows)
    }

    /// [`QuerySet::paginate`]
    fn paginate(&self, number: u64, size: u64) -> BoxFuture<'static, Result<Page<Self::Model>>> {
        self.get_queryset().paginate(number, size)
    }

    /// [`QuerySet::aiterator`]
    fn aiterator(&self) -> BoxStream<'static, Result<Self::Model>> {
        self.get_queryset().aiterator()
    }

    /// [`QuerySet::aiterator_with`]
    fn aiterator_with(&self, chunk_size: usize) -> BoxStream<'static, Result<Self::Model>> {
        self.get_queryset().aiterator_with(chunk_size)
    }

    /// [`QuerySet::aupdate`]
    fn aupdate<A: Assignments>(
        &self,
        set: impl FnOnce(Fields<Self>) -> A,
    ) -> BoxFuture<'static, Result<u64>> {
        self.get_queryset().aupdate(set)
    }

    /// [`QuerySet::acreate`]
    fn acreate<B: Complete<Self::Model>>(
        &self,
        build: impl FnOnce(<Self::Model as Build>::Builder) -> B,
    ) -> BoxFuture<'static, Result<Self::Model>>
    where
        Self::Model: Build,
    {
        self.get_queryset().acreate(build)
    }

    /// [`QuerySet::aget_or_create`]
    fn aget_or_create<L: Begun<Self::Model>, C: Complete<Self::Model>>(
        &self,
        lookup: impl FnOnce(<Self::Model as Build>::Builder) -> L,
        defaults: impl FnOnce(L) -> C,
    ) -> BoxFuture<'static, Result<(Self::Model, bool)>>
    where
        Self::Model: Build,
    {
        self.get_queryset().aget_or_create(lookup, defaults)
    }

    /// [`QuerySet::aupdate_or_create`]
    fn aupdate_or_create<L: Begun<Self::Model>, C: Complete<Self::Model> + Begun<Self::Model>>(
        &self,
        lookup: impl FnOnce(<Self::Model as Build>::Builder) -> L,
        defaults: impl FnOnce(L) -> C,
    ) -> BoxFuture<'static, Result<(Self::Model, bool)>>
    where
        Self::Model: Build,
    {
        self.get_queryset().aupdate_or_create(lookup, defaults)
    }

    /// [`QuerySet::aupdate_or_create_with`]
    fn aupdate_or_create_with<A: Assignments, L: Begun<Self::Model>, C: Complete<Self::Model>>(
        &self,
        lookup: impl FnOnce(<Self::Model as Build>::Builder) -> L,
        update: impl FnOnce(Fields<Self>) -> A,
        create: impl FnOnce(L) -> C,
    ) -> BoxFuture<'static, Result<(Self::Model, bool)>>
    where
        Self::Model: Build,
    {
        self.get_queryset().aupdate_or_create_with(lookup, update, create)
    }

    /// [`QuerySet::abulk_create`]
    fn abulk_create(
        &self,
        objects: impl IntoIterator<Item = Self::Model>,
    ) -> BulkCreate<Self::Model> {
        self.get_queryset().abulk_create(objects)
    }

    /// [`QuerySet::abulk_update`]
    fn abulk_update<'o, V: Named>(
        &self,
        objects: impl IntoIterator<Item = &'o Self::Model>,
        fields: impl FnOnce(Fields<Self>) -> V,
    ) -> BulkUpdate<'o, Self::Model> {
        self.get_queryset().abulk_update(objects, fields)
    }
}

/// Rows of a model by their primary keys.
type ByKey<M> = HashMap<<M as Model>::Key, M>;

/// Rows of a model with their first annotations.
type With<M, A> = Annotated<M, <() as Append<A>>::Out>;

/// Rows of a model with their first aliases.
type Beside<M, A> = Aliased<M, <() as Append<A>>::Out, ()>;

/// What closures of a manager's queries receive.
type Fields<T> = <<T as Manager>::Model as Model>::Fields<Always>;

/// The manager of models that declare none of their own. `Book::objects().await?` is all books.
#[must_use = "a manager is where queries start: await it, or call a method that runs one"]
pub struct Objects<M>(PhantomData<fn() -> M>);

impl<M> Default for Objects<M> {
    fn default() -> Self {
        Self(PhantomData)
    }
}

impl<M: Model> Manager for Objects<M> {
    type Model = M;
}

impl<M: Model> IntoFuture for Objects<M> {
    type Output = Result<Vec<M>>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    /// Loads all rows, as `all()` does.
    fn into_future(self) -> Self::IntoFuture {
        self.all().into_future()
    }
}

impl<M: Model> fmt::Debug for Objects<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.objects", M::meta().name)
    }
}
