//! Pages that begin behind a row, wherever that row stands by now.

use futures::{FutureExt, future::BoxFuture};
use serde::{Serialize, Serializer, ser::SerializeStruct};

use crate::{
    compiler::{Compiled, copies_rows},
    dialect::Dialect,
    error::{Error, ErrorKind, Result},
    load,
    model::Model,
    query::{
        Command, Misuse, Selection,
        keyset::{SortKey, behind, fingerprint},
        read_cursor,
        typed::{Placed, Shape},
        write_cursor,
    },
    queryset::{QuerySet, fetch::compiled},
    value::Value,
};

/// Some rows in their order, and the cursors of those before and behind them.
///
/// As JSON it is an object with these members.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CursorPage<T> {
    /// The rows.
    pub items: Vec<T>,
    /// What [`before`](QuerySet::before) takes for the rows before these; `None` where there are none.
    pub previous: Option<String>,
    /// What [`after`](QuerySet::after) takes for the rows behind these; `None` where there are none.
    pub next: Option<String>,
}

impl<T: Serialize> Serialize for CursorPage<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("CursorPage", 3)?;
        object.serialize_field("items", &self.items)?;
        object.serialize_field("previous", &self.previous)?;
        object.serialize_field("next", &self.next)?;
        object.end()
    }
}

/// Where a page lies, seen from its cursor.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Behind,
    Before,
}

impl<M: Model, S: Shape<Model = M>> QuerySet<M, S> {
    /// At most `size` rows behind the place that a cursor names; without a cursor, the first: one
    /// `SELECT … WHERE (keys) > (values) ORDER BY … LIMIT size + 1`.
    ///
    /// The order is that of the queryset with the primary key behind it, so that every row has one place. A page does not
    /// move when rows before it come or go, and with an index on the sort keys a late page costs no more than the first. The cursor is text for a URL;
    /// it holds the values of the sort keys, is not signed, and is worth nothing for another order.
    ///
    /// ```no_run
    /// # use queryset::{auth::User, prelude::*};
    /// # async fn example(cursor: Option<String>) -> queryset::Result<()> {
    /// let page = User::objects().order_by(|u| u.date_joined().desc()).after(cursor.as_deref(), 20).await?;
    /// let link = page.next.map(|it| format!("?after={it}"));
    /// # Ok(()) }
    /// ```
    ///
    /// Django: there is nothing like it; Django REST framework has `CursorPagination`.
    ///
    /// # Errors
    /// [`BadLookup`](crate::error::ErrorKind::BadLookup) when the text is no cursor of this order, a client's mistake.
    /// [`Unsupported`](crate::error::ErrorKind::Unsupported) of groups, of distinct values and of combinations, whose rows
    /// have no key, and where a sort key multiplies rows or its type is not known: computed by arithmetic, random, JSON;
    /// also where a filter or what is selected goes along a relation to several rows, so that a row comes several times: a
    /// filter may with [`distinct`](Self::distinct).
    /// [`InvalidValue`](crate::error::ErrorKind::InvalidValue) when `size` is 0, or more than 1000 or what
    /// [`max_page_size`](Self::max_page_size) says.
    pub fn after(
        self,
        cursor: Option<&str>,
        size: u64,
    ) -> BoxFuture<'static, Result<CursorPage<S::Row>>> {
        self.beside(cursor, size, Side::Behind)
    }

    /// At most `size` rows before the place that a cursor names, in the order of the queryset; without a cursor, the last.
    ///
    /// # Errors
    /// As [`after`](Self::after).
    pub fn before(
        self,
        cursor: Option<&str>,
        size: u64,
    ) -> BoxFuture<'static, Result<CursorPage<S::Row>>> {
        self.beside(cursor, size, Side::Before)
    }

    fn beside(
        self,
        cursor: Option<&str>,
        size: u64,
        lying: Side,
    ) -> BoxFuture<'static, Result<CursorPage<S::Row>>> {
        let (cursor, set) = (cursor.map(str::to_owned), self.here());
        async move {
            set.check_page(size)?;
            let session = set.target.resolve()?;
            let keys = set.query.keyset().map_err(Error::of_model::<M>)?;
            if copies_rows(&set.query).map_err(Error::of_model::<M>)? {
                return Err(Error::copies_without_a_place().of_model::<M>());
            }
            let order = fingerprint(M::meta(), &keys);
            let read = |text: String| read_cursor(&text, order, &keys);
            let place = cursor.map(read).transpose().map_err(Error::of_model::<M>)?;
            let set = set.placed(&keys, place.as_deref(), lying, session.dialect());
            let limit = size.saturating_add(1);
            let set = set.slice(..limit);
            let compiled = compiled::<M>(&Command::Select(set.query), &session);
            let compiled = compiled.map_err(|it| blamed(it, place.is_some()))?;
            let rows = match compiled {
                Compiled::Empty => Vec::new(),
                it @ Compiled::Statement(_) => load::rows(&session, &it, set.shape)
                    .await
                    .map_err(|it| blamed(it, place.is_some()))?,
            };
            page(rows, size, order, (lying, place.is_some()))
        }
        .boxed()
    }

    /// The rows on one side of a place, the nearest first, with the values of the sort keys behind each.
    fn placed(
        mut self,
        keys: &[SortKey],
        place: Option<&[Value]>,
        lying: Side,
        dialect: Dialect,
    ) -> QuerySet<M, Placed<S>> {
        self.refuse_sliced(Misuse::Filtered);
        let keys: Vec<SortKey> = match lying {
            Side::Behind => keys.to_vec(),
            Side::Before => keys.iter().cloned().map(SortKey::reversed).collect(),
        };
        if let Some(values) = place {
            let q = behind(&keys, values, dialect.capability().nulls_are_largest);
            self.query.filters.push(q);
        }
        let (Selection::Model(exprs) | Selection::Values(exprs)) = &mut self.query.selection;
        exprs.extend(keys.iter().map(|it| it.ordering.expr.clone()));
        let shape = Placed::new(self.shape.clone(), keys.iter().map(|it| it.kind).collect());
        self.query.ordering = Some(keys.into_iter().map(|it| it.ordering).collect());
        self.query.reversed = false;
        self.reshaped(shape)
    }
}

/// A value that no column can hold came from the client.
fn blamed(error: Error, cursor: bool) -> Error {
    if cursor && error.kind() == ErrorKind::InvalidValue { Error::bad_cursor() } else { error }
}

/// The rows in the order of the queryset, and where their neighbours are: on the far side if there was one row more than
/// was wanted, on the near side where the cursor came from.
fn page<T>(
    mut rows: Vec<(T, Vec<Value>)>,
    size: u64,
    order: u32,
    (lying, inside): (Side, bool),
) -> Result<CursorPage<T>> {
    let size = usize::try_from(size).unwrap_or(usize::MAX);
    let more = rows.len() > size;
    rows.truncate(size);
    if lying == Side::Before {
        rows.reverse();
    }
    let (before, behind) = if lying == Side::Behind { (inside, more) } else { (more, inside) };
    let cursor = |row: Option<&(T, Vec<Value>)>, wanted: bool| {
        row.filter(|_| wanted).map(|it| write_cursor(order, &it.1)).transpose()
    };
    let previous = cursor(rows.first(), before)?;
    let next = cursor(rows.last(), behind)?;
    Ok(CursorPage { items: rows.into_iter().map(|it| it.0).collect(), previous, next })
}
