//! The Rust types that columns can have.

use crate::{
    error::{Error, Result},
    value::{NotNull, Nullability, Nullable, Row, Type, Value},
};

/// A Rust type with a database form: what a column holds when it is not NULL.
///
/// Implement it for a type of your own by way of one that has it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be stored in a column",
    label = "not a column type",
    note = "column types are integers, floats, bool, String, Vec<u8>, chrono's dates, times and TimeDelta, IpAddr, Decimal, Uuid, Json<T>, types that derive Scalar or Choices, and `Option` of these"
)]
pub trait Scalar: Clone + Send + Sync + 'static {
    /// The database type.
    const TYPE: Type;

    /// How many characters its longest text has, where that is known.
    const MAX_LENGTH: Option<u32> = None;

    /// The type of its columns on PostgreSQL, where [`TYPE`](Self::TYPE) does not say it: an enumeration of the database.
    const DB_TYPE: Option<&'static str> = None;

    /// The value to bind.
    fn to_value(&self) -> Value;

    /// Reads the next cell of a row.
    ///
    /// # Errors
    /// When the cell is not of this type.
    fn read(row: &mut dyn Row) -> Result<Option<Self>>;
}

/// A [`Scalar`], or an `Option` of one: the type of a field and of an expression.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be stored in a column",
    label = "not a column type",
    note = "column types are integers, floats, bool, String, Vec<u8>, chrono's dates, times and TimeDelta, IpAddr, Decimal, Uuid, Json<T>, types that derive Scalar or Choices, and `Option` of these"
)]
pub trait Column: Clone + Send + Sync + 'static {
    /// The type without `Option`.
    type Bare: Scalar + Column<Bare = Self::Bare>;
    /// Whether NULL is one of its values.
    type Null: Nullability;

    /// The value to bind.
    fn to_value(&self) -> Value;

    /// Reads the next cell of a row.
    ///
    /// # Errors
    /// When the cell is not of this type, or is NULL where the type has no `Option`.
    fn read(row: &mut dyn Row) -> Result<Self>;
}

impl<T: Scalar> Column for T {
    type Bare = T;
    type Null = NotNull;

    fn to_value(&self) -> Value {
        Scalar::to_value(self)
    }

    fn read(row: &mut dyn Row) -> Result<Self> {
        T::read(row)?.ok_or_else(|| Error::unexpected_null(T::TYPE))
    }
}

impl<T: Scalar> Column for Option<T> {
    type Bare = T;
    type Null = Nullable;

    fn to_value(&self) -> Value {
        self.as_ref().map_or(Value::Null(T::TYPE), Scalar::to_value)
    }

    fn read(row: &mut dyn Row) -> Result<Self> {
        T::read(row)
    }
}
