//! The two steps.

use proc_macro2::TokenStream;
use syn::Result;

use crate::raw::{expand::expand, parse::RawQuery};

/// The expansion of the macro.
pub(crate) fn write(input: TokenStream) -> Result<TokenStream> {
    syn::parse2::<RawQuery>(input).map(|it| expand(&it))
}
