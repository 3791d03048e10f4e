//! The rows of several queries: `UNION`, `INTERSECT`, `EXCEPT`.

use crate::query::{Misuse, Parts, Query, Selection};

/// Queries whose rows are put together.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Combination {
    /// How.
    pub operation: SetOperation,
    /// The queries, in their order; each selects as many columns as the first.
    pub parts: Parts<Query>,
}

/// How the rows of several queries are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SetOperation {
    /// The rows of any, equal ones once.
    Union,
    /// The rows of all, one behind the other.
    UnionAll,
    /// The rows that each has.
    Intersection,
    /// The rows of the first that no other has.
    Difference,
}

impl Query {
    /// The rows of this query and others, in the order that the model of this one declares.
    #[must_use]
    pub fn combined(self, operation: SetOperation, others: Vec<Self>) -> Self {
        let whole = Self {
            selection: self.selection.clone(),
            loading: self.loading.clone(),
            ..Self::new(self.model)
        };
        let mut parts = self.opened(operation);
        parts.extend(others);
        Self { combination: Some(Combination { operation, parts }), ..whole }
    }

    /// The parts of a combination by the same operation, which others can stand behind; else the query alone. A long chain
    /// of unions is as flat as one of many querysets.
    fn opened(mut self, operation: SetOperation) -> Parts<Self> {
        let whole = self.slice.is_whole() && !self.empty && self.misuse.is_none();
        match self.combination.take_if(|it| whole && it.operation == operation) {
            Some(combination) => combination.parts,
            None => Parts::new([self]),
        }
    }

    /// Of a combination its parts are asked, not the whole: `verb` is what it cannot be any more.
    pub(crate) fn refuse_combination(&mut self, verb: &'static str) {
        if self.combination.is_some() {
            self.misuse.get_or_insert(Misuse::OfCombination(verb));
        }
    }
}

impl Combination {
    /// Whether all parts select instances and nothing else, so that other columns can be selected of them.
    pub(crate) fn is_plain(&self) -> bool {
        self.parts.iter().all(|part| match &part.combination {
            Some(inner) => part.has_instances() && inner.is_plain(),
            None => part.has_instances() && !part.distinct,
        })
    }
}

impl Query {
    fn has_instances(&self) -> bool {
        matches!(&self.selection, Selection::Model(exprs) if exprs.is_empty())
    }
}
