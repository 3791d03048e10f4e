//! The words of an attribute: `word`, `word = value`, each at most once.

use proc_macro2::Ident;
use syn::{Error, Lit, LitBool, LitInt, LitStr, Result, Token, meta::ParseNestedMeta};

use crate::suggest::perhaps;

/// A value and the word that gives it.
pub(crate) struct Said<T> {
    pub(crate) word: Ident,
    pub(crate) value: T,
}

/// A word as it is found, or not.
pub(crate) type Maybe<T> = Option<Said<T>>;

impl<T> Said<T> {
    /// An error at the word.
    pub(crate) fn error(&self, message: impl std::fmt::Display) -> Error {
        Error::new(self.word.span(), message)
    }
}

/// Whether a flag stands there, and is not `= false`.
pub(crate) fn is_set(flag: &Maybe<bool>) -> bool {
    flag.as_ref().is_some_and(|it| it.value)
}

/// Puts a value in its place, once.
pub(crate) fn put<T>(place: &mut Maybe<T>, word: &Ident, value: Result<T>) -> Result<()> {
    if place.is_some() {
        return Err(Error::new(word.span(), format!("`{word}` is said twice")));
    }
    *place = Some(Said { word: word.clone(), value: value? });
    Ok(())
}

/// The error for a word that is none of the known ones.
pub(crate) fn unknown(word: &Ident, attribute: &str, known: &[&str]) -> Error {
    let name = word.to_string();
    let hint = perhaps(&name, known.iter().copied());
    let all = known.join("`, `");
    Error::new(word.span(), format!("`{attribute}` does not know `{name}`{hint}; it knows `{all}`"))
}

/// `word` or `word = true`.
pub(crate) fn flag(meta: &ParseNestedMeta<'_>) -> Result<bool> {
    if meta.input.peek(Token![=]) {
        return meta.value()?.parse::<LitBool>().map(|it| it.value);
    }
    if meta.input.is_empty() || meta.input.peek(Token![,]) {
        return Ok(true);
    }
    Err(meta.input.error("expected `,`, or `= true` or `= false`"))
}

/// `word = 300`.
pub(crate) fn number(meta: &ParseNestedMeta<'_>) -> Result<u32> {
    let literal: Lit = meta.value()?.parse()?;
    let wrong = Error::new(literal.span(), "expected a whole number");
    match literal {
        Lit::Int(it) => LitInt::base10_parse(&it).map_err(|_| wrong),
        _ => Err(wrong),
    }
}

/// `word = "text"`, not empty.
pub(crate) fn text(meta: &ParseNestedMeta<'_>) -> Result<String> {
    let literal: LitStr = meta.value()?.parse()?;
    match literal.value() {
        it if it.is_empty() => Err(Error::new(literal.span(), "a name cannot be empty")),
        it => Ok(it),
    }
}
