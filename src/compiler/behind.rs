//! Columns behind the selection, which nobody reads, and the places by which columns are named.
//!
//! What different rows are sorted by has to be selected. PostgreSQL does not see that two expressions with placeholders
//! are the same, so that there a computed sort key of groups or of different rows is selected as well, and the clauses
//! name it by its place.

use crate::{
    compiler::resolve::Frame,
    dialect::Dialect,
    query::{Call, Expr, Query},
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
        Self { frame, dialect, first, behind: behind(frame, dialect) }
    }

    /// The expressions behind the selection.
    pub(super) fn behind(&self) -> &[Expr] {
        &self.behind
    }

    /// The place of the selected expression with this number, counted from 0.
    pub(super) fn selected(&self, number: usize) -> usize {
        self.first + number
    }

    /// The place of an expression that has to be named by it.
    ///
    /// MySQL sees that expressions are the same, and cannot put NULL first or last of a place.
    pub(super) fn find(&self, expr: &Expr) -> Option<usize> {
        let Self { frame, dialect, first, behind } = self;
        let named = frame.query.distinct || (frame.is_grouped() && is_of_group(expr));
        if *dialect != Dialect::Postgres || !named || !is_computed(expr) {
            return None;
        }
        let at = frame.query.selection.exprs().iter().chain(behind).position(|it| it == expr)?;
        Some(first + at)
    }
}

fn behind(frame: &Frame<'_>, dialect: Dialect) -> Vec<Expr> {
    let query = frame.query;
    let sorted = || query.sort_keys().into_iter().map(|it| it.expr);
    let wanted: Vec<Expr> = if !query.distinct_on.is_empty() {
        query.distinct_on.iter().filter(|it| is_computed(it)).cloned().collect()
    } else if query.distinct {
        sorted().collect()
    } else if dialect == Dialect::Postgres && frame.is_grouped() {
        sorted().filter(is_of_group).collect()
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

/// Whether rows of one group must agree in it.
fn is_of_group(expr: &Expr) -> bool {
    is_computed(expr) && !expr.is_aggregate() && !is_random(expr)
}

fn is_computed(expr: &Expr) -> bool {
    !matches!(expr, Expr::Path(_) | Expr::Value(_))
}

/// Whether it is another value each time.
pub(super) fn is_random(expr: &Expr) -> bool {
    matches!(expr, Expr::Call(Call::Random, _))
}

fn is_selected(expr: &Expr, query: &Query) -> bool {
    let own = query.own_field(expr);
    own.is_some_and(|name| query.fields().any(|it| it.name == name))
        || query.selection.exprs().contains(expr)
}
