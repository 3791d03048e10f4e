//! The three steps.

use proc_macro2::TokenStream;
use syn::{DeriveInput, Result};

use crate::choices::{check::check, expand::expand, parse::parse};

/// The expansion of the derive.
pub(crate) fn derive(input: &DeriveInput) -> Result<TokenStream> {
    let declared = parse(input)?;
    let choices = check(declared)?;
    Ok(expand(&choices))
}
