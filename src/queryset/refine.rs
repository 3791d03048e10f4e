//! Methods that refine a query. None of them touches a database.

use std::ops::{Bound, RangeBounds};

use crate::{
    db::Target,
    model::{Model, Path, Scoped},
    query::{
        Misuse, Q, Scopes, Selection, open_scope,
        typed::{Annotated, Append, Orderings, Plain, Selected, Shape, Values},
    },
    queryset::QuerySet,
};

impl<M: Model, S: Shape<Model = M>> QuerySet<M, S> {
    /// The same queryset (Django: `all`).
    pub fn all(self) -> Self {
        self
    }

    /// No row at all; nothing is sent.
    pub fn none(mut self) -> Self {
        self.query.empty = true;
        self
    }

    /// The rows that meet the condition: `WHERE …`.
    ///
    /// Conditions of one call speak of the same related row, those of chained calls may each find another.
    pub fn filter(mut self, condition: impl FnOnce(S::Args) -> Q) -> Self {
        let (open, mut q) = self.call(condition);
        q.close(open);
        self.refuse_sliced(Misuse::Filtered);
        if !q.is_empty() {
            self.query.filters.push(q);
        }
        self
    }

    /// The rows that do not meet the condition: `WHERE NOT (…)`, where a NULL does not meet it either.
    pub fn exclude(self, condition: impl FnOnce(S::Args) -> Q) -> Self {
        self.filter(|args| !condition(args))
    }

    /// The order of the rows, in place of any other: a column, `column.desc()`, or a tuple of them.
    ///
    /// `order_by(|_| ())` is no order at all.
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

    /// The order turned round, that of the model included.
    pub fn reverse(mut self) -> Self {
        self.refuse_sliced(Misuse::Reversed);
        self.query.reversed = !self.query.reversed;
        self
    }

    /// Some of the rows, counted from 0: `LIMIT … OFFSET …`. A slice of a slice counts within it.
    ///
    /// Django: `queryset[5:10]`.
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
    pub fn using(mut self, target: impl Into<Target>) -> Self {
        self.target = target.into();
        self
    }

    /// Rows of values in place of instances: an expression gives its values, a tuple gives tuples.
    ///
    /// Django: `values_list`, for one column with `flat=True`. Django gives tuples of one without it.
    pub fn values_list<V: Selected>(
        mut self,
        select: impl FnOnce(S::Args) -> V,
    ) -> QuerySet<M, Values<S, V>> {
        let (open, selected) = self.call(select);
        self.query.selection = Selection::Values(selected.closed(open).exprs());
        let shape = Values::new(self.shape.clone());
        self.reshaped(shape)
    }

    /// Runs a closure with the arguments of this shape; its paths carry the number that comes back.
    pub(super) fn call<R>(&self, closure: impl FnOnce(S::Args) -> R) -> (u64, R) {
        let open = open_scope();
        (open, closure(self.shape.args(Path::root(Scoped::Open(open), M::meta()))))
    }

    fn refuse_sliced(&mut self, misuse: Misuse) {
        if !self.query.slice.is_whole() {
            self.query.misuse.get_or_insert(misuse);
        }
    }
}

impl<M: Model> QuerySet<M> {
    /// Adds an expression, or a tuple of them, to every row: the rows become `(M, T)`, `(M, T, U)`, ….
    ///
    /// Later closures receive the annotations behind the model's fields.
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

fn annotated<M, S, A>(set: QuerySet<M, S>, annotations: A) -> QuerySet<M, Annotated<M, A>>
where
    M: Model,
    S: Shape<Model = M>,
    A: Selected,
    Annotated<M, A>: Shape<Model = M>,
{
    let mut set = set;
    set.query.selection = Selection::Model(annotations.exprs());
    set.reshaped(Annotated::new(annotations))
}
