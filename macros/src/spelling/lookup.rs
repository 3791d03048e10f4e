//! The names of the built-in lookups.

use crate::suggest::distance;

/// A built-in lookup, by the method that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lookup {
    /// `exact`, which nothing at all means too.
    Exact,
    /// `in`
    In,
    /// `range`
    Range,
    /// `isnull`
    IsNull,
    /// One whose method has its name.
    Method(&'static str),
}

/// Those whose methods have their names.
const METHODS: [&str; 17] = [
    "iexact",
    "contains",
    "icontains",
    "startswith",
    "istartswith",
    "endswith",
    "iendswith",
    "gt",
    "gte",
    "lt",
    "lte",
    "regex",
    "iregex",
    "contained_by",
    "has_key",
    "has_keys",
    "has_any_keys",
];

/// How many letters a name has that a field is not taken for.
const LONG: usize = 6;

impl Lookup {
    /// The lookup with Django's name.
    pub(crate) fn by_name(name: &str) -> Option<Self> {
        match name {
            "exact" => Some(Self::Exact),
            "in" => Some(Self::In),
            "range" => Some(Self::Range),
            "isnull" => Some(Self::IsNull),
            _ => METHODS.into_iter().find(|it| *it == name).map(Self::Method),
        }
    }

    /// The lookup that a word is a slip of the finger away from; of short names fields are as near.
    pub(crate) fn near(word: &str) -> Option<&'static str> {
        let names = METHODS.into_iter().filter(|it| it.len() >= LONG);
        names.into_iter().find(|it| distance(word, it) == 1)
    }

    /// Django's name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::In => "in",
            Self::Range => "range",
            Self::IsNull => "isnull",
            Self::Method(name) => name,
        }
    }
}
