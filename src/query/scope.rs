//! How the paths of a closure find their query.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use crate::{
    model::{Path, Scoped},
    query::{Expr, Lock, Nested, Ordering, Parts, Q, Query, Selection},
};

/// A number for one call of a closure, which no other call has.
pub fn open_scope() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Relaxed)
}

/// Data that holds paths.
pub trait Scopes {
    /// Visits every path, with how many queries deep it stands.
    fn each_path(&mut self, depth: u32, visit: &mut dyn FnMut(&mut Path, u32));

    /// The closure has returned: its paths get their levels.
    fn close(&mut self, open: u64) {
        self.each_path(0, &mut |it, depth| {
            if it.scope == Scoped::Open(open) {
                it.scope = Scoped::Level(depth);
            }
        });
    }

    /// The data goes into a closure: paths of this query join its scope.
    fn reopen(&mut self, scope: Scoped) {
        self.each_path(0, &mut |it, depth| {
            if it.scope == Scoped::Level(depth) {
                it.scope = scope;
            }
        });
    }
}

impl Scopes for Expr {
    fn each_path(&mut self, depth: u32, visit: &mut dyn FnMut(&mut Path, u32)) {
        match self {
            Self::Path(path) => visit(path, depth),
            Self::Value(_) => (),
            Self::Binary(_, left, right) => {
                left.each_path(depth, visit);
                right.each_path(depth, visit);
            }
            Self::Call(_, arguments) => arguments.each_path(depth, visit),
            Self::Condition(q) => q.each_path(depth, visit),
            Self::Case(branches, otherwise) => {
                for (q, expr) in branches.get_mut() {
                    q.each_path(depth, visit);
                    expr.each_path(depth, visit);
                }
                if let Some(expr) = otherwise {
                    expr.each_path(depth, visit);
                }
            }
            Self::Aggregate(_, argument) => argument.each_path(depth, visit),
            Self::Subquery(query) => query.each_path(depth + 1, visit),
        }
    }
}

impl Scopes for Q {
    fn each_path(&mut self, depth: u32, visit: &mut dyn FnMut(&mut Path, u32)) {
        match self {
            Self::Lookup { left, right, .. } => {
                left.each_path(depth, visit);
                right.each_path(depth, visit);
            }
            Self::And(all) | Self::Or(all) | Self::Xor(all) => all.each_path(depth, visit),
            Self::Not(inner) | Self::Joined(_, inner) => inner.each_path(depth, visit),
            Self::Exists(query) => query.each_path(depth + 1, visit),
            Self::Holds(expr) => expr.each_path(depth, visit),
        }
    }
}

impl Scopes for Ordering {
    fn each_path(&mut self, depth: u32, visit: &mut dyn FnMut(&mut Path, u32)) {
        self.expr.each_path(depth, visit);
    }
}

impl Scopes for Lock {
    fn each_path(&mut self, depth: u32, visit: &mut dyn FnMut(&mut Path, u32)) {
        for path in &mut self.of {
            visit(path, depth);
        }
    }
}

impl Scopes for Query {
    fn each_path(&mut self, depth: u32, visit: &mut dyn FnMut(&mut Path, u32)) {
        self.filters.each_path(depth, visit);
        if let Some(ordering) = &mut self.ordering {
            ordering.each_path(depth, visit);
        }
        self.distinct_on.each_path(depth, visit);
        if let Some(annotated) = &mut self.annotated {
            annotated.exprs.each_path(depth, visit);
        }
        if let Some(combination) = &mut self.combination {
            combination.parts.each_path(depth, visit);
        }
        if let Some(lock) = &mut self.lock {
            lock.each_path(depth, visit);
        }
        match &mut self.selection {
            Selection::Model(exprs) | Selection::Values(exprs) => exprs.each_path(depth, visit),
        }
    }
}

impl<T: Scopes> Scopes for Vec<T> {
    fn each_path(&mut self, depth: u32, visit: &mut dyn FnMut(&mut Path, u32)) {
        for it in self {
            it.each_path(depth, visit);
        }
    }
}

impl<T: Scopes> Scopes for Nested<T> {
    fn each_path(&mut self, depth: u32, visit: &mut dyn FnMut(&mut Path, u32)) {
        self.get_mut().each_path(depth, visit);
    }
}

impl<T: Scopes> Scopes for Parts<T> {
    fn each_path(&mut self, depth: u32, visit: &mut dyn FnMut(&mut Path, u32)) {
        for it in self.get_mut() {
            it.each_path(depth, visit);
        }
    }
}
