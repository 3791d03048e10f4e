//! Tokens to what the struct says.

use proc_macro2::Ident;
use syn::{Attribute, DeriveInput, Error, Field, Path, Result, Token, parse::ParseStream};

use crate::{said::unknown, structs::named_fields};

/// A struct and the model that its attribute names.
pub(super) struct Declaration {
    pub(super) ident: Ident,
    pub(super) model: Path,
    /// Whether it is read from JSON too.
    pub(super) deserialize: bool,
    pub(super) fields: Vec<Field>,
}

/// What `#[changes(…)]` says.
struct Words {
    model: Path,
    deserialize: bool,
}

/// Reads a struct.
pub(super) fn parse(input: DeriveInput) -> Result<Declaration> {
    let fields = named_fields(&input, "Changes")?;
    let mut models = input.attrs.iter().filter(|it| it.path().is_ident("changes"));
    let Some(attribute) = models.next() else {
        let message = format!("say which model `{}` changes: `#[changes(…)]`", input.ident);
        return Err(Error::new(input.ident.span(), message));
    };
    if let Some(second) = models.next() {
        return Err(Error::new_spanned(second, "`#[changes]` is said twice"));
    }
    let Words { model, deserialize } = words(attribute)?;
    Ok(Declaration { model, deserialize, ident: input.ident, fields })
}

fn words(attribute: &Attribute) -> Result<Words> {
    attribute.parse_args_with(|input: ParseStream<'_>| {
        let model = input
            .parse()
            .map_err(|error| Error::new(error.span(), "expected a model: `#[changes(Book)]`"))?;
        let mut deserialize = false;
        while input.parse::<Option<Token![,]>>()?.is_some() && !input.is_empty() {
            let word: Ident = input.parse()?;
            if word != "deserialize" {
                return Err(unknown(&word, "#[changes]", &["deserialize"]));
            }
            deserialize = true;
        }
        Ok(Words { model, deserialize })
    })
}
