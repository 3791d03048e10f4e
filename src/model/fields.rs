//! The fields of a model as a query sees them.

use crate::model::{Model, Path, Reach};

/// The value a closure of a queryset receives: one method per field, made by `#[derive(Model)]`.
///
/// Columns are inherent methods that give an expression; relations are methods that give the fields of the model on
/// the other side.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no relation",
    label = "a relation to a model is needed here"
)]
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

/// The model `M` itself: what the relation must lead to that `#[field(of = …)]` names.
#[diagnostic::on_unimplemented(
    message = "`of` names a relation to `{Self}`, not to `{M}`",
    label = "the field must be a `ForeignKey<{M}>` or a `OneToOne<{M}>`"
)]
pub trait Same<M> {}

impl<M: Model> Same<M> for M {}

/// Holds a field to be a relation to `M`; the derive writes calls that are compiled and never run.
pub fn leads_to<M, F: Fields<Model: Same<M>>>(_: &F) {}

impl<F: Fields> Scope for F {
    type Fields = Self;

    fn fields(&self) -> &Self {
        self
    }
}
