//! The typed expression.

use std::{fmt, marker::PhantomData};

use crate::{
    model::{Fields, Path, Scoped},
    query::{Expr, Scopes, typed::PerRow},
};

/// An expression whose values have the Rust type `T`; `K` says whether it has one per row or per group.
pub struct Expression<T, K = PerRow> {
    expr: Expr,
    typed: PhantomData<fn() -> (T, K)>,
}

impl<T, K> Expression<T, K> {
    /// The untyped expression, said to be of type `T`.
    pub fn new(expr: Expr) -> Self {
        Self { expr, typed: PhantomData }
    }

    /// The untyped expression.
    pub fn expr(&self) -> &Expr {
        &self.expr
    }

    /// The untyped expression.
    pub fn into_expr(self) -> Expr {
        self.expr
    }

    /// Its closure has returned.
    pub(crate) fn closed(mut self, open: u64) -> Self {
        self.expr.close(open);
        self
    }

    /// It goes into a closure.
    pub(crate) fn reopened(mut self, scope: Scoped) -> Self {
        self.expr.reopen(scope);
        self
    }
}

impl<T, K> Clone for Expression<T, K> {
    fn clone(&self) -> Self {
        Self::new(self.expr.clone())
    }
}

impl<T, K> fmt::Debug for Expression<T, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.expr.fmt(f)
    }
}

/// How generated fields make their columns.
pub trait Columns: Fields {
    /// The column of the field `name`; its type is the one that the generated method gives back.
    fn column<T>(&self, name: &'static str) -> Expression<T> {
        Expression::new(Expr::Path(self.path().step(name)))
    }
}

impl<F: Fields> Columns for F {}

/// The column of the field `name` of the model at `path`: a field of an embedded struct.
pub fn column_at<T>(path: &Path, name: &'static str) -> Expression<T> {
    Expression::new(Expr::Path(path.step(name)))
}
