//! The negations around a condition, and what they decide.
//!
//! Two things hang on them, and they are not the same (Django: `current_negated` and `branch_negated`): NULL is guarded
//! against under an odd number, and a lookup on a multi-valued relation is a subquery under any number.

/// The negations around a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Negation {
    odd: bool,
    splitting: Splitting,
}

/// Whether lookups on multi-valued relations become subqueries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Splitting {
    /// From the first negation on: in a filter.
    BelowNegations,
    /// There was one.
    Now,
    /// Not at all: a value reads the joins.
    Never,
}

impl Negation {
    /// None yet, in a filter.
    pub(super) const NONE: Self = Self { odd: false, splitting: Splitting::BelowNegations };

    /// None yet, in a condition that is a value or decides about one.
    pub(super) const OF_VALUE: Self = Self { odd: false, splitting: Splitting::Never };

    /// With one more.
    pub(super) fn more(self) -> Self {
        let splitting = match self.splitting {
            Splitting::BelowNegations | Splitting::Now => Splitting::Now,
            Splitting::Never => Splitting::Never,
        };
        Self { odd: !self.odd, splitting }
    }

    /// Whether the opposite of the condition is asked for.
    pub(super) fn is_odd(self) -> bool {
        self.odd
    }

    /// Whether a lookup on a multi-valued relation becomes a subquery.
    pub(super) fn splits(self) -> bool {
        self.splitting == Splitting::Now
    }
}
