//! Whether an order tells every two rows apart.

use crate::{
    model::Scoped,
    query::{Expr, Ordering, Query, Selection, keyset},
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

    /// The sort keys, with those behind them that tell all rows apart: the primary key, and what is selected where rows have
    /// none, or several for each key.
    pub(crate) fn places(&self) -> Vec<Ordering> {
        if self.is_lone_aggregate() {
            return Vec::new();
        }
        let mut keys = self.sort_keys();
        let mut add = |expr: &Expr| {
            if !matches!(expr, Expr::Value(_)) && keys.iter().all(|it| it.expr != *expr) {
                keys.push(Ordering::ascending(expr.clone()));
            }
        };
        self.distinct_on.iter().for_each(&mut add);
        let selected = self.selection.exprs();
        if self.has_keys() {
            if !self.is_totally_ordered() {
                let own = self.model.keys().map(|it| Expr::column(self.model, it.name));
                own.for_each(|it| add(&it));
            }
            let several = |it: &&Expr| self.combination.is_some() || it.is_of_several_rows();
            selected.iter().filter(several).for_each(add);
        } else {
            selected.iter().for_each(add);
        }
        keys
    }

    /// Whether each of its rows is one of the model, so that it has a key to be sorted by.
    fn has_keys(&self) -> bool {
        let merged = (self.distinct && self.distinct_on.is_empty())
            || self.combination.is_some()
            || (self.is_aggregated() && self.annotated.is_none());
        !merged || matches!(self.selection, Selection::Model(_))
    }

    /// The name of the model's own field that an expression is.
    pub(crate) fn own_field(&self, expr: &Expr) -> Option<&'static str> {
        let Expr::Path(path) = expr else { return None };
        let own = path.scope == Scoped::Level(0) && path.root == self.model;
        single(&path.names).filter(|it| own && self.model.field(it).is_some())
    }
}

impl Expr {
    /// Whether it can have several values for one row of the model, since it goes along a relation to several.
    fn is_of_several_rows(&self) -> bool {
        self.paths_of_rows().into_iter().any(keyset::is_of_several_rows)
    }
}

fn single(names: &[&'static str]) -> Option<&'static str> {
    match names {
        [name] => Some(*name),
        _ => None,
    }
}
