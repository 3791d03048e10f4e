//! The three steps.

use proc_macro2::TokenStream;
use syn::{Result, parse::Parser};

use crate::set::{check, expand, parse};

/// The closure, or the errors.
pub(crate) fn write(input: TokenStream) -> Result<TokenStream> {
    let said = parse::parse.parse2(input)?;
    expand::expand(&check::check(said)?)
}
