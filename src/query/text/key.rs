//! `publisher__name__icontains`, held against the metadata of a model.

use crate::{
    error::{Error, Result},
    model::{FieldMeta, ModelMeta, Path, Scoped},
    query::{Call, Expr, Lookup, Parts},
    value::Type,
};

/// What a key names.
pub(super) struct Key {
    /// The column, perhaps with transforms behind it.
    pub(super) left: Expr,
    /// The type of the operands.
    pub(super) operand: Type,
    /// How it is compared.
    pub(super) lookup: Lookup,
}

/// What a path leads to.
pub(super) struct Target {
    /// The column, perhaps with transforms behind it; of a relation, its key.
    pub(super) expr: Expr,
    /// The type of its values.
    pub(super) kind: Type,
    /// The model that the path ends at, where it ends at a relation.
    pub(super) relation: Option<&'static ModelMeta>,
}

impl Key {
    /// A path with a lookup behind it, or with none, which is `exact`.
    pub(super) fn resolve(model: &'static ModelMeta, text: &str) -> Result<Self> {
        let (path, lookup) = split_lookup(text);
        let Target { expr, kind, .. } = Target::resolve(model, path)?;
        let lookup = lookup.unwrap_or(Lookup::Exact);
        let operand = lookup.operand(kind).ok_or_else(|| no_lookup(lookup.name(), kind))?;
        Ok(Self { left: expr, operand, lookup })
    }
}

impl Target {
    /// Follows the names of a path: relations, a column, transforms.
    pub(super) fn resolve(model: &'static ModelMeta, text: &str) -> Result<Self> {
        let mut names = text.split("__");
        let (mut model, mut key) = (model, None);
        let mut path = Path::root(Scoped::Level(0), model);
        while let Some(name) = names.next() {
            match Step::from(model, name)? {
                Step::Column(field) => {
                    let column = Self {
                        expr: Expr::Path(path.step(field.name)),
                        kind: field.kind,
                        relation: None,
                    };
                    return names.try_fold(column, Self::transformed);
                }
                Step::Relation(name, to, by) => {
                    path = path.step(name);
                    (model, key) = (to, by);
                }
            }
        }
        let kind = match key {
            Some(kind) => kind,
            None => whole_key(model)?.kind,
        };
        Ok(Self { expr: Expr::Path(path), kind, relation: Some(model) })
    }

    fn transformed(self, name: &str) -> Result<Self> {
        let call = Call::by_name(name, self.kind).ok_or_else(|| no_lookup(name, self.kind))?;
        let kind = call.output().unwrap_or_else(|| call.output_of(self.kind));
        Ok(Self { expr: Expr::Call(call, Parts::new([self.expr])), kind, relation: None })
    }
}

/// One name of a path.
enum Step {
    Column(&'static FieldMeta),
    /// Its name, where it leads, and the type of its column, if it has one.
    Relation(&'static str, &'static ModelMeta, Option<Type>),
}

impl Step {
    fn from(model: &'static ModelMeta, name: &str) -> Result<Self> {
        let key = if name == "pk" { Some(whole_key(model)?) } else { None };
        if let Some(field) = model.field(name).or(key) {
            return Ok(match field.relation {
                Some(relation) => Self::Relation(field.name, (relation.target)(), Some(field.kind)),
                None => Self::Column(field),
            });
        }
        let reverse = model.reverse.iter().find(|it| it.name == name);
        match reverse {
            Some(it) => Ok(Self::Relation(it.name, (it.source)(), None)),
            None => {
                let fields = model.fields.iter().map(|it| it.name);
                let known = fields.chain(model.reverse.iter().map(|it| it.name));
                Err(Error::no_such_field(model.name, name, known))
            }
        }
    }
}

/// The primary key, which one value can stand for.
fn whole_key(model: &'static ModelMeta) -> Result<&'static FieldMeta> {
    if model.is_composite() {
        return Err(Error::composite_key_as_text(model.name, model.composite_key));
    }
    Ok(model.primary_key())
}

/// Takes a built-in lookup from the end; a field comes before it.
pub(super) fn split_lookup(text: &str) -> (&str, Option<Lookup>) {
    match text.rsplit_once("__") {
        Some((path, name)) => match Lookup::by_name(name) {
            Some(lookup) => (path, Some(lookup)),
            None => (text, None),
        },
        None => (text, None),
    }
}

fn no_lookup(name: &str, kind: Type) -> Error {
    let known = Lookup::ALL.iter().filter(|it| it.operand(kind).is_some()).map(|it| it.name());
    Error::no_such_lookup(name, kind.name(), known)
}
