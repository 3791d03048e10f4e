//! Functions of one row's values.

use crate::value::Type;

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
    /// A number without its sign.
    Abs,
}

impl Call {
    /// The function that goes by this name in a path, where values of the type `of` have one (Django: transforms).
    pub fn by_name(name: &str, of: Type) -> Option<Self> {
        match (of, name) {
            (Type::Text, "lower") => Some(Self::Lower),
            (Type::Text, "upper") => Some(Self::Upper),
            (Type::Text, "length") => Some(Self::Length),
            (_, "abs") if of.is_number() => Some(Self::Abs),
            _ => None,
        }
    }

    /// Whether it makes one value of another, and NULL of NULL, so that it can stand behind a column in a lookup.
    pub fn is_transform(&self) -> bool {
        match self {
            Self::Lower | Self::Upper | Self::Length | Self::Abs => true,
        }
    }

    /// The type of its values, where it is not that of the first argument.
    pub fn output(&self) -> Option<Type> {
        match self {
            Self::Lower | Self::Upper => Some(Type::Text),
            Self::Length => Some(Type::Integer),
            Self::Abs => None,
        }
    }
}
