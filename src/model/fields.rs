//! The fields of a model as a query sees them.

use crate::model::{Model, Path, Reach};

/// The value a closure of a queryset receives: one method per field, made by `#[derive(Model)]`.
///
/// Columns are inherent methods that give an expression; relations are methods that give the fields of the model on
/// the other side.
pub trait Fields: Clone + Send + Sync + 'static {
    /// The model.
    type Model: Model;
    /// Whether the object can be absent.
    type Reach: Reach;

    /// The fields of the object at `path`.
    fn at(path: Path) -> Self;

    /// Where the object stands.
    fn path(&self) -> &Path;

    /// The fields of the object that the relation `name` leads to.
    fn relation<F: Fields>(&self, name: &'static str) -> F {
        F::at(self.path().step(name))
    }
}

/// Gives the model's fields, whatever a closure receives: the fields, or a tuple that starts with them.
pub trait Scope {
    /// The model's fields.
    type Fields;

    /// The model's fields.
    fn fields(&self) -> &Self::Fields;
}

/// The fields of `M`, or of a relation to it: what the field is that `#[field(of = …)]` names.
#[diagnostic::on_unimplemented(
    message = "`of` names no relation to `{M}`",
    label = "the field must be a `ForeignKey<{M}>` or a `OneToOne<{M}>`"
)]
pub trait LeadsTo<M> {}

impl<F: Fields> LeadsTo<F::Model> for F {}

/// Holds a field to be a relation to `M`; the derive writes calls that are compiled and never run.
pub fn leads_to<M, F: LeadsTo<M>>(_: &F) {}

impl<F: Fields> Scope for F {
    type Fields = Self;

    fn fields(&self) -> &Self {
        self
    }
}
