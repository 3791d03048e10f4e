//! Tokens to what the struct says.

use proc_macro2::Ident;
use syn::{Attribute, DeriveInput, Result, Type, Visibility};

use crate::{
    model::attributes::{FieldWords, ModelWords},
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

fn field(field: syn::Field, problems: &mut Problems) -> Option<FieldDeclaration> {
    let words = FieldWords::read(&field.attrs, problems);
    let docs = field.attrs.into_iter().filter(|it| it.path().is_ident("doc")).collect();
    let ident = field.ident?;
    Some(FieldDeclaration { ident, visibility: field.vis, docs, ty: field.ty, words })
}
