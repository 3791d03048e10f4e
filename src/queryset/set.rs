//! The queryset.

use std::fmt;

use crate::{
    compiler::{Compiled, compile},
    db::{Session, Target},
    dialect::Dialect,
    error::Result,
    model::Model,
    query::{
        Command, Query,
        typed::{Plain, Shape},
    },
};

/// The most rows of a page, unless a queryset says otherwise.
const LARGEST_PAGE: u64 = 1_000;

/// A lazy query on the rows of `M`: refine it by chaining, run it by `.await`.
///
/// `S` says what each row becomes. Building, cloning, comparing and printing it touches no database, and it belongs to no
/// scope: it goes where it is awaited, or where a method of it is called that runs it. The future or stream of such a method
/// stays with that scope.
///
/// | to | methods |
/// |---|---|
/// | **refine**: lazy | [`filter`], [`exclude`], [`order_by`], [`reverse`], [`distinct`], [`slice`], [`none`]; by text of a client [`complex_filter`], [`order_by_text`] |
/// | say what rows hold | [`annotate`](#method.annotate), [`alias`], [`values_list`], [`values_as`], [`values`], [`defer`], [`only`], [`dates`], [`datetimes`] |
/// | combine | `&`, `\|`, `^`, [`union`], [`intersection`], [`difference`]; inside another query [`exists`], [`subquery`] |
/// | say where and how | [`using`], [`select_for_update`] |
/// | **run**: awaited | `.await`, [`aget`], [`afirst`], [`alast`], [`nth`], [`acount`], [`aexists`], [`acontains`], [`alatest`], [`ain_bulk`], [`aiterator`], [`aexplain`], [`raw`] |
/// | **write** | [`acreate`], [`aupdate`], [`adelete`], [`aget_or_create`], [`aupdate_or_create`], [`abulk_create`], [`abulk_update`] |
/// | **page** | [`paginate`] by a number; [`after`], [`before`] by a cursor |
/// | look at | [`to_sql`](Self::to_sql), [`query`](Self::query), `{:?}`, [`ordered`](Self::ordered) |
///
/// [`filter`]: Self::filter
/// [`exclude`]: Self::exclude
/// [`order_by`]: Self::order_by
/// [`reverse`]: Self::reverse
/// [`distinct`]: Self::distinct
/// [`slice`]: Self::slice
/// [`none`]: Self::none
/// [`complex_filter`]: Self::complex_filter
/// [`order_by_text`]: Self::order_by_text
/// [`alias`]: #method.alias
/// [`values_list`]: Self::values_list
/// [`values_as`]: Self::values_as
/// [`values`]: Self::values
/// [`defer`]: Self::defer
/// [`only`]: Self::only
/// [`dates`]: Self::dates
/// [`datetimes`]: Self::datetimes
/// [`union`]: Self::union
/// [`intersection`]: Self::intersection
/// [`difference`]: Self::difference
/// [`exists`]: Self::exists
/// [`subquery`]: #method.subquery
/// [`using`]: Self::using
/// [`select_for_update`]: Self::select_for_update
/// [`aget`]: Self::aget
/// [`afirst`]: Self::afirst
/// [`alast`]: Self::alast
/// [`nth`]: Self::nth
/// [`acount`]: Self::acount
/// [`aexists`]: Self::aexists
/// [`acontains`]: #method.acontains
/// [`alatest`]: #method.alatest
/// [`ain_bulk`]: #method.ain_bulk
/// [`aiterator`]: #method.aiterator
/// [`aexplain`]: Self::aexplain
/// [`raw`]: Self::raw
/// [`acreate`]: Self::acreate
/// [`aupdate`]: Self::aupdate
/// [`adelete`]: Self::adelete
/// [`aget_or_create`]: Self::aget_or_create
/// [`aupdate_or_create`]: Self::aupdate_or_create
/// [`abulk_create`]: Self::abulk_create
/// [`abulk_update`]: Self::abulk_update
/// [`paginate`]: Self::paginate
/// [`after`]: Self::after
/// [`before`]: Self::before
///
/// Django: <https://docs.djangoproject.com/en/6.1/ref/models/querysets/>
#[must_use = "a queryset is lazy: await it, or call a method that runs it"]
pub struct QuerySet<M: Model, S: Shape<Model = M> = Plain<M>> {
    pub(super) query: Query,
    pub(super) shape: S,
    pub(super) target: Target,
    /// The most rows of a page.
    pub(super) largest_page: u64,
}

impl<M: Model> QuerySet<M> {
    /// All rows of the model, in the order it declares. A manager of your own starts from it.
    pub fn new() -> Self {
        Self {
            query: Query::new(M::meta()),
            shape: Plain::new(),
            target: Target::default(),
            largest_page: LARGEST_PAGE,
        }
    }
}

impl<M: Model> Default for QuerySet<M> {
    fn default() -> Self {
        Self::new()
    }
}

impl<M: Model, S: Shape<Model = M>> QuerySet<M, S> {
    /// The query as data.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// The SQL that a database would be sent, with its placeholders; empty where nothing would be sent.
    ///
    /// ```
    /// # use queryset::{auth::User, prelude::*};
    /// let set = User::objects().filter(|u| u.id().gt(7)).values_list(|u| u.username());
    /// assert_eq!(
    ///     set.to_sql(Dialect::Postgres)?,
    ///     r#"SELECT "auth_user"."username" FROM "auth_user" WHERE "auth_user"."id" > $1"#
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// When the query makes no sense, or asks for what the database lacks.
    pub fn to_sql(&self, dialect: Dialect) -> Result<String> {
        match compile(&Command::Select(self.query.clone()), dialect)? {
            Compiled::Statement(statement) => Ok(statement.sql.to_string()),
            Compiled::Empty => Ok(String::new()),
        }
    }

    /// The same query, for a future or stream that can be polled in another scope.
    pub(super) fn here(self) -> Self {
        Self { target: self.target.here(), ..self }
    }

    /// The same query, in a session that is known.
    pub(super) fn on(mut self, session: Session) -> Self {
        self.target = Target::from(session);
        self
    }

    pub(super) fn reshaped<T: Shape<Model = M>>(self, shape: T) -> QuerySet<M, T> {
        let Self { query, target, largest_page, .. } = self;
        QuerySet { query, shape, target, largest_page }
    }
}

impl<M: Model, S: Shape<Model = M>> Clone for QuerySet<M, S> {
    fn clone(&self) -> Self {
        Self {
            query: self.query.clone(),
            shape: self.shape.clone(),
            target: self.target.clone(),
            largest_page: self.largest_page,
        }
    }
}

impl<M: Model, S: Shape<Model = M>> PartialEq for QuerySet<M, S> {
    /// Two querysets are equal when they ask the same; where they would be run does not count, nor how large a page may be.
    fn eq(&self, other: &Self) -> bool {
        self.query == other.query
    }
}

impl<M: Model, S: Shape<Model = M>> fmt::Debug for QuerySet<M, S> {
    /// The SQL on PostgreSQL with the values behind it; it is never run.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match compile(&Command::Select(self.query.clone()), Dialect::Postgres) {
            Ok(Compiled::Statement(statement)) => {
                write!(f, "{} {:?}", statement.sql, statement.binds)
            }
            Ok(Compiled::Empty) => write!(f, "no row of {}", M::meta().name),
            Err(error) => write!(f, "{error:?}"),
        }
    }
}
