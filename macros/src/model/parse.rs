//! Tokens to what the struct says.

use proc_macro2::Ident;
use syn::{Attribute, DeriveInput, Result, Type, Visibility};

use crate::{
    model::attributes::{EmbedWords, FieldWords, ModelWords},
    problems::Problems,
    structs::named_fields,
};

/// A struct and the words on it.
pub(super) struct Declaration {
    pub(super) ident: Ident,
    pub(super) visibility: Visibility,
    pub(super) words: ModelWords,
    pub(super) fields: Vec<FieldDeclaration>,
}

/// A struct to be embedded, and the words on it.
pub(super) struct EmbedDeclaration {
    pub(super) ident: Ident,
    pub(super) visibility: Visibility,
    pub(super) words: EmbedWords,
    pub(super) fields: Vec<FieldDeclaration>,
}

/// A field and the words on it.
pub(super) struct FieldDeclaration {
    pub(super) ident: Ident,
    pub(super) visibility: Visibility,
    pub(super) docs: Vec<Attribute>,
    pub(super) ty: Type,
    pub(super) words: FieldWords,
}

/// Reads a struct; the errors of all of its attributes come together.
pub(super) fn parse(input: &DeriveInput) -> Result<Declaration> {
    let fields = named_fields(input, "Model")?;
    let mut problems = Problems::default();
    let words = ModelWords::read(&input.attrs, &mut problems);
    let fields = fields.into_iter().filter_map(|it| field(it, &mut problems)).collect();
    problems.finish()?;
    Ok(Declaration { ident: input.ident.clone(), visibility: input.vis.clone(), words, fields })
}

/// Reads a struct that is to be embedded.
pub(super) fn parse_embedded(input: &DeriveInput) -> Result<EmbedDeclaration> {
    let fields = named_fields(input, "Embed")?;
    let mut problems = Problems::default();
    let words = EmbedWords::read(&input.attrs, &mut problems);
    let fields = fields.into_iter().filter_map(|it| field(it, &mut problems)).collect();
    problems.finish()?;
    let (ident, visibility) = (input.ident.clone(), input.vis.clone());
    Ok(EmbedDeclaration { ident, visibility, words, fields })
}

fn field(field: syn::Field, problems: &mut Problems) -> Option<FieldDeclaration> {
    let words = FieldWords::read(&field.attrs, problems);
    let docs = field.attrs.into_iter().filter(|it| it.path().is_ident("doc")).collect();
    let ident = field.ident?;
    Some(FieldDeclaration { ident, visibility: field.vis, docs, ty: field.ty, words })
}
