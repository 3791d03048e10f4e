//! The documentation of what is generated.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Attribute;

/// The doc comment that the user wrote, or else `otherwise`.
pub(crate) fn docs_or(docs: &[Attribute], otherwise: &str) -> TokenStream {
    if docs.is_empty() { quote!(#[doc = #otherwise]) } else { quote!(#(#docs)*) }
}
