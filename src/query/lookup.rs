//! The names of lookups.

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
}

impl Lookup {
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
            Self::IsNull => "isnull",
            Self::ContainedBy => "contained_by",
            Self::HasKey => "has_key",
            Self::HasKeys => "has_keys",
            Self::HasAnyKeys => "has_any_keys",
        }
    }
}
