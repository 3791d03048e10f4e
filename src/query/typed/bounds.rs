//! The two bounds of a range as one value.

use std::ops::RangeInclusive;

/// What `q!(pages__range = bounds)` takes: a pair, `low..=high`, or an array of two.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no range",
    label = "give `(low, high)` or `low..=high`; both bounds belong to it"
)]
pub trait Bounds {
    /// The type of the lower one.
    type Low;
    /// The type of the upper one.
    type High;

    /// The lower one and the upper one.
    fn bounds(self) -> (Self::Low, Self::High);
}

impl<L, H> Bounds for (L, H) {
    type Low = L;
    type High = H;

    fn bounds(self) -> (L, H) {
        self
    }
}

impl<T> Bounds for RangeInclusive<T> {
    type Low = T;
    type High = T;

    fn bounds(self) -> (T, T) {
        self.into_inner()
    }
}

impl<T> Bounds for [T; 2] {
    type Low = T;
    type High = T;

    fn bounds(self) -> (T, T) {
        self.into()
    }
}
