//! Tokens to what the struct says.

use proc_macro2::Ident;
use syn::{Attribute, DeriveInput, Error, Field, Path, Result};

use crate::structs::named_fields;

/// A struct and the model that its attribute names.
pub(super) struct Declaration {
    pub(super) ident: Ident,
    pub(super) model: Path,
    pub(super) fields: Vec<Field>,
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
    Ok(Declaration { model: model(attribute)?, ident: input.ident, fields })
}

fn model(attribute: &Attribute) -> Result<Path> {
    attribute
        .parse_args()
        .map_err(|error| Error::new(error.span(), "expected a model: `#[changes(Book)]`"))
}
