//! Where a page of rows begins and ends, told by the sort keys of its last row.
//!
//! In: the order of a query, made total by the primary key, and the values of these keys in one row. Out: the condition
//! that a row stands behind that one. It is made of comparisons and `IS NULL` only, so that its text does not depend on the
//! values but for which of them are NULL.

use std::fmt::Write;

use crate::{
    error::{Error, Result},
    model::{Direction, ModelMeta, Path, RelationKind, Scoped},
    query::{Expr, Function, Lookup, Nulls, Ordering, Parts, Q, Query, Selection},
    value::{Type, Value},
};

/// A sort key whose values are known by type.
#[derive(Clone, Debug)]
pub(crate) struct SortKey {
    pub(crate) ordering: Ordering,
    pub(crate) kind: Type,
    nullable: bool,
}

impl Query {
    /// The sort keys, with the primary key behind them where it is not among them.
    pub(crate) fn keyset(&self) -> Result<Vec<SortKey>> {
        let values = matches!(self.selection, Selection::Values(_));
        let merged = values && (self.distinct || self.is_aggregated());
        if merged || !self.distinct_on.is_empty() || self.combination.is_some() {
            return Err(Error::rows_without_a_place());
        }
        let mut keys = self.sort_keys();
        for field in self.model.keys() {
            let expr = Expr::column(self.model, field.name);
            if keys.iter().all(|it| it.expr != expr) {
                keys.push(Ordering::ascending(expr));
            }
        }
        keys.into_iter().map(SortKey::new).collect()
    }
}

impl SortKey {
    pub(crate) fn new(ordering: Ordering) -> Result<Self> {
        let (kind, nullable) = typed(&ordering.expr).ok_or_else(Error::no_key_of_a_place)?;
        match kind {
            Type::Json | Type::Array(_) => Err(Error::no_key_of_a_place()),
            _ => Ok(Self { ordering, kind, nullable }),
        }
    }

    /// The other way round.
    pub(crate) fn reversed(self) -> Self {
        Self { ordering: self.ordering.reversed(), ..self }
    }

    /// Whether NULL comes before all values.
    fn nulls_first(&self, nulls_are_largest: bool) -> bool {
        match self.ordering.nulls {
            Some(nulls) => nulls == Nulls::First,
            None => (self.ordering.direction == Direction::Descending) == nulls_are_largest,
        }
    }

    /// Has this value.
    fn is(&self, value: &Value) -> Q {
        if value.is_null() {
            self.is_null(true)
        } else {
            self.compared(Lookup::Exact, value.clone())
        }
    }

    /// Has a value that comes behind this one; `None` where there can be none.
    fn is_behind(&self, value: &Value, nulls_are_largest: bool) -> Option<Q> {
        let first = self.nulls_first(nulls_are_largest);
        if value.is_null() {
            return first.then(|| self.is_null(false));
        }
        let lookup = match self.ordering.direction {
            Direction::Ascending => Lookup::Gt,
            Direction::Descending => Lookup::Lt,
        };
        let behind = self.compared(lookup, value.clone());
        Some(if self.nullable && !first { behind | self.is_null(true) } else { behind })
    }

    /// Has this value or one behind it: said of the first key, it lets an index find where to begin. With NULL among what
    /// comes behind it would be no range.
    fn bound(&self, value: &Value, nulls_are_largest: bool) -> Option<Q> {
        let range = !self.nullable || self.nulls_first(nulls_are_largest);
        let lookup = match self.ordering.direction {
            Direction::Ascending => Lookup::Gte,
            Direction::Descending => Lookup::Lte,
        };
        (range && !value.is_null()).then(|| self.compared(lookup, value.clone()))
    }

    fn is_null(&self, null: bool) -> Q {
        self.compared(Lookup::IsNull, Value::Boolean(null))
    }

    fn compared(&self, lookup: Lookup, value: Value) -> Q {
        Q::Lookup { left: self.ordering.expr.clone(), lookup, right: vec![value.into()] }
    }
}

/// The rows behind the one whose sort keys have these values.
pub(crate) fn behind(keys: &[SortKey], values: &[Value], nulls_are_largest: bool) -> Q {
    let mut places = Vec::new();
    let mut equal = Vec::new();
    for (key, value) in keys.iter().zip(values) {
        if let Some(behind) = key.is_behind(value, nulls_are_largest) {
            places.push(Q::And(equal.iter().cloned().chain([behind]).collect()));
        }
        equal.push(key.is(value));
    }
    let behind = Q::Or(places.into());
    let first = keys.first().zip(values.first()).filter(|_| keys.len() > 1);
    match first.and_then(|(key, value)| key.bound(value, nulls_are_largest)) {
        Some(bound) => Q::And(Parts::new([bound, behind])),
        None => behind,
    }
}

/// A number that tells orders apart, the same in every run of every build: FNV-1a.
pub(crate) fn fingerprint(model: &ModelMeta, keys: &[SortKey]) -> u32 {
    let mut text = model.label();
    for key in keys {
        let Ordering { expr, direction, nulls } = &key.ordering;
        // Text takes text.
        let _ = write!(text, " {expr:?} {direction:?} {nulls:?}");
    }
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// The type of an expression, and whether it can be NULL; of what multiplies rows, or cannot be computed again, nothing.
fn typed(expr: &Expr) -> Option<(Type, bool)> {
    match expr {
        Expr::Path(path) => column(path, false),
        Expr::Aggregate(Function::Count, _) => Some((Type::BigInteger, false)),
        Expr::Aggregate(_, of) => match &**of {
            Expr::Path(path) => column(path, true).map(|it| (it.0, true)),
            other => typed(other).map(|it| (it.0, true)),
        },
        Expr::Call(call, arguments) if call.is_transform() => {
            let (of, _) = typed(arguments.first()?)?;
            Some((call.output().unwrap_or_else(|| call.output_of(of)), true))
        }
        _ => None,
    }
}

/// Whether a path goes along a relation to several rows.
pub(crate) fn is_of_several_rows(path: &Path) -> bool {
    path.scope == Scoped::Level(0) && column(path, false).is_none() && column(path, true).is_some()
}

/// The column that a path leads to, along relations to one row, or to several where these are aggregated.
fn column(path: &Path, several: bool) -> Option<(Type, bool)> {
    let (mut model, mut nullable) = (path.root, false);
    let mut names = path.names.iter().peekable();
    while let Some(name) = names.next() {
        if let Some(field) = model.field(name) {
            nullable |= field.null;
            match field.relation {
                Some(relation) if names.peek().is_some() => model = (relation.target)(),
                _ => return names.peek().is_none().then_some((field.kind, nullable)),
            }
        } else {
            let reverse = model.reverse.iter().find(|it| it.name == *name)?;
            let source = (reverse.source)();
            let relation = source.field(reverse.field)?.relation?;
            if relation.kind == RelationKind::ForeignKey && !several {
                return None;
            }
            (model, nullable) = (source, true);
        }
    }
    // The path ends at an object: its key.
    Some((model.primary_key().kind, nullable))
}
