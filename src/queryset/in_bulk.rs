//! Rows by their keys: a map.

use std::{collections::HashMap, hash::Hash};

use futures::{FutureExt, future::BoxFuture};

use crate::{
    dialect::Dialect,
    error::{Error, Result},
    load::{self, ReadKey},
    model::{Identity, Model, ModelMeta},
    query::{
        Command, Expr, Lookup, Q, Selection,
        typed::{Expression, Operands, Shape},
    },
    queryset::{QuerySet, fetch::compiled},
    value::{Column, Scalar, Type, Value},
};

/// How many values of one column a statement asks for, where they may be a parameter each. The filters of the query have
/// the rest.
const MOST_VALUES: usize = 10_000;

/// How many composite keys a statement asks for. Each is a condition of its own, and SQLite takes 1000 of them.
const MOST_KEYS: usize = 400;

impl<M: Model, S: Shape<Model = M>> QuerySet<M, S> {
    /// The rows with these primary keys, in a map by them: `WHERE id IN (…)`.
    ///
    /// Keys that no row has are not in the map. Of no keys nothing is sent, and very many go in several statements. Of
    /// `values_list` the map holds the values, and the keys are selected beside them.
    ///
    /// ```no_run
    /// # use queryset::{auth::User, prelude::*};
    /// # async fn example() -> queryset::Result<()> {
    /// let users = User::objects().ain_bulk([1, 2, 99]).await?;
    /// assert!(users.get(&1).is_none_or(|it| it.id == 1));
    /// # Ok(()) }
    /// ```
    ///
    /// Django: `in_bulk`, whose dictionary has the order in which the rows came.
    ///
    /// # Errors
    /// [`InvalidQuery`](crate::error::ErrorKind::InvalidQuery) of a slice, and of groups of rows.
    pub fn ain_bulk(
        self,
        keys: impl IntoIterator<Item = M::Key>,
    ) -> BoxFuture<'static, Result<HashMap<M::Key, S::Row>>> {
        let keys = keys.into_iter().map(|it| it.to_values()).collect();
        self.here().in_bulk(Ok(Names::primary_key::<M>()), Wanted::Keys(keys)).boxed()
    }

    /// All rows, in a map by their primary keys.
    ///
    /// ```no_run
    /// # use queryset::{auth::Permission, prelude::*};
    /// # async fn example() -> queryset::Result<()> {
    /// let names = Permission::objects().values_list(|p| p.codename()).ain_bulk_all().await?;
    /// assert!(names.len() > 1);
    /// # Ok(()) }
    /// ```
    ///
    /// Django: `in_bulk()`.
    ///
    /// # Errors
    /// As [`ain_bulk`](Self::ain_bulk).
    pub fn ain_bulk_all(self) -> BoxFuture<'static, Result<HashMap<M::Key, S::Row>>> {
        self.here().in_bulk(Ok(Names::primary_key::<M>()), Wanted::All).boxed()
    }

    /// The rows that have these values in a unique field, in a map by them. The values are a list, or a queryset of one
    /// column.
    ///
    /// ```no_run
    /// # use queryset::{auth::User, prelude::*};
    /// # async fn example() -> queryset::Result<()> {
    /// let users = User::objects().all().ain_bulk_by(|u| u.username(), ["ann", "bob"]).await?;
    /// assert!(!users.contains_key("ann") || users["ann"].username == "ann");
    /// # Ok(()) }
    /// ```
    ///
    /// Where the database takes values for equal that are not the same, as MariaDB does with `ann` and `Ann`, the map has
    /// them as the rows do.
    ///
    /// Django: `in_bulk(["ann", "bob"], field_name="username")`.
    ///
    /// # Errors
    /// [`InvalidQuery`](crate::error::ErrorKind::InvalidQuery) when rows can have the same value: the field is not
    /// `unique`, no constraint over it alone holds for all rows, and the queryset is not
    /// [distinct on](Self::distinct_on) it. Else as [`ain_bulk`](Self::ain_bulk).
    pub fn ain_bulk_by<T: Column<Bare: Eq + Hash>, K: 'static>(
        self,
        field: impl FnOnce(S::Args) -> Expression<T, K>,
        values: impl Operands<T>,
    ) -> BoxFuture<'static, Result<HashMap<T::Bare, S::Row>>> {
        let names = self.names_of(field);
        self.here().in_bulk(names, Wanted::of(values.operands())).boxed()
    }

    /// All rows, in a map by a unique field. Rows in which it is NULL have no name, and are left out.
    ///
    /// Django: `in_bulk(field_name="username")`, which keeps one of the rows with NULL.
    ///
    /// # Errors
    /// As [`ain_bulk_by`](Self::ain_bulk_by).
    pub fn ain_bulk_all_by<T: Column<Bare: Eq + Hash>, K: 'static>(
        self,
        field: impl FnOnce(S::Args) -> Expression<T, K>,
    ) -> BoxFuture<'static, Result<HashMap<T::Bare, S::Row>>> {
        let names = self.names_of(field);
        self.here().in_bulk(names, Wanted::All).boxed()
    }

    /// The field that a closure gives, if no two rows share its values.
    fn names_of<T: Column, K>(
        &self,
        field: impl FnOnce(S::Args) -> Expression<T, K>,
    ) -> Result<Names<T::Bare>> {
        let (open, field) = self.call(field);
        let expr = field.closed(open).into_expr();
        let name = self.query.own_field(&expr);
        let distinct = self.query.distinct_on == [expr.clone()];
        let unique = |it: &&str| distinct || self.query.model.unique_sets().contains(&vec![*it]);
        match name.filter(unique) {
            Some(name) => Ok(Names { fields: vec![name], read: <T::Bare as Scalar>::read }),
            None => Err(Error::in_bulk_by_many(&format!("{expr:?}"))),
        }
    }

    async fn in_bulk<K: Eq + Hash + Send>(
        mut self,
        names: Result<Names<K>>,
        wanted: Wanted,
    ) -> Result<HashMap<K, S::Row>> {
        let names = names.map_err(Error::of_model::<M>)?;
        if !self.query.slice.is_whole() {
            return Err(Error::in_bulk_of_slice().of_model::<M>());
        }
        let places = self.select_names(&names.fields).map_err(Error::of_model::<M>)?;
        let session = self.target.resolve()?;
        let mut found = HashMap::new();
        for part in wanted.parts(self.query.model, &names.fields, session.dialect()) {
            let query = match part {
                Some(part) => {
                    let set = self.clone().filter(|_| part);
                    if set.query.distinct_on.is_empty() { set.order_by(|_| ()) } else { set }.query
                }
                None => self.query.clone(),
            };
            let compiled = compiled::<M>(&Command::Select(query), &session)?;
            let shape = self.shape.clone();
            found.extend(load::keyed(&session, &compiled, &places, names.read, shape).await?);
        }
        Ok(found)
    }

    /// The places of these fields among the selected columns; to values they are added.
    fn select_names(&mut self, names: &[&'static str]) -> Result<Vec<usize>> {
        if self.query.annotated.is_none() && self.query.is_aggregated() {
            return Err(Error::in_bulk_of_groups());
        }
        let (model, combined) = (self.query.model, self.query.combination.is_some());
        let fields: Vec<&str> = self.query.fields().map(|it| it.name).collect();
        let place = |name: &&'static str| match &mut self.query.selection {
            Selection::Model(_) => {
                fields.iter().position(|it| it == name).ok_or_else(Error::in_bulk_by_deferred)
            }
            Selection::Values(exprs) => {
                let column = Expr::column(model, name);
                if !combined && !exprs.contains(&column) {
                    exprs.push(column.clone());
                }
                exprs.iter().position(|it| *it == column).ok_or_else(Error::in_bulk_without_key)
            }
        };
        names.iter().map(place).collect()
    }
}

/// What rows are known by.
struct Names<K> {
    /// Fields of the model.
    fields: Vec<&'static str>,
    read: ReadKey<K>,
}

impl<K: Identity> Names<K> {
    fn primary_key<M: Model<Key = K>>() -> Self {
        let fields = M::meta().keys().map(|it| it.name).collect();
        Self { fields, read: |row| K::read_key(row).map(Some) }
    }
}

/// Which rows.
enum Wanted {
    All,
    /// Those with these names, each a value for each field.
    Keys(Vec<Vec<Value>>),
    /// Those whose name a query has.
    Of(Expr),
}

impl Wanted {
    /// The right side of `in`.
    fn of(operands: Expr) -> Self {
        match operands {
            Expr::Value(Value::List(_, values)) => {
                Self::Keys(values.into_iter().map(|it| vec![it]).collect())
            }
            query => Self::Of(query),
        }
    }

    /// A condition for each statement; none is all rows.
    fn parts(
        self,
        model: &'static ModelMeta,
        names: &[&'static str],
        dialect: Dialect,
    ) -> Vec<Option<Q>> {
        let equal = |name: &'static str, lookup, right| Q::Lookup {
            left: Expr::column(model, name),
            lookup,
            right: vec![right],
        };
        match (self, names) {
            (Self::All, _) => vec![None],
            (Self::Of(query), names) => {
                names.iter().map(|it| Some(equal(it, Lookup::In, query.clone()))).collect()
            }
            (Self::Keys(keys), [name]) => {
                let values: Vec<Value> = keys.into_iter().flatten().collect();
                let kind = model.field(name).map_or(Type::Text, |it| it.kind);
                let in_list =
                    |it| Some(equal(name, Lookup::In, Expr::Value(Value::List(kind, it))));
                if dialect.capability().array_parameters {
                    return Vec::from_iter((!values.is_empty()).then(|| in_list(values)));
                }
                values.chunks(MOST_VALUES).map(|it| in_list(padded(it, MOST_VALUES))).collect()
            }
            (Self::Keys(keys), names) => {
                let is = |key: &Vec<Value>| {
                    Q::all(names.iter().zip(key).map(|(name, value)| {
                        equal(name, Lookup::Exact, Expr::Value(value.clone()))
                    }))
                };
                let any = |it: &[_]| Some(Q::any(padded(it, MOST_KEYS).iter().map(is)));
                keys.chunks(MOST_KEYS).map(any).collect()
            }
        }
    }
}

/// The names, the last of them several times, so that there is a power of two of them and lists of many lengths have one
/// text: prepared statements are kept by their text.
fn padded<T: Clone>(names: &[T], most: usize) -> Vec<T> {
    let length = names.len().next_power_of_two().min(most);
    let last = names.last().into_iter().cycle();
    names.iter().chain(last).take(length).cloned().collect()
}
