//! Whether a path can lead to nothing, as a type.

use crate::{
    model::{Deferred, Key, Model, Target},
    value::{Admits, Column, NotNull, Nothing, Nullability, Nullable},
};

/// Whether the object at the end of a path can be absent, because a relation on the way is nullable or multi-valued.
pub trait Reach: Copy + Default + Send + Sync + 'static {
    /// The type of a column of type `T` seen along the path.
    type Of<T: Column>: Column<Bare = T::Bare>;
    /// The same of a field that an instance can be without, a `Deferred<T>`.
    type Held<T: Column>: Column<Bare = T::Bare>;
    /// The reach of a relation, itself of reach `Next`, seen along the path.
    type Then<Next: Reach>: Reach;
    /// What the relation that leads to `M` points to: the model by its primary key, or by another field.
    type Target<M: Model<Key: Key>>: Target;
}

/// There is always an object.
#[derive(Clone, Copy, Debug, Default)]
pub struct Always;

/// What `defer` receives: the fields of a model, where those that can be left out have a type of their own.
#[derive(Clone, Copy, Debug, Default)]
pub struct Deferring;

/// There may be none; every column may be NULL.
#[derive(Clone, Copy, Debug, Default)]
pub struct Maybe;

impl Admits<NotNull> for Always {}
impl Admits<Nothing> for Always {}
impl Admits<NotNull> for Deferring {}
impl<Given> Admits<Given> for Maybe {}

impl Reach for Always {
    type Of<T: Column> = T;
    type Held<T: Column> = T;
    type Then<Next: Reach> = Next;
    type Target<M: Model<Key: Key>> = M;
}

impl Reach for Deferring {
    type Of<T: Column> = T;
    type Held<T: Column> = Deferred<T>;
    type Then<Next: Reach> = Next;
    type Target<M: Model<Key: Key>> = M;
}

impl Reach for Maybe {
    type Of<T: Column> = <Nullable as Nullability>::Of<T::Bare>;
    type Held<T: Column> = Self::Of<T>;
    type Then<Next: Reach> = Maybe;
    type Target<M: Model<Key: Key>> = M;
}
