//! Nullability as a type, so that an expression knows whether it can be NULL.

use crate::value::{Column, Scalar};

/// Whether NULL is one of the values of a type.
pub trait Nullability: Send + Sync + 'static {
    /// `T` itself, or `Option<T>`.
    type Of<T: Scalar>: Column<Bare = T>;
    /// The same as a value.
    const NULLABLE: bool;
}

/// Never NULL.
#[derive(Clone, Copy, Debug)]
pub struct NotNull;

/// NULL or a value.
#[derive(Clone, Copy, Debug)]
pub struct Nullable;

impl Nullability for NotNull {
    type Of<T: Scalar> = T;
    const NULLABLE: bool = false;
}

impl Nullability for Nullable {
    type Of<T: Scalar> = Option<T>;
    const NULLABLE: bool = true;
}

/// The nullability of an expression of two operands: NULL as soon as one of them is.
pub trait Or<Other>: Nullability {
    /// The nullability of both together.
    type Out: Nullability;
}

impl<Other: Nullability> Or<Other> for NotNull {
    type Out = Other;
}

impl<Other: Nullability> Or<Other> for Nullable {
    type Out = Nullable;
}
