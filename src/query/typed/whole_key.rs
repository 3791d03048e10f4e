//! A composite key as a whole.

use std::{fmt, marker::PhantomData};

use crate::{
    model::{Always, Fields, Identity, Model, Path},
    query::{
        Expr, Function, Lookup, Nested, Ordering, Q,
        typed::{Aggregated, Expression, Orderings},
    },
    value::Value,
};

/// The primary key of a model whose key has several fields (Django: `CompositePrimaryKey`), from `pk()`.
///
/// Keys compare as tuples do: by the first field, among equals by the next.
///
/// ```
/// # use queryset::prelude::*;
/// #[derive(Model, Debug)]
/// #[model(app = "hotel", primary_key(room, hour))]
/// pub struct Slot {
///     pub room: i32,
///     pub hour: i32,
///     pub title: Option<String>,
/// }
///
/// let nine = Slot::objects().filter(|s| s.pk().eq((1, 9))).values_list(|s| s.title());
/// assert_eq!(
///     nine.to_sql(Dialect::Sqlite)?,
///     r#"SELECT "hotel_slot"."title" FROM "hotel_slot" WHERE "hotel_slot"."room" = ? AND "hotel_slot"."hour" = ?"#
/// );
/// let later = Slot::objects().filter(|s| s.pk().gt((1, 9))).order_by(|s| s.pk()).values_list(|s| s.title());
/// assert_eq!(
///     later.to_sql(Dialect::Sqlite)?,
///     r#"SELECT "hotel_slot"."title" FROM "hotel_slot" WHERE "hotel_slot"."room" > ? OR ("hotel_slot"."room" = ? AND "hotel_slot"."hour" > ?) ORDER BY "hotel_slot"."room" ASC, "hotel_slot"."hour" ASC"#
/// );
/// # Ok::<(), Error>(())
/// ```
///
/// Django: `(room, hour) = (1, 9)` and `(room, hour) > (1, 9)`; here the comparison is written out, which every database
/// reads the same way.
pub struct WholeKey<M> {
    path: Path,
    model: PhantomData<fn() -> M>,
}

#[expect(clippy::needless_pass_by_value, reason = "a key is given as it reads: `pk().eq((1, 9))`")]
impl<M: Model> WholeKey<M> {
    /// The key of the model whose fields these are.
    pub fn of(fields: &M::Fields<Always>) -> Self {
        Self { path: fields.path().clone(), model: PhantomData }
    }

    /// Is this key.
    pub fn eq(&self, key: M::Key) -> Q {
        Q::all(self.compared(Lookup::Exact, key.to_values()))
    }

    /// Is one of these keys; of none, no row is.
    pub fn in_(&self, keys: impl IntoIterator<Item = M::Key>) -> Q {
        Q::any(keys.into_iter().map(|it| self.eq(it)))
    }

    /// Greater.
    pub fn gt(&self, key: M::Key) -> Q {
        self.ordered((Lookup::Gt, Lookup::Gt), key)
    }

    /// Greater or equal.
    pub fn gte(&self, key: M::Key) -> Q {
        self.ordered((Lookup::Gt, Lookup::Gte), key)
    }

    /// Less.
    pub fn lt(&self, key: M::Key) -> Q {
        self.ordered((Lookup::Lt, Lookup::Lt), key)
    }

    /// Less or equal.
    pub fn lte(&self, key: M::Key) -> Q {
        self.ordered((Lookup::Lt, Lookup::Lte), key)
    }

    /// A part is NULL: no row has such a key.
    pub fn is_null(&self) -> Q {
        let null = || Value::Boolean(true);
        Q::any(self.compared(Lookup::IsNull, M::PRIMARY_KEY.iter().map(|_| null()).collect()))
    }

    /// No part is NULL: every row.
    pub fn is_not_null(&self) -> Q {
        !self.is_null()
    }

    /// How many rows there are: `COUNT` of the first field.
    pub fn count(&self) -> Expression<i64, Aggregated> {
        let first = M::PRIMARY_KEY.first().map_or(self.path.clone(), |it| self.path.step(it));
        Expression::new(Expr::Aggregate(Function::Count, Nested::new(Expr::Path(first))))
    }

    /// Smallest first.
    pub fn asc(&self) -> Vec<Ordering> {
        self.columns().map(Ordering::ascending).collect()
    }

    /// Largest first.
    pub fn desc(&self) -> Vec<Ordering> {
        self.columns().map(Ordering::descending).collect()
    }

    fn columns(&self) -> impl Iterator<Item = Expr> {
        M::PRIMARY_KEY.iter().map(|it| Expr::Path(self.path.step(it)))
    }

    /// Each part with its value.
    fn compared(&self, lookup: Lookup, values: Vec<Value>) -> Vec<Q> {
        let parts = self.columns().zip(values);
        parts
            .map(|(left, value)| Q::Lookup { left, lookup, right: vec![Expr::Value(value)] })
            .collect()
    }

    /// One part decides, and those before it are equal; the last part by a lookup of its own.
    fn ordered(&self, (inner, last): (Lookup, Lookup), key: M::Key) -> Q {
        let values = key.to_values();
        let equal = self.compared(Lookup::Exact, values.clone());
        let decides = self.compared(inner, values.clone());
        let ends = self.compared(last, values);
        let count = ends.len();
        let branches = decides.into_iter().zip(ends).enumerate().map(|(at, (inner, last))| {
            let before = equal.iter().take(at).cloned();
            Q::all(before.chain([if at + 1 == count { last } else { inner }]))
        });
        // A conjunction of one is that one, so that the text has no needless parentheses.
        Q::any(branches.map(|it| match it {
            Q::And(all) if all.len() == 1 => all.into_iter().next().unwrap_or_default(),
            other => other,
        }))
    }
}

/// What `q!` calls.
#[doc(hidden)]
impl<M: Model> WholeKey<M> {
    pub fn __exact(&self, key: M::Key) -> Q {
        self.eq(key)
    }

    pub fn __in(&self, keys: impl IntoIterator<Item = M::Key>) -> Q {
        self.in_(keys)
    }

    pub fn __is_null_if(&self, null: bool) -> Q {
        if null { self.is_null() } else { self.is_not_null() }
    }
}

impl<M: Model> Orderings for WholeKey<M> {
    fn push_to(self, list: &mut Vec<Ordering>) {
        list.extend(self.asc());
    }
}

impl<M> Clone for WholeKey<M> {
    fn clone(&self) -> Self {
        Self { path: self.path.clone(), model: PhantomData }
    }
}

impl<M> fmt::Debug for WholeKey<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}.pk", self.path)
    }
}
