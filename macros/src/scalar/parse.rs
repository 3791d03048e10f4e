//! Tokens to what the struct says.

use proc_macro2::Ident;
use syn::{Data, DeriveInput, Error, Fields, Path, Result, Type};

use crate::{
    problems::Problems,
    said::{Maybe, flag, put, unknown},
};

/// A struct and the words on it.
pub(super) struct Declaration {
    pub(super) ident: Ident,
    pub(super) inner: Type,
    pub(super) words: Words,
}

/// What `#[scalar(…)]` says.
#[derive(Default)]
pub(super) struct Words {
    pub(super) key: Maybe<bool>,
    pub(super) number: Maybe<bool>,
    pub(super) krate: Maybe<Path>,
}

const WORDS: &[&str] = &["key", "number", "crate"];

/// Reads a struct round one value.
pub(super) fn parse(input: &DeriveInput) -> Result<Declaration> {
    let wrong = || {
        let message = "`Scalar` is for structs round one value: `struct Isbn(String);`";
        Err(Error::new(input.ident.span(), message))
    };
    let Data::Struct(data) = &input.data else { return wrong() };
    let Fields::Unnamed(fields) = &data.fields else { return wrong() };
    let (Some(field), 1) = (fields.unnamed.first(), fields.unnamed.len()) else { return wrong() };
    if !input.generics.params.is_empty() {
        let message = "`Scalar` is for structs without generics: a column has one type";
        return Err(Error::new_spanned(&input.generics, message));
    }
    Ok(Declaration { ident: input.ident.clone(), inner: field.ty.clone(), words: words(input)? })
}

fn words(input: &DeriveInput) -> Result<Words> {
    let mut words = Words::default();
    let mut problems = Problems::default();
    for attribute in input.attrs.iter().filter(|it| it.path().is_ident("scalar")) {
        problems.take(attribute.parse_nested_meta(|meta| {
            let word = meta.path.require_ident()?;
            match word.to_string().as_str() {
                "key" => put(&mut words.key, word, flag(&meta)),
                "number" => put(&mut words.number, word, flag(&meta)),
                "crate" => {
                    put(&mut words.krate, word, meta.value().and_then(Path::parse_mod_style))
                }
                _ => Err(unknown(word, "#[scalar]", WORDS)),
            }
        }));
    }
    problems.finish()?;
    Ok(words)
}
