//! The query.

use crate::{
    model::{FieldMeta, ModelMeta},
    query::{Combination, Expr, Loading, Lock, Ordering, Q},
};

/// Everything a queryset says, as data.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Query {
    /// The model whose rows are asked for.
    pub model: &'static ModelMeta,
    /// One condition for each call of `filter` and `exclude`; a row must meet all. Of combined querysets one condition
    /// holds all, and the places of the other calls are empty.
    pub filters: Vec<Q>,
    /// The sort keys; `None` is the order that the model declares.
    pub ordering: Option<Vec<Ordering>>,
    /// Whether the order is turned round.
    pub reversed: bool,
    /// Which of the rows.
    pub slice: Slice,
    /// What each row holds.
    pub selection: Selection,
    /// Which fields are read, where rows hold the model.
    pub loading: Loading,
    /// The annotations that hold an aggregate: they make each row a group, whatever is selected in the end.
    pub annotated: Option<Annotations>,
    /// Whether equal rows are one.
    pub distinct: bool,
    /// What makes rows different, where it is not all that is selected: of the rows that are equal in these expressions the
    /// first is one.
    pub distinct_on: Vec<Expr>,
    /// The queries whose rows are put together; what is said of rows is said by them then.
    pub combination: Option<Combination>,
    /// How its rows are locked; the query as a whole says whether they are.
    pub lock: Option<Lock>,
    /// Whether it was made by `none()`: it has no rows, and is never sent.
    pub empty: bool,
    /// The first thing that was asked of it too late; the compiler refuses it.
    pub misuse: Option<Misuse>,
}

/// What cannot be asked: most of it of a slice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Misuse {
    /// A filter.
    Filtered,
    /// An order.
    Ordered,
    /// Another direction.
    Reversed,
    /// Rows that are all different.
    Distinct,
    /// The latest row of a model that does not say by what.
    NoLatest,
    /// The first of groups of rows that have no order.
    UnorderedGroups,
    /// An aggregate.
    Aggregating,
    /// The other queryset, which a slice was taken of.
    Combined,
    /// The other queryset, whose rows are something else.
    CombinedWithOthers,
    /// A computed column where each needs a name.
    WithoutName,
    /// Two columns with one name.
    SameName,
    /// Fields of another model, or something computed, where fields of the model are named.
    OthersFields,
    /// What can be asked of the parts of a combination, and not of the whole; a participle.
    OfCombination(&'static str),
}

/// Which of the rows, counted from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Slice {
    /// The first.
    pub start: u64,
    /// The one after the last.
    pub end: Option<u64>,
}

/// Annotations of groups.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Annotations {
    /// How many filters there were when the first was made: these share their joins with it, later ones do not.
    pub after: usize,
    /// The expressions.
    pub exprs: Vec<Expr>,
}

/// What each row holds.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Selection {
    /// The columns of the model, then annotations.
    Model(Vec<Expr>),
    /// These expressions only.
    Values(Vec<Expr>),
}

impl Query {
    /// All rows of a model.
    pub fn new(model: &'static ModelMeta) -> Self {
        Self {
            model,
            filters: Vec::new(),
            ordering: None,
            reversed: false,
            slice: Slice::default(),
            selection: Selection::Model(Vec::new()),
            loading: Loading::default(),
            annotated: None,
            distinct: false,
            distinct_on: Vec::new(),
            combination: None,
            lock: None,
            empty: false,
            misuse: None,
        }
    }

    /// The sort keys: those that were asked for, else those that the model declares; a group of rows has no such order, and
    /// one row none at all.
    pub(crate) fn sort_keys(&self) -> Vec<Ordering> {
        if self.is_lone_aggregate() {
            return Vec::new();
        }
        let keys = match &self.ordering {
            Some(keys) => keys.clone(),
            None if self.is_aggregated() => Vec::new(),
            // Columns of what is selected sort a combination, as in Django, and no other tables.
            None if self.combination.is_some() => {
                self.model.ordering.iter().map(|it| Ordering::plain(it, self.model)).collect()
            }
            None => {
                let declared = self.model.ordering.iter();
                declared.flat_map(|it| Ordering::declared(it, self.model)).collect()
            }
        };
        if self.reversed { keys.into_iter().map(Ordering::reversed).collect() } else { keys }
    }

    /// The same rows in no order; annotations that nothing selects are gone.
    pub(crate) fn unordered(&self) -> Self {
        let grouped = self.filters.iter().any(Q::is_aggregate);
        Self {
            ordering: Some(Vec::new()),
            selection: Selection::Model(Vec::new()),
            annotated: self.annotated.clone().filter(|_| grouped),
            ..self.clone()
        }
    }

    /// The same rows, of which only the number matters: their order counts for a slice only.
    pub(crate) fn counted(self) -> Self {
        if !self.slice.is_whole() {
            return self;
        }
        let grouped = self.filters.iter().any(Q::is_aggregate)
            || self.distinct
            || matches!(self.selection, Selection::Values(_));
        if grouped { Self { ordering: Some(Vec::new()), ..self } } else { self.unordered() }
    }

    /// How its rows are locked: a row of aggregates or of several queries is none that could be.
    pub(crate) fn lock(&self) -> Option<&Lock> {
        self.lock.as_ref().filter(|_| !self.is_lone_aggregate() && self.combination.is_none())
    }

    /// Whether it is one row of aggregates over all rows.
    pub fn is_lone_aggregate(&self) -> bool {
        match &self.selection {
            Selection::Values(exprs) => {
                self.annotated.is_none() && exprs.iter().all(Expr::is_aggregate)
            }
            Selection::Model(_) => false,
        }
    }

    /// The columns of the model that are selected, in their order; of values, none.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &'static FieldMeta> {
        let instances = matches!(self.selection, Selection::Model(_));
        self.model.fields.iter().filter(move |it| instances && self.loading.reads(it))
    }

    /// The places among the columns of the model that are not selected, where rows hold the model.
    pub(crate) fn left_out(&self) -> Vec<usize> {
        let Selection::Model(_) = self.selection else { return Vec::new() };
        let fields = self.model.fields.iter().enumerate();
        fields.filter(|(_, it)| !self.loading.reads(it)).map(|(at, _)| at).collect()
    }

    /// Whether its rows are groups of rows.
    pub fn is_aggregated(&self) -> bool {
        self.annotated.is_some() || self.selection.exprs().iter().any(Expr::is_aggregate)
    }
}

impl Slice {
    /// Whether it is all rows.
    pub fn is_whole(self) -> bool {
        self == Self::default()
    }

    /// How many rows at most.
    pub fn limit(self) -> Option<u64> {
        self.end.map(|end| end.saturating_sub(self.start))
    }

    /// A slice of this slice.
    #[must_use]
    pub fn within(self, start: u64, end: Option<u64>) -> Self {
        let shifted = end.map(|it| self.start.saturating_add(it));
        let end = match (shifted, self.end) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        let start = self.start.saturating_add(start);
        Self { start: end.map_or(start, |it| start.min(it)), end }
    }
}

impl Selection {
    /// The expressions, annotations included.
    pub fn exprs(&self) -> &[Expr] {
        match self {
            Self::Model(exprs) | Self::Values(exprs) => exprs,
        }
    }
}
