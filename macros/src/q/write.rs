//! The three steps.

use proc_macro2::TokenStream;
use syn::{Result, parse::Parser};

use crate::q::{check, expand, parse};

/// The closure, or the errors.
pub(crate) fn write(input: TokenStream) -> Result<TokenStream> {
    let said = parse::parse.parse2(input)?;
    let (model, condition) = check::check(said)?;
    expand::expand(model, &condition)
}
