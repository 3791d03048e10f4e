//! Functions of one row's values.

use crate::{
    query::{Part, Step, Template, Unit},
    value::{Type, Zone},
};

/// A function (Django: `Func`, `Transform`).
///
/// <https://docs.djangoproject.com/en/6.1/ref/models/database-functions/>
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Call {
    /// Text in lower case.
    Lower,
    /// Text in upper case.
    Upper,
    /// How many characters a text has.
    Length,
    /// How many members an array has.
    ArrayLength,
    /// The member of an array at a place, counted from 0.
    Member(u32),
    /// A number without its sign.
    Abs,
    /// A part of a date, of an instant in UTC, or of a time of day.
    Extract(Part),
    /// The start of the unit that a date, an instant in UTC or a time of day is in.
    Truncate(Unit),
    /// The date of an instant in UTC.
    Date,
    /// The time of day of an instant in UTC.
    Time,
    /// What a clock in a time zone shows at an instant, as the instant at which a clock in UTC shows it.
    InZone(Zone),
    /// What stands in a JSON document behind one step into it.
    Key(Step),
    /// A JSON value as text, a string without its quotes (Django: `KT`).
    JsonText,
    /// The characters of a text from one on, counted from 0, and how many of them; to the end, if nothing is said.
    Slice(u32, Option<u32>),
    /// Text that is compared and sorted by the rules of this name.
    Collate(String),
    /// A value of another type.
    Cast(Type),
    /// A value as a decimal of so many digits, and of them so many places.
    CastDecimal(u8, u8),
    /// The instant of the statement; it is made of nothing.
    Now,
    /// A number of no meaning, another one in each row; it is made of nothing.
    Random,
    /// One of the caller's own, and the type of its values.
    Custom(&'static Template, Type),
}

impl Call {
    /// The function that goes by this name in a path, where values of the type `of` have one (Django: transforms).
    pub fn by_name(name: &str, of: Type) -> Option<Self> {
        match (of, name) {
            (Type::Text, "lower") => Some(Self::Lower),
            (Type::Text, "upper") => Some(Self::Upper),
            (Type::Text, "length") => Some(Self::Length),
            (Type::Json, step) => Some(Self::Key(Step::named(step))),
            (Type::Array(_), "len") => Some(Self::ArrayLength),
            (Type::Array(_), _) => name.parse().ok().map(Self::Member),
            (_, "abs") if of.is_number() => Some(Self::Abs),
            (Type::DateTime, "date") => Some(Self::Date),
            (Type::DateTime, "time") => Some(Self::Time),
            (Type::Date | Type::DateTime | Type::Time, _) => part(name, of).map(Self::Extract),
            _ => None,
        }
    }

    /// Whether it makes one value of another, and NULL of NULL, so that it can stand behind a column in a lookup.
    pub fn is_transform(&self) -> bool {
        match self {
            Self::Lower | Self::Upper | Self::Length | Self::Abs => true,
            Self::ArrayLength | Self::Member(_) => true,
            Self::Extract(_) | Self::Truncate(_) | Self::Date | Self::Time | Self::InZone(_) => {
                true
            }
            Self::Key(_) | Self::JsonText => true,
            Self::Slice(..) | Self::Collate(_) | Self::Cast(_) | Self::Custom(..) => true,
            Self::CastDecimal(..) => true,
            Self::Random | Self::Now => false,
        }
    }

    /// The type of its values, where it is not that of the first argument.
    pub fn output(&self) -> Option<Type> {
        match self {
            Self::Lower | Self::Upper | Self::JsonText | Self::Slice(..) | Self::Collate(_) => {
                Some(Type::Text)
            }
            Self::Cast(into) | Self::Custom(_, into) => Some(*into),
            Self::CastDecimal(..) => Some(Type::Decimal),
            Self::Random => Some(Type::Double),
            Self::Length | Self::ArrayLength | Self::Extract(_) => Some(Type::Integer),
            Self::Date => Some(Type::Date),
            Self::Time => Some(Type::Time),
            Self::InZone(_) | Self::Now => Some(Type::DateTime),
            Self::Key(_) => Some(Type::Json),
            Self::Abs | Self::Truncate(_) | Self::Member(_) => None,
        }
    }

    /// The type of its values where it follows from that of the first argument.
    pub(crate) fn output_of(&self, first: Type) -> Type {
        match (self, first) {
            (Self::Member(_), Type::Array(of)) => *of,
            _ => first,
        }
    }
}

/// The part with this name, where values of the type have it.
fn part(name: &str, of: Type) -> Option<Part> {
    Part::by_name(name).filter(|it| match of {
        Type::Date => !it.is_of_time(),
        Type::Time => it.is_of_time(),
        _ => true,
    })
}
