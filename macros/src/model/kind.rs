//! What a field is, as far as the name of its type tells.
//!
//! A macro sees names, not types: what is not recognised as a relation is a column, and the bound on `Column` has the
//! last word. Where a name is that of a well-known type, a word that does not suit it is refused here, at the word.

use proc_macro2::{Ident, Span};
use syn::Type;

use crate::structs::{argument_of, last_segment};

/// What a field is.
pub(super) enum Kind {
    /// A column.
    Column,
    /// The key of an object of the type.
    Relation(RelationKind, Type),
    /// The rows of a model whose key, in the field with this name, points here.
    Reverse(Type, Ident),
    /// The columns of another struct.
    Embedded,
}

/// Many to one, or one to one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RelationKind {
    ForeignKey,
    OneToOne,
}

/// What is known of a column's type by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    Text,
    Integer,
    Decimal,
    Moment,
    Json,
    Other,
    Unknown,
}

impl RelationKind {
    /// The library's name of the field's type, and of the kind.
    pub(crate) fn ident(self) -> Ident {
        let name = match self {
            Self::ForeignKey => "ForeignKey",
            Self::OneToOne => "OneToOne",
        };
        Ident::new(name, Span::call_site())
    }
}

/// The relation that a type without `Option` is.
pub(crate) fn relation(bare: &Type) -> Option<(RelationKind, &Type)> {
    let foreign_key = argument_of(bare, "ForeignKey").map(|it| (RelationKind::ForeignKey, it));
    foreign_key.or_else(|| argument_of(bare, "OneToOne").map(|it| (RelationKind::OneToOne, it)))
}

impl Family {
    /// What the name of a type without `Option` says.
    pub(crate) fn of(bare: &Type) -> Self {
        match type_name(bare).as_str() {
            "String" => Self::Text,
            "i16" | "i32" | "i64" | "u16" | "u32" | "u64" => Self::Integer,
            "Decimal" => Self::Decimal,
            "DateTime" | "NaiveDate" | "NaiveTime" => Self::Moment,
            "Json" => Self::Json,
            "f32" | "f64" | "bool" | "Vec" | "Uuid" | "Value" | "TimeDelta" | "Duration"
            | "IpAddr" => Self::Other,
            _ => Self::Unknown,
        }
    }
}

/// What to write in place of a type that no column holds, where that is known.
pub(crate) fn instead_of(ty: &Type) -> Option<&'static str> {
    if let Type::Reference(it) = ty {
        return instead_of(&it.elem);
    }
    Some(match type_name(ty).as_str() {
        "i8" => "i16",
        "u8" => "u16",
        "isize" => "i64",
        "usize" => "u64",
        "i128" | "u128" => "Decimal",
        "char" | "str" => "String",
        "NaiveDateTime" => "DateTime<Utc>",
        _ => return None,
    })
}

/// The last name of a type's path.
pub(crate) fn type_name(ty: &Type) -> String {
    last_segment(ty).map(|it| it.ident.to_string()).unwrap_or_default()
}
