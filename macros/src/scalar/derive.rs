//! The three steps.

use proc_macro2::TokenStream;
use syn::{DeriveInput, Result};

use crate::scalar::{check::check, expand::expand, parse::parse};

/// The expansion of the derive.
pub(crate) fn derive(input: &DeriveInput) -> Result<TokenStream> {
    let declared = parse(input)?;
    let newtype = check(declared)?;
    Ok(expand(&newtype))
}
