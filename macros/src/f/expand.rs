//! Paths to a closure that gives one expression, or a tuple.

use proc_macro2::TokenStream;
use quote::quote_spanned;

use crate::{
    f::parse::{Key, Nulls},
    names::at,
    spelling::Closure,
};

/// The closure.
pub(super) fn expand(keys: &[Key]) -> TokenStream {
    let closure = Closure::new();
    let keys: Vec<_> = keys.iter().map(|it| key(it, &closure)).collect();
    let body = match keys.as_slice() {
        [only] => only.clone(),
        [] => quote::quote!(::std::vec::Vec::<::queryset::__private::Ordering>::new()),
        all => quote::quote!((#(#all),*)),
    };
    closure.expand(&body)
}

fn key(key: &Key, closure: &Closure) -> TokenStream {
    let span = at(key.path.span());
    let path = key.path.expand(&closure.fields);
    let ordered = match (key.descending, key.nulls) {
        (true, _) => quote_spanned!(span=> #path.desc()),
        (false, Some(_)) => quote_spanned!(span=> #path.asc()),
        (false, None) => path,
    };
    match key.nulls {
        Some(Nulls::First) => quote_spanned!(span=> #ordered.nulls_first()),
        Some(Nulls::Last) => quote_spanned!(span=> #ordered.nulls_last()),
        None => ordered,
    }
}
