//! Assignments to a closure.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::Result;

use crate::{
    names::at,
    set::check::Assignment,
    spelling::{Closure, is_none},
};

/// The longest tuple of assignments.
const LONGEST: usize = 12;

/// The closure.
pub(super) fn expand(assignments: &[Assignment]) -> Result<TokenStream> {
    let mut closure = Closure::new();
    let all =
        assignments.iter().map(|it| assignment(it, &mut closure)).collect::<Result<Vec<_>>>()?;
    let body = match all.as_slice() {
        [only] => only.clone(),
        [] => quote!(::std::vec::Vec::<::queryset::__private::Assignment>::new()),
        few if few.len() <= LONGEST => quote!((#(#few),*)),
        many => quote!(::std::vec![#(#many),*]),
    };
    Ok(closure.expand(&body))
}

/// Columns and relations are set by methods whose names no column can have.
fn assignment(it: &Assignment, closure: &mut Closure) -> Result<TokenStream> {
    let column = it.column.expand(&closure.fields);
    let span = at(it.column.span());
    if is_none(&it.value.expr) {
        return Ok(quote_spanned!(span=> #column.__set_null()));
    }
    let value = it.value.expand(closure)?;
    Ok(quote_spanned!(span=> #column.__set(#value)))
}
