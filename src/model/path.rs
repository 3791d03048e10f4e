//! Where a column stands, seen from a query.

use std::fmt;

use crate::model::ModelMeta;

/// Which query a path belongs to.
///
/// While a closure of a queryset runs, the paths it makes carry a number minted for that call; when it returns they
/// become levels. So a field captured from an enclosing closure is right by itself, and equal queries stay equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scoped {
    /// The number of a closure that still runs.
    Open(u64),
    /// 0 is the query itself, 1 the one that encloses it, and so on.
    Level(u32),
}

/// A chain of field names from the model of a query: relations, and a column at the end.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Path {
    /// The query whose model the chain starts from.
    pub scope: Scoped,
    /// That model.
    pub root: &'static ModelMeta,
    /// The names of the fields.
    pub names: Vec<&'static str>,
}

impl Path {
    /// The model of a query itself, before the first step.
    pub fn root(scope: Scoped, root: &'static ModelMeta) -> Self {
        Self { scope, root, names: Vec::new() }
    }

    /// One field further.
    #[must_use]
    pub fn step(&self, name: &'static str) -> Self {
        let mut names = Vec::with_capacity(self.names.len() + 1);
        names.extend_from_slice(&self.names);
        names.push(name);
        Self { scope: self.scope, root: self.root, names }
    }
}

impl fmt::Debug for Path {
    /// `Book.author__name`, with `^` for each enclosing query it goes out of.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Scoped::Level(level) = self.scope {
            f.write_str(&"^".repeat(level as usize))?;
        }
        write!(f, "{}.{}", self.root.name, self.names.join("__"))
    }
}
