//! Parts of trees, which cannot stand in each other without end.
//!
//! Expressions, conditions and queries are trees, and much goes down them by recursion: cloning, comparing, printing, compiling,
//! dropping. Each step takes stack, and a thread has little of it. So every part knows how deep it is, and one that would be
//! deeper than [`DEEPEST`] does not come to be: an error takes its place, which the compiler gives back.

use std::{fmt, ops::Deref};

use crate::{
    error::Error,
    query::{Call, Expr, Operator, Q, Query},
    value::{Type, Value},
};

/// How deep a tree may be. Compiling one takes up to 6 kB of stack for each level in a program that is not optimised, and a
/// thread has 2 MB, of which others want some.
pub(crate) const DEEPEST: u32 = 200;

/// As how many levels a query counts that stands in another.
const QUERY: u32 = 8;

/// As how many levels something counts whose SQL has an operand twice, so that each level doubles the text.
const DOUBLING: u32 = 16;

/// What can stand in a tree.
pub trait Tree: Sized {
    /// How deep it is.
    #[doc(hidden)]
    fn depth(&self) -> u32;

    /// What stands in place of something too deep: the compiler makes an error of it.
    #[doc(hidden)]
    #[must_use]
    fn too_deep(self) -> Self;
}

/// A part of a tree.
///
/// ```
/// # use queryset::{auth::User, prelude::*, query::{Nested, Q}};
/// let deep = (0..100_000).fold(Q::default(), |q, _| Q::Not(Nested::new(q)));
/// let error = User::objects().filter(|u| u.id().gt(1) & deep).to_sql(Dialect::Sqlite).unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::InvalidQuery);
/// ```
#[derive(Clone)]
pub struct Nested<T> {
    part: Box<T>,
    depth: u32,
}

/// Parts of a tree that stand side by side.
#[derive(Clone)]
pub struct Parts<T> {
    parts: Vec<T>,
    depth: u32,
}

impl<T: Tree> Nested<T> {
    /// A part of something; one that is too deep is replaced by an error, which the compiler gives back.
    pub fn new(part: T) -> Self {
        let part = bounded(part);
        let depth = part.depth() + 1;
        Self { part: Box::new(part), depth }
    }
}

impl<T> Nested<T> {
    /// The part alone.
    pub fn into_part(self) -> T {
        *self.part
    }

    pub(crate) fn depth(&self) -> u32 {
        self.depth
    }

    /// The part, of which what it is made of may change, and not its depth.
    pub(super) fn get_mut(&mut self) -> &mut T {
        &mut self.part
    }
}

impl<T: Tree> Parts<T> {
    /// These parts.
    pub fn new(parts: impl IntoIterator<Item = T>) -> Self {
        let mut all = Self::default();
        all.extend(parts);
        all
    }

    /// Adds a part behind the others.
    pub fn push(&mut self, part: T) {
        let part = bounded(part);
        self.depth = self.depth.max(part.depth() + 1);
        self.parts.push(part);
    }
}

impl<T> Parts<T> {
    /// The parts in their order.
    pub fn as_slice(&self) -> &[T] {
        &self.parts
    }

    pub(crate) fn depth(&self) -> u32 {
        self.depth
    }

    /// Adds all parts of another list.
    pub(super) fn append(&mut self, mut other: Self) {
        self.depth = self.depth.max(other.depth);
        self.parts.append(&mut other.parts);
    }

    /// The parts, of which what they are made of may change, and not their depth.
    pub(super) fn get_mut(&mut self) -> &mut [T] {
        &mut self.parts
    }
}

fn bounded<T: Tree>(part: T) -> T {
    if part.depth() >= DEEPEST { part.too_deep() } else { part }
}

impl<T> Default for Parts<T> {
    fn default() -> Self {
        Self { parts: Vec::new(), depth: 0 }
    }
}

impl<T: Tree> Extend<T> for Parts<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, parts: I) {
        for part in parts {
            self.push(part);
        }
    }
}

impl<T: Tree> FromIterator<T> for Parts<T> {
    fn from_iter<I: IntoIterator<Item = T>>(parts: I) -> Self {
        Self::new(parts)
    }
}

impl<T: Tree> From<Vec<T>> for Parts<T> {
    fn from(parts: Vec<T>) -> Self {
        Self::new(parts)
    }
}

impl<T> IntoIterator for Parts<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.parts.into_iter()
    }
}

impl<'p, T> IntoIterator for &'p Parts<T> {
    type Item = &'p T;
    type IntoIter = std::slice::Iter<'p, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.parts.iter()
    }
}

macro_rules! transparent {
    ($($Wrapper:ident $inner:ident $Target:ty;)*) => { $(
        impl<T> Deref for $Wrapper<T> {
            type Target = $Target;

            fn deref(&self) -> &Self::Target {
                &self.$inner
            }
        }

        impl<T: fmt::Debug> fmt::Debug for $Wrapper<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.$inner.fmt(f)
            }
        }

        impl<T: PartialEq> PartialEq for $Wrapper<T> {
            fn eq(&self, other: &Self) -> bool {
                self.$inner == other.$inner
            }
        }

        impl<T: Eq> Eq for $Wrapper<T> {}

        impl<T: std::hash::Hash> std::hash::Hash for $Wrapper<T> {
            fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
                self.$inner.hash(state);
            }
        }
    )* };
}
transparent! {
    Nested part T;
    Parts parts [T];
}

fn deepest<'t, T: Tree + 't>(all: impl IntoIterator<Item = &'t T>) -> u32 {
    all.into_iter().map(T::depth).max().unwrap_or_default()
}

impl Tree for Expr {
    fn depth(&self) -> u32 {
        match self {
            Self::Path(_) | Self::Value(_) => 0,
            Self::Binary(Operator::BitXor, left, right) => {
                left.depth().max(right.depth()) + DOUBLING
            }
            Self::Binary(_, left, right) => left.depth().max(right.depth()),
            Self::Call(Call::Extract(_) | Call::Truncate(_) | Call::Custom(..), arguments) => {
                arguments.depth() + DOUBLING
            }
            Self::Call(_, arguments) => arguments.depth(),
            Self::Condition(q) => q.depth(),
            Self::Case(branches, otherwise) => {
                otherwise.as_ref().map_or(0, Nested::depth).max(branches.depth())
            }
            Self::Aggregate(_, argument) => argument.depth(),
            Self::Subquery(query) => query.depth() + QUERY,
        }
    }

    fn too_deep(self) -> Self {
        Self::Value(Value::Refused(Type::Boolean, Error::too_deep(DEEPEST)))
    }
}

impl Tree for Q {
    fn depth(&self) -> u32 {
        match self {
            Self::Lookup { left, right, .. } => left.depth().max(deepest(right)) + 1,
            Self::And(all) | Self::Or(all) | Self::Xor(all) => all.depth(),
            Self::Not(inner) | Self::Joined(_, inner) => inner.depth(),
            Self::Exists(query) => query.depth() + QUERY,
            Self::Holds(expr) => expr.depth(),
        }
    }

    fn too_deep(self) -> Self {
        Self::Holds(Nested::new(Expr::Value(Value::Boolean(true)).too_deep()))
    }
}

/// A branch of a `CASE`.
impl Tree for (Q, Expr) {
    fn depth(&self) -> u32 {
        self.0.depth().max(self.1.depth())
    }

    fn too_deep(self) -> Self {
        (self.0.too_deep(), self.1.too_deep())
    }
}

impl Tree for Query {
    fn depth(&self) -> u32 {
        let sorted = self.ordering.iter().flatten().map(|it| &it.expr);
        let grouped = self.annotated.iter().flat_map(|it| &it.exprs);
        let exprs =
            self.selection.exprs().iter().chain(&self.distinct_on).chain(sorted).chain(grouped);
        let parts = self.combination.as_ref().map_or(0, |it| it.parts.depth() + QUERY);
        deepest(&self.filters).max(deepest(exprs)).max(parts)
    }

    fn too_deep(self) -> Self {
        let refused = Q::default().too_deep();
        Self { filters: vec![refused], ..Self::new(self.model) }
    }
}
