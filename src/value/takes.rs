//! Which values a column can be set to.
//!
//! Fewer than it is compared with: what is written is read again, as the type of the column. A text is compared with an
//! enumeration, and may be none of its values; one document is compared with another, and need not have its fields.

use crate::value::{NotNull, Nullable, Scalar};

/// A scalar whose columns can be set to values of type `Other`.
#[diagnostic::on_unimplemented(
    message = "a column of type `{Self}` is not set to `{Other}`",
    label = "the new value of this column is a `{Self}`"
)]
pub trait Takes<Other> {}

impl<T: Scalar> Takes<T> for T {}

/// What nobody has. Beside one impl alone the compiler says that types differ; beside two, what stands above.
#[derive(Clone, Copy, Debug)]
pub enum Nothing {}

impl<T: Scalar> Takes<Nothing> for T {}

/// A column, or the end of a path, that can be set to what is `Given`: a value, or perhaps NULL.
#[diagnostic::on_unimplemented(
    message = "a column without `Option` is not set to NULL",
    label = "give a value, or make the field an `Option`"
)]
pub trait Admits<Given> {}

impl<Given> Admits<Given> for Nullable {}
impl Admits<NotNull> for NotNull {}
impl Admits<Nothing> for NotNull {}

macro_rules! numbers {
    ($($a:ident: $($b:ident)*;)*) => { $($(impl Takes<$b> for $a {})*)* };
}
numbers! {
    i16: i32 i64 u16 u32 u64 f32 f64;
    i32: i16 i64 u16 u32 u64 f32 f64;
    i64: i16 i32 u16 u32 u64 f32 f64;
    u16: i16 i32 i64 u32 u64 f32 f64;
    u32: i16 i32 i64 u16 u64 f32 f64;
    u64: i16 i32 i64 u16 u32 f32 f64;
    f32: i16 i32 i64 u16 u32 u64 f64;
    f64: i16 i32 i64 u16 u32 u64 f32;
}

#[cfg(feature = "decimal")]
mod decimal {
    use rust_decimal::Decimal;

    use super::Takes;

    macro_rules! numbers {
        ($($number:ident)*) => { $(
            impl Takes<$number> for Decimal {}
            impl Takes<Decimal> for $number {}
        )* };
    }
    numbers!(i16 i32 i64 u16 u32 u64 f32 f64);
}
