//! The types of values, without their parameters.

/// The type of a [`Value`](crate::value::Value), alike on every database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Type {
    /// `bool`.
    Boolean,
    /// `i16`.
    SmallInteger,
    /// `i32`.
    Integer,
    /// `i64`.
    BigInteger,
    /// `u16` (Django: `PositiveSmallIntegerField`).
    PositiveSmallInteger,
    /// `u32` (Django: `PositiveIntegerField`).
    PositiveInteger,
    /// `u64` (Django: `PositiveBigIntegerField`).
    PositiveBigInteger,
    /// `f64`.
    Double,
    /// An exact decimal number.
    Decimal,
    /// Text in UTF-8.
    Text,
    /// Bytes.
    Binary,
    /// A calendar date.
    Date,
    /// A time of day, to the microsecond.
    Time,
    /// An instant, to the microsecond, in UTC.
    DateTime,
    /// A span of time, to the microsecond.
    Duration,
    /// A UUID.
    Uuid,
    /// An IP address.
    Inet,
    /// A JSON document.
    Json,
    /// Several values of a type, in an order.
    Array(&'static Type),
}

impl Type {
    /// Whether values of the type are whole numbers.
    pub fn is_integer(self) -> bool {
        matches!(self, Self::SmallInteger | Self::Integer | Self::BigInteger) || self.is_positive()
    }

    /// Whether values of the type are whole numbers from 0 on.
    pub fn is_positive(self) -> bool {
        self.signed() != self
    }

    /// The type that values of this one have in an expression, where a difference can be negative: of a positive
    /// integer, the integer with a sign that holds its values, as far as there is one.
    ///
    /// Django: `CombinedExpression` gives an `IntegerField`.
    #[must_use]
    pub fn signed(self) -> Self {
        match self {
            Self::PositiveSmallInteger => Self::Integer,
            Self::PositiveInteger | Self::PositiveBigInteger => Self::BigInteger,
            _ => self,
        }
    }

    /// Whether values of the type are numbers.
    pub fn is_number(self) -> bool {
        self.is_integer() || matches!(self, Self::Double | Self::Decimal)
    }

    /// The name used in messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Boolean => "boolean",
            Self::SmallInteger => "16-bit integer",
            Self::Integer => "32-bit integer",
            Self::BigInteger => "64-bit integer",
            Self::PositiveSmallInteger => "16-bit positive integer",
            Self::PositiveInteger => "32-bit positive integer",
            Self::PositiveBigInteger => "64-bit positive integer",
            Self::Double => "double",
            Self::Decimal => "decimal",
            Self::Text => "text",
            Self::Binary => "binary",
            Self::Date => "date",
            Self::Time => "time",
            Self::DateTime => "date and time",
            Self::Duration => "duration",
            Self::Uuid => "UUID",
            Self::Inet => "IP address",
            Self::Json => "JSON",
            Self::Array(_) => "array",
        }
    }
}

impl crate::error::NamedType for Type {
    fn named(self) -> &'static str {
        self.name()
    }
}
