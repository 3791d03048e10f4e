//! Tokens to what the struct says.

use proc_macro2::Ident;
use syn::{Attribute, DeriveInput, Error, Result, Type};

use crate::{problems::Problems, spelling, structs::named_fields};

/// A struct and the model that its attribute names.
pub(super) struct Declaration {
    pub(super) ident: Ident,
    pub(super) model: syn::Path,
    pub(super) fields: Vec<Field>,
}

/// A field and what fills it.
pub(super) struct Field {
    pub(super) ident: Ident,
    pub(super) ty: Type,
    pub(super) from: Source,
}

/// What fills a field.
pub(super) enum Source {
    /// A column, or something computed from one.
    Path(spelling::Path),
    /// The annotation that stands next.
    Annotation,
}

/// Reads a struct.
pub(super) fn parse(input: DeriveInput) -> Result<Declaration> {
    let fields = named_fields(&input, "Projection")?;
    let Some(attribute) = one(&input.attrs)? else {
        let message =
            format!("say which model `{}` is filled from: `#[projection(…)]`", input.ident);
        return Err(Error::new(input.ident.span(), message));
    };
    let model = attribute.parse_args()?;
    let mut problems = Problems::default();
    let fields = fields.into_iter().filter_map(|it| problems.take(field(it)));
    let fields: Vec<_> = fields.flatten().collect();
    problems.finish()?;
    if fields.is_empty() {
        let message = "a projection has at least one field";
        return Err(Error::new(input.ident.span(), message));
    }
    Ok(Declaration { ident: input.ident, model, fields })
}

fn field(it: syn::Field) -> Result<Option<Field>> {
    let Some(ident) = it.ident else { return Ok(None) };
    let from = match one(&it.attrs)? {
        Some(attribute) => {
            let path: spelling::Path = attribute.parse_args()?;
            if path.word == "annotation" { Source::Annotation } else { Source::Path(path) }
        }
        None => Source::Path(spelling::Path::new(ident.clone())?),
    };
    Ok(Some(Field { ident, ty: it.ty, from }))
}

/// The attribute, which may stand there once.
fn one(attributes: &[Attribute]) -> Result<Option<&Attribute>> {
    let mut found = attributes.iter().filter(|it| it.path().is_ident("projection"));
    let first = found.next();
    match found.next() {
        Some(second) => Err(Error::new_spanned(second, "`#[projection]` is said twice")),
        None => Ok(first),
    }
}
