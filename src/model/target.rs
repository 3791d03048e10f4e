//! What a relation points to: a model by its primary key, or by another unique field.

use std::marker::PhantomData;

use crate::{
    error::Error,
    model::{Fields, Key, Model, ModelMeta, Reach},
    value::{Admits, Column, Scalar, Value},
};

/// What a [`ForeignKey`](crate::model::ForeignKey) points to.
///
/// A model stands for itself, by its primary key. For each of its fields that is `unique`, and neither an `Option` nor
/// made by the database, the derive makes a type that stands for the model by that field: `BookByIsbn` for the field
/// `isbn` of `Book`. So a relation names only what there is, and what is unique.
///
/// Django: `ForeignKey(Book, to_field="isbn")`.
#[diagnostic::on_unimplemented(
    message = "no relation can point to `{Self}`",
    label = "a model with a primary key of one column, or one of its unique fields, as `BookByIsbn`"
)]
pub trait Target: Sized + 'static {
    /// The model.
    type Model: Model;
    /// The type of the field, and of the column that points to it.
    type Value: Scalar;
    /// What a closure sees of the object.
    type Fields<R: Reach>: Fields<Model = Self::Model>;

    /// The field, where it is not the primary key.
    const FIELD: Option<&'static str>;

    /// The value that names the object.
    fn value_of(object: &Self::Model) -> Self::Value;

    /// Whether it is what an unsaved object has, and so names none.
    fn is_unset(_: &Self::Value) -> bool {
        false
    }
}

impl<M: Model<Key: Key>> Target for M {
    type Model = M;
    type Value = M::Key;
    type Fields<R: Reach> = M::Fields<R>;

    const FIELD: Option<&'static str> = None;

    fn value_of(object: &M) -> M::Key {
        object.key()
    }

    fn is_unset(key: &M::Key) -> bool {
        M::meta().primary_key().auto && Some(key) == <M::Key as Key>::unset().as_ref()
    }
}

/// The reach of an object that a relation names by the field of `T`.
#[derive(Debug)]
pub struct By<R, T>(PhantomData<fn() -> (R, T)>);

impl<R, T> Clone for By<R, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R, T> Copy for By<R, T> {}

impl<R, T> Default for By<R, T> {
    fn default() -> Self {
        Self(PhantomData)
    }
}

impl<R: Admits<Given>, T, Given> Admits<Given> for By<R, T> {}

impl<R: Reach, T: Target> Reach for By<R, T> {
    type Of<C: Column> = R::Of<C>;
    type Held<C: Column> = R::Held<C>;
    type Then<Next: Reach> = R::Then<Next>;
    type Target<M: Model<Key: Key>> = T;
}

/// The model that a target stands for.
pub(crate) fn meta_of<T: Target>() -> &'static ModelMeta {
    T::Model::meta()
}

/// The value that names an object, to bind; of an unsaved one, the reason why there is none.
#[doc(hidden)]
pub fn name_of<T: Target>(object: &T::Model) -> Value {
    if object.is_saved() { Scalar::to_value(&T::value_of(object)) } else { unsaved::<T>() }
}

pub(crate) fn unsaved<T: Target>() -> Value {
    Value::Refused(T::Value::TYPE, Error::unsaved_object(meta_of::<T>().name))
}
