//! The derives of `queryset`.

use proc_macro::TokenStream;

/// Makes a struct a model.
#[proc_macro_derive(Model, attributes(model, field))]
pub fn derive_model(_: TokenStream) -> TokenStream {
    TokenStream::new()
}

/// Makes a struct of options a partial update.
#[proc_macro_derive(Changes, attributes(changes, field))]
pub fn derive_changes(_: TokenStream) -> TokenStream {
    TokenStream::new()
}
