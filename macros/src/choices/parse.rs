//! Tokens to what the enum says.

use proc_macro2::Ident;
use syn::{
    Attribute, Data, DeriveInput, Error, Expr, Fields, LitStr, Path, Result, Variant,
    meta::ParseNestedMeta,
};

use crate::{
    problems::Problems,
    said::{self, Maybe, put, unknown},
};

/// An enum and the words on it.
pub(super) struct Declaration {
    pub(super) ident: Ident,
    pub(super) words: Words,
    /// The integer of `#[repr(…)]`.
    pub(super) repr: Option<Ident>,
    pub(super) variants: Vec<VariantDeclaration>,
}

/// What `#[choices(…)]` says.
#[derive(Default)]
pub(super) struct Words {
    pub(super) krate: Maybe<Path>,
    pub(super) db_type: Maybe<String>,
    /// Whether it is written as JSON, by its value.
    pub(super) serialize: Maybe<()>,
    /// Whether it is read from JSON, by its value.
    pub(super) deserialize: Maybe<()>,
}

/// A variant and the words on it.
pub(super) struct VariantDeclaration {
    pub(super) ident: Ident,
    pub(super) value: Maybe<LitStr>,
    pub(super) label: Maybe<LitStr>,
    pub(super) discriminant: Option<Expr>,
}

/// Reads an enum; the errors of all of its variants come together.
pub(super) fn parse(input: &DeriveInput) -> Result<Declaration> {
    let wrong = |message: &str| Err(Error::new(input.ident.span(), message));
    let Data::Enum(data) = &input.data else {
        return wrong("`Choices` is for enums: this is none");
    };
    if !input.generics.params.is_empty() {
        return wrong("`Choices` is for enums without generics");
    }
    if data.variants.is_empty() {
        return wrong("`Choices` is for enums with variants: there is nothing to choose here");
    }
    let mut problems = Problems::default();
    let words = words(&input.attrs, &mut problems);
    let repr = repr(&input.attrs, &mut problems);
    let variants = data.variants.iter().filter_map(|it| problems.take(variant(it))).collect();
    problems.finish()?;
    Ok(Declaration { ident: input.ident.clone(), words, repr, variants })
}

fn words(attributes: &[Attribute], problems: &mut Problems) -> Words {
    let mut words = Words::default();
    for attribute in attributes.iter().filter(|it| it.path().is_ident("choices")) {
        problems.take(attribute.parse_nested_meta(|meta| {
            let word = meta.path.require_ident()?;
            match word.to_string().as_str() {
                "crate" => {
                    put(&mut words.krate, word, meta.value().and_then(Path::parse_mod_style))
                }
                "db_type" => put(&mut words.db_type, word, said::text(&meta)),
                "serialize" => put(&mut words.serialize, word, Ok(())),
                "deserialize" => put(&mut words.deserialize, word, Ok(())),
                _ => {
                    let known = ["db_type", "serialize", "deserialize", "crate"];
                    Err(unknown(word, "#[choices]", &known))
                }
            }
        }));
    }
    words
}

/// The integer among the words of `#[repr(…)]`; the others do not matter here.
fn repr(attributes: &[Attribute], problems: &mut Problems) -> Option<Ident> {
    let mut integer = None;
    for attribute in attributes.iter().filter(|it| it.path().is_ident("repr")) {
        problems.take(attribute.parse_nested_meta(|meta| {
            let word = meta.path.require_ident()?;
            if word.to_string().starts_with(['i', 'u']) {
                integer = Some(word.clone());
            }
            Ok(())
        }));
    }
    integer
}

fn variant(variant: &Variant) -> Result<VariantDeclaration> {
    let Variant { ident, fields, .. } = variant;
    if !matches!(fields, Fields::Unit) {
        let message = format!("`{ident}` cannot have fields: a column holds one value");
        return Err(Error::new_spanned(fields, message));
    }
    let (mut value, mut label) = (None, None);
    for attribute in variant.attrs.iter().filter(|it| it.path().is_ident("choice")) {
        attribute.parse_nested_meta(|meta| {
            let word = meta.path.require_ident()?;
            match word.to_string().as_str() {
                "value" => put(&mut value, word, text(&meta)),
                "label" => put(&mut label, word, text(&meta)),
                _ => Err(unknown(word, "#[choice]", &["value", "label"])),
            }
        })?;
    }
    let discriminant = variant.discriminant.as_ref().map(|(_, it)| it.clone());
    Ok(VariantDeclaration { ident: ident.clone(), value, label, discriminant })
}

fn text(meta: &ParseNestedMeta<'_>) -> Result<LitStr> {
    let value = meta.value()?;
    value.parse().map_err(|it| {
        let message = "expected a text; a number stands behind the variant: `Low = 1`";
        Error::new(it.span(), message)
    })
}
