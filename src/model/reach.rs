//! Whether a path can lead to nothing, as a type.

use crate::value::{Column, Nullability, Nullable};

/// Whether the object at the end of a path can be absent, because a relation on the way is nullable or multi-valued.
pub trait Reach: Copy + Default + Send + Sync + 'static {
    /// The type of a column of type `T` seen along the path.
    type Of<T: Column>: Column<Bare = T::Bare>;
    /// The reach of a relation, itself of reach `Next`, seen along the path.
    type Then<Next: Reach>: Reach;
}

/// There is always an object.
#[derive(Clone, Copy, Debug, Default)]
pub struct Always;

/// There may be none; every column may be NULL.
#[derive(Clone, Copy, Debug, Default)]
pub struct Maybe;

impl Reach for Always {
    type Of<T: Column> = T;
    type Then<Next: Reach> = Next;
}

impl Reach for Maybe {
    type Of<T: Column> = <Nullable as Nullability>::Of<T::Bare>;
    type Then<Next: Reach> = Maybe;
}
