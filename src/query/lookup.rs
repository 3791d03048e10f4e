//! The names of lookups.

use crate::{query::Template, value::Type};

/// How a condition compares (Django: field lookups).
///
/// <https://docs.djangoproject.com/en/6.1/ref/models/querysets/#field-lookups>
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Lookup {
    /// Equal; with NULL, `IS NULL`.
    Exact,
    /// Equal, upper and lower case alike.
    IExact,
    /// Contains.
    Contains,
    /// Contains, upper and lower case alike.
    IContains,
    /// Starts with.
    StartsWith,
    /// Starts with, upper and lower case alike.
    IStartsWith,
    /// Ends with.
    EndsWith,
    /// Ends with, upper and lower case alike.
    IEndsWith,
    /// A regular expression is found in it.
    Regex,
    /// A regular expression is found in it, upper and lower case alike.
    IRegex,
    /// Is one of a list, or of the rows of a query.
    In,
    /// Greater than.
    Gt,
    /// Greater than or equal.
    Gte,
    /// Less than.
    Lt,
    /// Less than or equal.
    Lte,
    /// Between two bounds, both included.
    Range,
    /// Two arrays have a member in common.
    Overlap,
    /// Is NULL, or, with false, is not.
    IsNull,
    /// Is contained: the other side of `Contains`, for values made of members.
    ContainedBy,
    /// A JSON object has this key.
    HasKey,
    /// A JSON object has all of these keys.
    HasKeys,
    /// A JSON object has at least one of these keys.
    HasAnyKeys,
    /// One of the caller's own.
    Custom(&'static Template),
}

impl Lookup {
    /// Every lookup.
    pub const ALL: &[Self] = &[
        Self::Exact,
        Self::IExact,
        Self::Contains,
        Self::IContains,
        Self::StartsWith,
        Self::IStartsWith,
        Self::EndsWith,
        Self::IEndsWith,
        Self::In,
        Self::Gt,
        Self::Gte,
        Self::Lt,
        Self::Lte,
        Self::Range,
        Self::IsNull,
        Self::Regex,
        Self::IRegex,
        Self::ContainedBy,
        Self::Overlap,
        Self::HasKey,
        Self::HasKeys,
        Self::HasAnyKeys,
    ];

    /// The lookup with Django's name.
    ///
    /// ```
    /// # use queryset::query::Lookup;
    /// assert_eq!(Lookup::by_name("gte"), Some(Lookup::Gte));
    /// assert_eq!(Lookup::by_name("pages"), None);
    /// ```
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|it| it.name() == name)
    }

    /// The type of its operands beside a value of type `kind`, where such a value has the lookup. The typed face says the
    /// same by its bounds.
    pub fn operand(self, kind: Type) -> Option<Type> {
        match self {
            Self::IsNull => Some(Type::Boolean),
            Self::Exact | Self::In => Some(kind),
            Self::Gt | Self::Gte | Self::Lt | Self::Lte | Self::Range => {
                (kind != Type::Binary).then_some(kind)
            }
            Self::Contains => match kind {
                Type::Text | Type::Json | Type::Array(_) => Some(kind),
                Type::Uuid | Type::Inet => Some(Type::Text),
                _ => None,
            },
            Self::IExact
            | Self::IContains
            | Self::StartsWith
            | Self::IStartsWith
            | Self::EndsWith
            | Self::IEndsWith => matches!(kind, Type::Text | Type::Json | Type::Uuid | Type::Inet)
                .then_some(Type::Text),
            Self::Regex | Self::IRegex => {
                matches!(kind, Type::Text | Type::Json).then_some(Type::Text)
            }
            Self::ContainedBy => matches!(kind, Type::Json | Type::Array(_)).then_some(kind),
            Self::Overlap => matches!(kind, Type::Array(_)).then_some(kind),
            // What stands on its right is the template's business.
            Self::Custom(_) => None,
            Self::HasKey | Self::HasKeys | Self::HasAnyKeys => {
                (kind == Type::Json).then_some(Type::Text)
            }
        }
    }

    /// Django's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::IExact => "iexact",
            Self::Contains => "contains",
            Self::IContains => "icontains",
            Self::StartsWith => "startswith",
            Self::IStartsWith => "istartswith",
            Self::EndsWith => "endswith",
            Self::IEndsWith => "iendswith",
            Self::Regex => "regex",
            Self::IRegex => "iregex",
            Self::In => "in",
            Self::Gt => "gt",
            Self::Gte => "gte",
            Self::Lt => "lt",
            Self::Lte => "lte",
            Self::Range => "range",
            Self::Overlap => "overlap",
            Self::IsNull => "isnull",
            Self::ContainedBy => "contained_by",
            Self::HasKey => "has_key",
            Self::HasKeys => "has_keys",
            Self::HasAnyKeys => "has_any_keys",
            Self::Custom(_) => "custom_lookup",
        }
    }
}
