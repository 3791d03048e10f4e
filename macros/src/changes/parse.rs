//! Tokens to what the struct says.

use proc_macro2::Ident;
use syn::{
    Attribute, DeriveInput, Error, Field, Path, Result, Token, ext::IdentExt, parse::ParseStream,
};

use crate::{
    problems::Problems,
    said::{put, unknown},
    structs::named_fields,
};

/// A struct and the model that its attribute names.
pub(super) struct Declaration {
    pub(super) ident: Ident,
    pub(super) model: Path,
    /// Whether it is read from JSON too.
    pub(super) deserialize: bool,
    pub(super) fields: Vec<FieldDeclaration>,
}

/// A field, and the embedded struct of the model that has it.
pub(super) struct FieldDeclaration {
    pub(super) field: Field,
    pub(super) within: Option<Ident>,
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
    let mut problems = Problems::default();
    let fields = fields.into_iter().filter_map(|field| {
        let within = problems.take(within(&field.attrs))?;
        Some(FieldDeclaration { field, within })
    });
    let fields = fields.collect();
    problems.finish()?;
    Ok(Declaration { model, deserialize, ident: input.ident, fields })
}

/// `#[changes(embed = stamps)]`, on a field.
fn within(attributes: &[Attribute]) -> Result<Option<Ident>> {
    let mut within = None;
    for attribute in attributes.iter().filter(|it| it.path().is_ident("changes")) {
        attribute.parse_nested_meta(|meta| match meta.path.require_ident()? {
            word if word == "embed" => put(&mut within, word, meta.value()?.call(Ident::parse_any)),
            word => Err(unknown(word, "#[changes]", &["embed"])),
        })?;
    }
    Ok(within.map(|it| it.value))
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
