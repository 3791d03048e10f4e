//! The keys that rows are sorted by.

use crate::{
    model::{Direction, ModelMeta, OrderingMeta, Path, Scoped},
    query::Expr,
};

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

    /// A key that a model declares.
    pub(crate) fn declared(key: &OrderingMeta, model: &'static ModelMeta) -> Self {
        let path = Path { scope: Scoped::Level(0), root: model, names: key.path.to_vec() };
        match key.direction {
            Direction::Ascending => Self::ascending(Expr::Path(path)),
            Direction::Descending => Self::descending(Expr::Path(path)),
        }
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
