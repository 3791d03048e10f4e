//! How the paths of a closure find their query.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use crate::{
    model::Scoped,
    query::{Expr, Lock, Ordering, Q, Query, Selection},
};

/// A number for one call of a closure, which no other call has.
pub fn open_scope() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Relaxed)
}

/// Data that holds paths.
pub trait Scopes {
    /// Visits the scope of every path, with how many queries deep it stands.
    fn each_scope(&mut self, depth: u32, visit: &mut dyn FnMut(&mut Scoped, u32));

    /// The closure has returned: its paths get their levels.
    fn close(&mut self, open: u64) {
        self.each_scope(0, &mut |at, depth| {
            if *at == Scoped::Open(open) {
                *at = Scoped::Level(depth);
            }
        });
    }

    /// The data goes into a closure: paths of this query join its scope.
    fn reopen(&mut self, scope: Scoped) {
        self.each_scope(0, &mut |at, depth| {
            if *at == Scoped::Level(depth) {
                *at = scope;
            }
        });
    }
}

impl Scopes for Expr {
    fn each_scope(&mut self, depth: u32, visit: &mut dyn FnMut(&mut Scoped, u32)) {
        match self {
            Self::Path(path) => visit(&mut path.scope, depth),
            Self::Value(_) => (),
            Self::Binary(_, left, right) => {
                left.each_scope(depth, visit);
                right.each_scope(depth, visit);
            }
            Self::Call(_, arguments) => arguments.each_scope(depth, visit),
            Self::Condition(q) => q.each_scope(depth, visit),
            Self::Case(branches, otherwise) => {
                for (q, expr) in branches {
                    q.each_scope(depth, visit);
                    expr.each_scope(depth, visit);
                }
                if let Some(expr) = otherwise {
                    expr.each_scope(depth, visit);
                }
            }
            Self::Aggregate(_, argument) => argument.each_scope(depth, visit),
            Self::Subquery(query) => query.each_scope(depth + 1, visit),
        }
    }
}

impl Scopes for Q {
    fn each_scope(&mut self, depth: u32, visit: &mut dyn FnMut(&mut Scoped, u32)) {
        match self {
            Self::Lookup { left, right, .. } => {
                left.each_scope(depth, visit);
                right.each_scope(depth, visit);
            }
            Self::And(all) | Self::Or(all) | Self::Xor(all) => all.each_scope(depth, visit),
            Self::Not(inner) | Self::Joined(_, inner) => inner.each_scope(depth, visit),
            Self::Exists(query) => query.each_scope(depth + 1, visit),
            Self::Holds(expr) => expr.each_scope(depth, visit),
        }
    }
}

impl Scopes for Ordering {
    fn each_scope(&mut self, depth: u32, visit: &mut dyn FnMut(&mut Scoped, u32)) {
        self.expr.each_scope(depth, visit);
    }
}

impl Scopes for Lock {
    fn each_scope(&mut self, depth: u32, visit: &mut dyn FnMut(&mut Scoped, u32)) {
        for path in &mut self.of {
            visit(&mut path.scope, depth);
        }
    }
}

impl Scopes for Query {
    fn each_scope(&mut self, depth: u32, visit: &mut dyn FnMut(&mut Scoped, u32)) {
        self.filters.each_scope(depth, visit);
        if let Some(ordering) = &mut self.ordering {
            ordering.each_scope(depth, visit);
        }
        self.distinct_on.each_scope(depth, visit);
        if let Some(annotated) = &mut self.annotated {
            annotated.exprs.each_scope(depth, visit);
        }
        if let Some(combination) = &mut self.combination {
            combination.parts.each_scope(depth, visit);
        }
        if let Some(lock) = &mut self.lock {
            lock.each_scope(depth, visit);
        }
        match &mut self.selection {
            Selection::Model(exprs) | Selection::Values(exprs) => exprs.each_scope(depth, visit),
        }
    }
}

impl<T: Scopes> Scopes for Vec<T> {
    fn each_scope(&mut self, depth: u32, visit: &mut dyn FnMut(&mut Scoped, u32)) {
        for it in self {
            it.each_scope(depth, visit);
        }
    }
}
