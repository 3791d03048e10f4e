//! The value that goes into a bind.

use std::{
    fmt,
    hash::{Hash, Hasher},
    net::IpAddr,
};

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};

use crate::{
    error::{Error, Result},
    value::{Digits, Type},
};

/// A value on its way to a database.
///
/// Two values are equal when they are the same bits of the same type: `-0.0` differs from `0.0`, `NaN` equals itself.
#[derive(Clone)]
#[non_exhaustive]
pub enum Value {
    /// NULL, of a type, since PostgreSQL types its parameters.
    Null(Type),
    /// A truth value.
    Boolean(bool),
    /// A 16-bit integer.
    SmallInteger(i16),
    /// A 32-bit integer.
    Integer(i32),
    /// A 64-bit integer.
    BigInteger(i64),
    /// A 16-bit integer from 0 on.
    PositiveSmallInteger(u16),
    /// A 32-bit integer from 0 on.
    PositiveInteger(u32),
    /// A 64-bit integer from 0 on.
    PositiveBigInteger(u64),
    /// A double.
    Double(f64),
    /// A decimal number.
    Decimal(Digits),
    /// Text.
    Text(String),
    /// Bytes.
    Binary(Vec<u8>),
    /// A date.
    Date(NaiveDate),
    /// A time of day.
    Time(NaiveTime),
    /// An instant.
    DateTime(DateTime<Utc>),
    /// A span of time, in microseconds.
    Duration(i64),
    /// A UUID, as its 16 bytes.
    Uuid([u8; 16]),
    /// An IP address.
    Inet(IpAddr),
    /// A JSON document, serialized.
    Json(String),
    /// Several values of one type: an array, which is one value.
    Array(&'static Type, Vec<Value>),
    /// Several values of one type: the right side of `in`.
    List(Type, Vec<Value>),
    /// A value that could not be made, with the reason; compiling a query that holds one fails with it.
    Refused(Type, Error),
}

impl Value {
    /// The type; of a list, that of its members.
    pub fn type_of(&self) -> Type {
        match self {
            Self::Null(it) | Self::List(it, _) | Self::Refused(it, _) => *it,
            Self::Boolean(_) => Type::Boolean,
            Self::SmallInteger(_) => Type::SmallInteger,
            Self::Integer(_) => Type::Integer,
            Self::BigInteger(_) => Type::BigInteger,
            Self::PositiveSmallInteger(_) => Type::PositiveSmallInteger,
            Self::PositiveInteger(_) => Type::PositiveInteger,
            Self::PositiveBigInteger(_) => Type::PositiveBigInteger,
            Self::Double(_) => Type::Double,
            Self::Decimal(_) => Type::Decimal,
            Self::Text(_) => Type::Text,
            Self::Binary(_) => Type::Binary,
            Self::Date(_) => Type::Date,
            Self::Time(_) => Type::Time,
            Self::DateTime(_) => Type::DateTime,
            Self::Duration(_) => Type::Duration,
            Self::Uuid(_) => Type::Uuid,
            Self::Inet(_) => Type::Inet,
            Self::Json(_) => Type::Json,
            Self::Array(of, _) => Type::Array(of),
        }
    }

    /// Whether it is NULL.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null(_))
    }

    /// The whole number it holds, where 64 bits with a sign hold it.
    pub fn as_integer(&self) -> Option<i64> {
        self.as_whole().and_then(|it| it.try_into().ok())
    }

    /// The whole number it holds.
    pub fn as_whole(&self) -> Option<i128> {
        match self {
            Self::SmallInteger(it) => Some(i128::from(*it)),
            Self::Integer(it) => Some(i128::from(*it)),
            Self::BigInteger(it) => Some(i128::from(*it)),
            Self::PositiveSmallInteger(it) => Some(i128::from(*it)),
            Self::PositiveInteger(it) => Some(i128::from(*it)),
            Self::PositiveBigInteger(it) => Some(i128::from(*it)),
            _ => None,
        }
    }

    /// A whole number, as a 64-bit integer where it is one, else as a decimal.
    pub fn whole(number: i128) -> Self {
        i64::try_from(number)
            .map_or_else(|_| Self::Decimal(Digits::new(number, 0)), Self::BigInteger)
    }

    /// A whole number of a type of whole numbers, where that holds it.
    pub(crate) fn of_whole(number: i128, kind: Type) -> Option<Self> {
        if kind.is_integer() { fit_integer(number, kind) } else { None }
    }

    /// The same value as `wanted`, where nothing is lost by it; else itself.
    ///
    /// A column is compared and written with values of its own type, so that one SQL text always has the same types.
    #[must_use]
    pub fn fitted(self, wanted: Type) -> Self {
        match (&self, wanted) {
            (Self::Null(_), _) => Self::Null(wanted),
            (Self::List(..), _) => self.fitted_list(wanted),
            (_, Type::Json) => self.as_document().unwrap_or(self),
            _ => match self.as_whole() {
                Some(number) => fit_integer(number, wanted).unwrap_or(self),
                None => self,
            },
        }
    }

    /// A positive integer as one with a sign, or as a decimal where none holds it.
    ///
    /// Databases without unsigned types have no parameters of such types either.
    #[must_use]
    pub(crate) fn signed(self) -> Self {
        let signed = self.type_of().signed();
        if signed == self.type_of() {
            return self;
        }
        match self.fitted(signed) {
            it if it.type_of() == Type::PositiveBigInteger => it.fitted(Type::Decimal),
            it => it,
        }
    }

    /// The error it carries, if it could not be made.
    ///
    /// # Errors
    /// The reason why the value could not be made.
    pub(crate) fn check(&self) -> Result<()> {
        match self {
            Self::Refused(_, error) => Err(error.clone()),
            Self::List(_, values) | Self::Array(_, values) => {
                values.iter().try_for_each(Self::check)
            }
            _ => Ok(()),
        }
    }

    /// All members as `wanted`, or as the first type of numbers that holds them all.
    fn fitted_list(self, wanted: Type) -> Self {
        let Self::List(from, values) = self else { return self };
        let wider = [Type::BigInteger, Type::Decimal, Type::Double]
            .into_iter()
            .filter(|_| wanted.is_number());
        for kind in std::iter::once(wanted).chain(wider) {
            let fitted: Vec<Self> =
                values.iter().cloned().map(|it| it.fitted(kind).widened(kind)).collect();
            if fitted.iter().all(|it| it.type_of() == kind) {
                return Self::List(kind, fitted);
            }
        }
        Self::List(from, values)
    }

    /// A number as a double, where it stands in a list with doubles.
    fn widened(self, kind: Type) -> Self {
        match (&self, kind) {
            (
                Self::BigInteger(_) | Self::PositiveBigInteger(_) | Self::Decimal(_),
                Type::Double,
            ) => format!("{self:?}").parse().map_or(self, Self::Double),
            _ => self,
        }
    }
}

fn fit_integer(number: i128, wanted: Type) -> Option<Value> {
    match wanted {
        Type::SmallInteger => number.try_into().ok().map(Value::SmallInteger),
        Type::Integer => number.try_into().ok().map(Value::Integer),
        Type::BigInteger => number.try_into().ok().map(Value::BigInteger),
        Type::PositiveSmallInteger => number.try_into().ok().map(Value::PositiveSmallInteger),
        Type::PositiveInteger => number.try_into().ok().map(Value::PositiveInteger),
        Type::PositiveBigInteger => number.try_into().ok().map(Value::PositiveBigInteger),
        Type::Decimal => Some(Value::Decimal(Digits::new(number, 0))),
        Type::Double => i32::try_from(number).ok().map(|it| Value::Double(f64::from(it))),
        _ => None,
    }
}

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Null(a), Self::Null(b)) => a == b,
            (Self::Boolean(a), Self::Boolean(b)) => a == b,
            (Self::SmallInteger(a), Self::SmallInteger(b)) => a == b,
            (Self::Integer(a), Self::Integer(b)) => a == b,
            (Self::BigInteger(a), Self::BigInteger(b)) => a == b,
            (Self::PositiveSmallInteger(a), Self::PositiveSmallInteger(b)) => a == b,
            (Self::PositiveInteger(a), Self::PositiveInteger(b)) => a == b,
            (Self::PositiveBigInteger(a), Self::PositiveBigInteger(b)) => a == b,
            (Self::Double(a), Self::Double(b)) => a.to_bits() == b.to_bits(),
            (Self::Decimal(a), Self::Decimal(b)) => a == b,
            (Self::Text(a), Self::Text(b)) | (Self::Json(a), Self::Json(b)) => a == b,
            (Self::Binary(a), Self::Binary(b)) => a == b,
            (Self::Date(a), Self::Date(b)) => a == b,
            (Self::Time(a), Self::Time(b)) => a == b,
            (Self::DateTime(a), Self::DateTime(b)) => a == b,
            (Self::Duration(a), Self::Duration(b)) => a == b,
            (Self::Uuid(a), Self::Uuid(b)) => a == b,
            (Self::Inet(a), Self::Inet(b)) => a == b,
            (Self::Array(a, x), Self::Array(b, y)) => a == b && x == y,
            (Self::List(a, x), Self::List(b, y)) => a == b && x == y,
            (Self::Refused(a, x), Self::Refused(b, y)) => a == b && x.kind() == y.kind(),
            _ => false,
        }
    }
}

impl Eq for Value {}

impl Hash for Value {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::mem::discriminant(self).hash(state);
        match self {
            Self::Null(it) | Self::Refused(it, _) => it.hash(state),
            Self::Boolean(it) => it.hash(state),
            Self::SmallInteger(it) => it.hash(state),
            Self::Integer(it) => it.hash(state),
            Self::BigInteger(it) | Self::Duration(it) => it.hash(state),
            Self::PositiveSmallInteger(it) => it.hash(state),
            Self::PositiveInteger(it) => it.hash(state),
            Self::PositiveBigInteger(it) => it.hash(state),
            Self::Double(it) => it.to_bits().hash(state),
            Self::Decimal(it) => it.hash(state),
            Self::Text(it) | Self::Json(it) => it.hash(state),
            Self::Binary(it) => it.hash(state),
            Self::Date(it) => it.hash(state),
            Self::Time(it) => it.hash(state),
            Self::DateTime(it) => it.hash(state),
            Self::Uuid(it) => it.hash(state),
            Self::Inet(it) => it.hash(state),
            Self::Array(of, it) => (of, it).hash(state),
            Self::List(of, it) => (of, it).hash(state),
        }
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null(_) => f.write_str("NULL"),
            Self::Boolean(it) => write!(f, "{it}"),
            Self::SmallInteger(it) => write!(f, "{it}"),
            Self::Integer(it) => write!(f, "{it}"),
            Self::BigInteger(it) => write!(f, "{it}"),
            Self::PositiveSmallInteger(it) => write!(f, "{it}"),
            Self::PositiveInteger(it) => write!(f, "{it}"),
            Self::PositiveBigInteger(it) => write!(f, "{it}"),
            Self::Double(it) => write!(f, "{it:?}"),
            Self::Decimal(it) => write!(f, "{it}"),
            Self::Text(it) => write!(f, "{it:?}"),
            Self::Json(it) => write!(f, "json {it}"),
            Self::Binary(it) => write!(f, "{} bytes", it.len()),
            Self::Date(it) => write!(f, "{it}"),
            Self::Time(it) => write!(f, "{it}"),
            Self::DateTime(it) => write!(f, "{it}"),
            Self::Duration(it) => write!(f, "{}", TimeDelta::microseconds(*it)),
            Self::Inet(it) => write!(f, "{it}"),
            Self::Uuid(it) => write!(f, "uuid {:032x}", u128::from_be_bytes(*it)),
            Self::List(_, it) | Self::Array(_, it) => f.debug_list().entries(it).finish(),
            Self::Refused(_, error) => write!(f, "refused: {error}"),
        }
    }
}
