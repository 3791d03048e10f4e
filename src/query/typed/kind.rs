//! Whether an expression has a value per row or per group.

/// A value in every row.
#[derive(Clone, Copy, Debug)]
pub struct PerRow;

/// A value in every group of rows; it cannot be aggregated again.
#[derive(Clone, Copy, Debug)]
pub struct Aggregated;

/// The kind of an expression that can be aggregated.
#[diagnostic::on_unimplemented(
    message = "an aggregate cannot be aggregated again",
    label = "this has one value per group already"
)]
pub trait Ungrouped {}

impl Ungrouped for PerRow {}

/// The kind of an expression of two operands.
pub trait Join<Other> {
    /// A group's, as soon as one operand is.
    type Out: Send + Sync + 'static;
}

impl Join<Self> for PerRow {
    type Out = Self;
}

impl Join<Aggregated> for PerRow {
    type Out = Aggregated;
}

impl Join<PerRow> for Aggregated {
    type Out = Self;
}

impl Join<Self> for Aggregated {
    type Out = Self;
}
