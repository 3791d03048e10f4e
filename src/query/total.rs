//! Whether an order tells every two rows apart.

use crate::{
    model::Scoped,
    query::{Expr, Query},
};

impl Query {
    /// Whether the sort keys hold fields of the model that are unique together and never NULL.
    pub(crate) fn is_totally_ordered(&self) -> bool {
        let keys = self.sort_keys();
        let sorted: Vec<&str> = keys.iter().filter_map(|it| self.own_field(&it.expr)).collect();
        let decides = |name: &&str| {
            sorted.contains(name) && self.model.field(name).is_some_and(|it| !it.null)
        };
        self.model.unique_sets().iter().any(|set| set.iter().all(decides))
    }

    /// The name of the model's own field that an expression is.
    pub(crate) fn own_field(&self, expr: &Expr) -> Option<&'static str> {
        let Expr::Path(path) = expr else { return None };
        let own = path.scope == Scoped::Level(0) && path.root == self.model;
        single(&path.names).filter(|it| own && self.model.field(it).is_some())
    }
}

fn single(names: &[&'static str]) -> Option<&'static str> {
    match names {
        [name] => Some(*name),
        _ => None,
    }
}
