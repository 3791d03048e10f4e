//! The two steps.

use proc_macro2::TokenStream;
use syn::{Result, parse::Parser};

use crate::f::{expand, parse};

/// The closure, or the error.
pub(crate) fn write(input: TokenStream) -> Result<TokenStream> {
    Ok(expand::expand(&parse::parse.parse2(input)?))
}
