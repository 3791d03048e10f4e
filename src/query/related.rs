//! A relation as a sort key: the order that the other model declares.
//!
//! The rule is that of Django's `find_ordering_name`: the keys of the other model take the place of the relation, turned round
//! under a descending one, and a relation among them goes on to the next model. Without a declared order it is the key.

use crate::{
    error::Error,
    model::{Direction, FieldMeta, ModelMeta, OrderingMeta, Path, Scoped},
    query::{Expr, Ordering},
    value::{Type, Value},
};

impl Ordering {
    /// The keys that a declared one stands for.
    pub(crate) fn declared(key: &OrderingMeta, model: &'static ModelMeta) -> Vec<Self> {
        Self::along(&path(key, model), key.direction)
    }

    /// The column that a declared key names; of a relation, its key.
    pub(crate) fn plain(key: &OrderingMeta, model: &'static ModelMeta) -> Self {
        Self { expr: Expr::Path(path(key, model)), direction: key.direction, nulls: None }
    }

    /// The keys that a path stands for, which may end at a relation.
    pub(crate) fn along(path: &Path, direction: Direction) -> Vec<Self> {
        let mut walk = Walk { model: path.root, seen: Vec::new(), found: Vec::new() };
        let root = Path { names: Vec::new(), ..path.clone() };
        walk.key(&root, &path.names, direction);
        walk.found
    }
}

fn path(key: &OrderingMeta, model: &'static ModelMeta) -> Path {
    Path { scope: Scoped::Level(0), root: model, names: key.path.to_vec() }
}

/// A relation that an order goes along: its model, and the names of its path from there.
type Passed = (&'static ModelMeta, Vec<&'static str>);

struct Walk {
    /// The model that names are looked up in.
    model: &'static ModelMeta,
    seen: Vec<Passed>,
    found: Vec<Ordering>,
}

impl Walk {
    /// Adds the keys of a path that goes on from another one.
    fn key(&mut self, from: &Path, names: &[&'static str], direction: Direction) {
        let path = names.iter().fold(from.clone(), |it, name| it.step(name));
        match end(self.model, names) {
            Some(other) if !other.ordering.is_empty() => {
                self.order_of(other, &path, names, direction);
            }
            _ => self.found.push(Ordering { expr: Expr::Path(path), direction, nulls: None }),
        }
    }

    fn order_of(
        &mut self,
        other: &'static ModelMeta,
        path: &Path,
        names: &[&'static str],
        direction: Direction,
    ) {
        let passed = (self.model, names.to_vec());
        if self.seen.contains(&passed) {
            let error = Error::endless_order(self.model.name, &names.join("__"));
            let refused = Expr::Value(Value::Refused(Type::Boolean, error));
            return self.found.push(Ordering { expr: refused, direction, nulls: None });
        }
        let outer = std::mem::replace(&mut self.model, other);
        self.seen.push(passed);
        for key in other.ordering {
            let turned = match direction {
                Direction::Ascending => key.direction,
                Direction::Descending => key.direction.reversed(),
            };
            self.key(path, key.path, turned);
        }
        self.seen.pop();
        self.model = outer;
    }
}

/// The model that a path ends at, where it ends at a relation; of no names, the model itself.
fn end(model: &'static ModelMeta, names: &[&'static str]) -> Option<&'static ModelMeta> {
    names.iter().try_fold(model, |model, name| match model.field(name) {
        Some(field) => pointed(field),
        None => model.reverse.iter().find(|it| it.name == *name).map(|it| (it.source)()),
    })
}

fn pointed(field: &FieldMeta) -> Option<&'static ModelMeta> {
    field.relation.map(|it| (it.target)())
}
