//! The two steps.

use proc_macro2::TokenStream;
use syn::{DeriveInput, Result};

use crate::projection::{expand::expand, parse::parse};

/// The expansion of the derive.
pub(crate) fn derive(input: DeriveInput) -> Result<TokenStream> {
    parse(input).map(|it| expand(&it))
}
