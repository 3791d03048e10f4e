//! What the struct says, held against what a column can hold.

use proc_macro2::Ident;
use syn::{Error, Path, Result, Type, parse_quote};

use crate::{
    model::{Family, instead_of, type_name},
    said::is_set,
    scalar::parse::Declaration,
    structs::argument_of,
};

/// A type of the user's that is stored as the one inside.
pub(super) struct Newtype {
    pub(super) ident: Ident,
    pub(super) krate: Path,
    pub(super) inner: Type,
    pub(super) text: bool,
    pub(super) number: Option<Number>,
    pub(super) key: Option<Key>,
}

/// What can be computed with.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Number {
    Whole,
    Broken,
}

/// What can be a primary key.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    /// The program gives it.
    Natural,
    /// The database can make it.
    Automatic,
}

/// Checks a declaration.
pub(super) fn check(declared: Declaration) -> Result<Newtype> {
    let Declaration { ident, inner, words } = declared;
    if argument_of(&inner, "Option").is_some() {
        let message = format!("write the `Option` round `{ident}` in the model, not inside it");
        return Err(Error::new_spanned(&inner, message));
    }
    let name = type_name(&inner);
    if name == "Vec" && argument_of(&inner, "Vec").is_none_or(|it| type_name(it) != "u8") {
        let message = format!("write the `Vec` in the model, round `{ident}`, not inside it");
        return Err(Error::new_spanned(&inner, message));
    }
    if let Some(instead) = instead_of(&inner) {
        let message = format!("no column holds `{name}`: write `{instead}`");
        return Err(Error::new_spanned(&inner, message));
    }
    let family = Family::of(&inner);
    let broken = matches!(name.as_str(), "f32" | "f64" | "Decimal");
    let number = match (&words.number, family) {
        (Some(word), Family::Unknown | Family::Integer) if word.value => Some(Number::Whole),
        (Some(word), _) if word.value && broken => Some(Number::Broken),
        (Some(word), _) if word.value => {
            return Err(word.error(format!("`number` is for numbers, and `{name}` is none")));
        }
        _ => None,
    };
    let made = matches!(name.as_str(), "i16" | "i32" | "i64");
    let key = is_set(&words.key).then_some(if made { Key::Automatic } else { Key::Natural });
    let krate = words.krate.map_or_else(|| parse_quote!(::queryset), |it| it.value);
    Ok(Newtype { text: family == Family::Text, ident, krate, inner, number, key })
}
