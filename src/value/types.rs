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
    /// A UUID.
    Uuid,
    /// A JSON document.
    Json,
}

impl Type {
    /// Whether values of the type are whole numbers.
    pub fn is_integer(self) -> bool {
        matches!(self, Self::SmallInteger | Self::Integer | Self::BigInteger)
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
            Self::Double => "double",
            Self::Decimal => "decimal",
            Self::Text => "text",
            Self::Binary => "binary",
            Self::Date => "date",
            Self::Time => "time",
            Self::DateTime => "date and time",
            Self::Uuid => "UUID",
            Self::Json => "JSON",
        }
    }
}

impl crate::error::NamedType for Type {
    fn named(self) -> &'static str {
        self.name()
    }
}
