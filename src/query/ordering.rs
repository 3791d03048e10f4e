//! The keys that rows are sorted by.

use crate::{model::Direction, query::Expr};

/// One sort key (Django: `OrderBy`).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Ordering {
    /// What is sorted by.
    pub expr: Expr,
    /// Up or down.
    pub direction: Direction,
    /// Where NULL goes; where the database puts it, if nothing is said.
    pub nulls: Option<Nulls>,
}

/// Where NULL goes in the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Nulls {
    /// Before all values.
    First,
    /// After all values.
    Last,
}

impl Ordering {
    /// Smallest first.
    pub fn ascending(expr: Expr) -> Self {
        Self { expr, direction: Direction::Ascending, nulls: None }
    }

    /// Largest first.
    pub fn descending(expr: Expr) -> Self {
        Self { expr, direction: Direction::Descending, nulls: None }
    }

    /// With NULL before all values.
    #[must_use]
    pub fn nulls_first(mut self) -> Self {
        self.nulls = Some(Nulls::First);
        self
    }

    /// With NULL after all values.
    #[must_use]
    pub fn nulls_last(mut self) -> Self {
        self.nulls = Some(Nulls::Last);
        self
    }

    /// The other way round, NULL included.
    #[must_use]
    pub fn reversed(mut self) -> Self {
        self.direction = self.direction.reversed();
        self.nulls = self.nulls.map(|it| match it {
            Nulls::First => Nulls::Last,
            Nulls::Last => Nulls::First,
        });
        self
    }
}
