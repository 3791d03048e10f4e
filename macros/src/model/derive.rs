//! The three steps.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Result};

use crate::model::{bare::bare, check::check, expand::expand, parse::parse};

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
