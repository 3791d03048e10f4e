//! A struct without the words that may be wrong.

use quote::quote;
use syn::{Attribute, Data, DeriveInput, Field, Type, parse_quote};

use crate::{
    model::{
        attributes::{FieldWords, ModelWords},
        kind::Family,
    },
    problems::Problems,
    said::is_set,
    structs::argument_of,
};

/// The struct with only those words left that decide what can be called.
///
/// Its expansion never runs, because its errors are shown beside it.
pub(super) fn bare(input: &DeriveInput) -> DeriveInput {
    let mut bare = input.clone();
    let words = ModelWords::read(&input.attrs, &mut Problems::default());
    let krate = words.krate.map(|it| it.value).map(|it| quote!(, crate = #it));
    bare.attrs = vec![parse_quote!(#[model(app = "unknown" #krate)])];
    if let Data::Struct(data) = &mut bare.data {
        data.fields.iter_mut().for_each(strip);
    }
    bare
}

fn strip(field: &mut Field) {
    if !field.attrs.iter().any(is_ours) {
        return;
    }
    let words = FieldWords::read(&field.attrs, &mut Problems::default());
    field.attrs.retain(|it| !is_ours(it));
    field.attrs.push(if is_set(&words.embed) {
        parse_quote!(#[field(embed)])
    } else if let Some(of) = words.of.map(|it| it.value) {
        parse_quote!(#[field(of = #of)])
    } else if is_set(&words.primary_key) {
        let auto = is_set(&words.auto) && Family::of(&field.ty) == Family::Integer;
        let auto = auto.then(|| quote!(, auto));
        parse_quote!(#[field(primary_key #auto)])
    } else {
        any_value(argument_of(&field.ty, "Deferred").unwrap_or(&field.ty))
    });
}

/// A default, so that no builder misses the field.
fn any_value(ty: &Type) -> Attribute {
    parse_quote!(#[field(default = { let any: fn() -> #ty = || ::core::unreachable!(); any() })])
}

fn is_ours(attribute: &Attribute) -> bool {
    attribute.path().is_ident("field")
}
