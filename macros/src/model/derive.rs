//! The three steps.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Result};

use crate::model::{
    bare::bare,
    check::{check, check_embedded},
    expand::{expand, expand_embedded},
    parse::{parse, parse_embedded},
};

/// The expansion of the derive.
///
/// Where the struct has errors, what can be understood of it is still expanded, so that the compiler shows these errors
/// only, not one more at every use of the model.
pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    expansion(input).unwrap_or_else(|errors| {
        let errors = errors.into_compile_error();
        let rest = expansion(&bare(input)).unwrap_or_default();
        quote!(#errors #rest)
    })
}

fn expansion(input: &DeriveInput) -> Result<TokenStream> {
    let declared = parse(input)?;
    let model = check(declared)?;
    Ok(expand(&model))
}

/// The expansion of `#[derive(Embed)]`.
pub(crate) fn derive_embed(input: &DeriveInput) -> Result<TokenStream> {
    let declared = parse_embedded(input)?;
    let embedded = check_embedded(declared)?;
    Ok(expand_embedded(&embedded))
}
