//! Columns behind the selection, which nobody reads, and the places by which columns are named.
//!
//! What different rows are sorted by has to be selected. PostgreSQL does not see that two expressions with placeholders
//! are the same, so that there the clauses name a computed sort key of different rows by its place. What groups are sorted by
//! has the placeholders of their keys.

use crate::{
    compiler::resolve::Frame,
    dialect::Dialect,
    query::{Expr, Query},
};

/// The places of a complete selection, from that of its first expression to the last one behind it.
pub(super) struct Places<'f, 'q> {
    frame: &'f Frame<'q>,
    dialect: Dialect,
    first: usize,
    behind: Vec<Expr>,
}

impl<'f, 'q> Places<'f, 'q> {
    pub(super) fn of(frame: &'f Frame<'q>, dialect: Dialect) -> Self {
        let first = frame.query.fields().count() + 1;
        Self { frame, dialect, first, behind: behind(frame) }
    }

    /// The expressions behind the selection.
    pub(super) fn behind(&self) -> &[Expr] {
        &self.behind
    }

    /// The place of an expression that has to be named by it.
    ///
    /// MySQL sees that expressions are the same, and cannot put NULL first or last of a place.
    pub(super) fn find(&self, expr: &Expr) -> Option<usize> {
        let Self { frame, dialect, first, behind } = self;
        if *dialect != Dialect::Postgres || !frame.query.distinct || !is_computed(expr) {
            return None;
        }
        let at = frame.query.selection.exprs().iter().chain(behind).position(|it| it == expr)?;
        Some(first + at)
    }
}

fn behind(frame: &Frame<'_>) -> Vec<Expr> {
    let query = frame.query;
    let sorted = || query.sort_keys().into_iter().map(|it| it.expr);
    let wanted: Vec<Expr> = if !query.distinct_on.is_empty() {
        query.distinct_on.iter().filter(|it| is_computed(it)).cloned().collect()
    } else if query.distinct {
        sorted().collect()
    } else {
        Vec::new()
    };
    let mut found: Vec<Expr> = Vec::new();
    for expr in wanted {
        if !is_selected(&expr, query) && !found.contains(&expr) {
            found.push(expr);
        }
    }
    found
}

fn is_computed(expr: &Expr) -> bool {
    !matches!(expr, Expr::Path(_) | Expr::Value(_))
}

fn is_selected(expr: &Expr, query: &Query) -> bool {
    let own = query.own_field(expr);
    own.is_some_and(|name| query.fields().any(|it| it.name == name))
        || query.selection.exprs().contains(expr)
}
