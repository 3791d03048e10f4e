//! Constraints and indexes of a model.

use crate::model::{Direction, Formula};

/// A named rule that the database keeps (Django: `Meta.constraints`).
#[derive(Clone, Copy, Debug)]
pub struct ConstraintMeta {
    /// The name, which errors give back.
    pub name: &'static str,
    /// What must hold.
    pub rule: Rule,
}

/// What a constraint demands.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Rule {
    /// A condition on each row (Django: `CheckConstraint`).
    Check(Formula),
    /// Keys that no two rows share (Django: `UniqueConstraint`).
    Unique(UniqueMeta),
}

/// How keys are unique.
#[derive(Clone, Copy, Debug)]
pub struct UniqueMeta {
    /// The keys, and which rows they are of.
    pub index: Indexed,
    /// Whether two NULLs are two values; as the database sees it, if nothing is said.
    pub nulls_distinct: Option<bool>,
    /// When it is checked; after each statement, if nothing is said.
    pub deferrable: Option<Deferrable>,
}

/// When a unique constraint is checked that may wait (Django: `Deferrable`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Deferrable {
    /// At the end of the transaction.
    Deferred,
    /// After each statement, unless the transaction says otherwise.
    Immediate,
}

/// An index (Django: `Meta.indexes`).
#[derive(Clone, Copy, Debug)]
pub struct IndexMeta {
    /// The name; made of table and columns by Django's rule, if nothing is said.
    pub name: Option<&'static str>,
    /// What it is over.
    pub over: Indexed,
}

/// What an index is over.
#[derive(Clone, Copy, Debug)]
pub struct Indexed {
    /// Its keys.
    pub keys: Keys,
    /// The rows that are in it; all, if nothing is said.
    pub condition: Option<Formula>,
    /// Fields that stand in it without being keys.
    pub include: &'static [&'static str],
    /// PostgreSQL's operator class for each key.
    pub opclasses: &'static [&'static str],
}

/// The keys of an index.
#[derive(Clone, Copy, Debug)]
pub enum Keys {
    /// Fields of the model, each up or down.
    Fields(&'static [(&'static str, Direction)]),
    /// Expressions: sort keys, as in `order_by`.
    Expressions(Formula),
}

impl ConstraintMeta {
    /// A condition on each row.
    pub const fn check(name: &'static str, condition: Formula) -> Self {
        Self { name, rule: Rule::Check(condition) }
    }

    /// Keys that no two rows share.
    pub const fn unique(name: &'static str, unique: UniqueMeta) -> Self {
        Self { name, rule: Rule::Unique(unique) }
    }

    /// Whether it holds for every row of the table.
    pub(crate) fn is_of_all_rows(&self) -> bool {
        match self.rule {
            Rule::Unique(unique) => unique.index.condition.is_none(),
            Rule::Check(_) => true,
        }
    }

    /// The names of the fields that it makes unique together; of a check or of expressions none are known.
    pub fn unique_fields(&self) -> Vec<&'static str> {
        match self.rule {
            Rule::Unique(UniqueMeta {
                index: Indexed { keys: Keys::Fields(keys), .. }, ..
            }) => keys.iter().map(|(name, _)| *name).collect(),
            Rule::Unique(_) | Rule::Check(_) => Vec::new(),
        }
    }
}

impl Indexed {
    /// All rows, by these keys.
    pub const fn by(keys: Keys) -> Self {
        Self { keys, condition: None, include: &[], opclasses: &[] }
    }

    /// Only the rows that meet a condition.
    #[must_use]
    pub const fn condition(mut self, condition: Formula) -> Self {
        self.condition = Some(condition);
        self
    }

    /// With fields that are no keys.
    #[must_use]
    pub const fn include(mut self, fields: &'static [&'static str]) -> Self {
        self.include = fields;
        self
    }

    /// With an operator class for each key.
    #[must_use]
    pub const fn opclasses(mut self, classes: &'static [&'static str]) -> Self {
        self.opclasses = classes;
        self
    }
}

impl UniqueMeta {
    /// Unique keys.
    pub const fn new(index: Indexed) -> Self {
        Self { index, nulls_distinct: None, deferrable: None }
    }

    /// Two NULLs are two values, or one.
    #[must_use]
    pub const fn nulls_distinct(mut self, distinct: Option<bool>) -> Self {
        self.nulls_distinct = distinct;
        self
    }

    /// Checked later.
    #[must_use]
    pub const fn deferrable(mut self, when: Deferrable) -> Self {
        self.deferrable = Some(when);
        self
    }
}
