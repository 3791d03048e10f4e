//! The trait of models.

use std::any::TypeId;

use chrono::{DateTime, Utc};

use crate::{
    error::{Error, Result},
    model::{Fields, Identity, ModelMeta, Reach},
    value::{Column, Row, Value},
};

/// A table as a Rust struct; written by `#[derive(Model)]`.
///
/// Django: <https://docs.djangoproject.com/en/6.1/topics/db/models/>
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a model",
    label = "derive `Model` for it"
)]
pub trait Model: Sized + Send + Sync + 'static {
    /// The type of the primary key.
    type Key: Identity;
    /// What closures of a queryset receive.
    type Fields<R: Reach>: Fields<Model = Self, Reach = R>;

    /// The names of the primary key's fields: one, or several of a composite key.
    const PRIMARY_KEY: &'static [&'static str];

    /// Table, columns and options.
    fn meta() -> &'static ModelMeta;

    /// The primary key.
    fn key(&self) -> Self::Key;

    /// Sets the primary key.
    fn set_key(&mut self, key: Self::Key);

    /// Reads one cell per field, in the order of [`ModelMeta::fields`].
    ///
    /// # Errors
    /// When a cell does not fit its field; the error names the field.
    fn read(row: &mut dyn Row) -> Result<Self>;

    /// The value of each field, in the order of [`ModelMeta::fields`]; of one that is left to the database, `None`.
    fn values(&self) -> Vec<Option<Value>>;

    /// Reads one cell into the field `name`.
    ///
    /// # Errors
    /// When the cell does not fit the field; the error names it.
    fn fill(&mut self, name: &'static str, row: &mut dyn Row) -> Result<()>;

    /// Puts `now` into the fields with `auto_now`, and, for a row that is being added, into those with `auto_now_add`.
    fn stamp(&mut self, now: DateTime<Utc>, adding: bool) {
        let _ = (now, adding);
    }

    /// Whether the primary key is one that a saved row can have.
    fn is_saved(&self) -> bool {
        !Self::meta().primary_key().auto || Some(self.key()) != Self::Key::unset()
    }
}

impl Error {
    /// Whether a query for exactly one row of the model `M` found none.
    ///
    /// Django: `except Book.DoesNotExist`.
    pub fn is_does_not_exist_of<M: Model>(&self) -> bool {
        self.is_does_not_exist() && self.concerns(TypeId::of::<M>())
    }

    /// Whether a query for exactly one row of the model `M` found several.
    ///
    /// Django: `except Book.MultipleObjectsReturned`.
    pub fn is_multiple_objects_returned_of<M: Model>(&self) -> bool {
        self.is_multiple_objects_returned() && self.concerns(TypeId::of::<M>())
    }

    /// The error with the model it concerns.
    pub(crate) fn of_model<M: Model>(self) -> Self {
        let meta = M::meta();
        let error = match meta.constraint_over(self.columns()) {
            Some(constraint) => self.with_constraint(constraint.name),
            None => self,
        };
        let field = match error.column().or(error.constraint()) {
            Some(name) => meta.field_of(name),
            None => None,
        };
        let error = match field {
            Some(field) => error.with_field(field.name),
            None => error,
        };
        error.with_model(meta.name, TypeId::of::<M>())
    }
}

/// Reads the cell of one field; an error names it.
///
/// # Errors
/// When the cell does not fit the type.
pub fn read_field<T: Column>(row: &mut dyn Row, name: &'static str) -> Result<T> {
    T::read(row).map_err(|error| error.with_field(name))
}
