//! The names of what is generated.
//!
//! A generated name stands where the user's word stands, so that errors and editors lead there, but belongs to the
//! expansion: the lints of the user's crate pass over it.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident};
use syn::{Visibility, ext::IdentExt};

/// The place of `span`, as one of the expansion.
pub(crate) fn at(span: Span) -> Span {
    Span::call_site().located_at(span)
}

/// `ident` itself, as a name of the expansion.
pub(crate) fn generated(ident: &Ident) -> Ident {
    let mut it = ident.clone();
    it.set_span(at(ident.span()));
    it
}

/// A generated name, as if the user had written it where `like` stands.
pub(crate) fn written(mut ident: Ident, like: &Ident) -> Ident {
    ident.set_span(like.span());
    ident
}

/// A visibility of the user's, as one of the expansion.
pub(crate) fn generated_visibility(visibility: &Visibility) -> TokenStream {
    generated_tokens(visibility.to_token_stream())
}

/// The one of two visibilities that fewer see, as far as their words tell.
pub(crate) fn narrower(one: &TokenStream, other: &TokenStream) -> TokenStream {
    let is_public = |it: &TokenStream| it.to_string() == "pub";
    let narrow = if one.is_empty() || is_public(other) { one } else { other };
    narrow.clone()
}

/// `BookFields`, of `Book` and `Fields`.
pub(crate) fn with_suffix(ident: &Ident, suffix: &str) -> Ident {
    generated(&format_ident!("{}{suffix}", ident, span = ident.span()))
}

/// `maybe_price`, of `maybe_` and `price`.
pub(crate) fn with_prefix(prefix: &str, ident: &Ident) -> Ident {
    generated(&format_ident!("{prefix}{}", ident, span = ident.span()))
}

/// A type name made of a field's: `__GivenUnitPrice`, of `__Given` and `unit_price`.
///
/// It shadows the types of the user's that the expansion names, hence a prefix that no type of theirs has.
pub(crate) fn type_name(prefix: &str, field: &Ident) -> Ident {
    let mut name = prefix.to_owned();
    let mut upper = true;
    for letter in field.unraw().to_string().chars() {
        match letter {
            '_' if !upper => upper = true,
            _ if upper && letter.is_alphabetic() => {
                name.extend(letter.to_uppercase());
                upper = false;
            }
            // Two names that differ only here must not become one: `line_1` and `line1`.
            _ if upper && name != prefix => {
                name.push('_');
                name.push(letter);
                upper = false;
            }
            _ => {
                name.push(letter);
                upper = false;
            }
        }
    }
    generated(&Ident::new(&name, field.span()))
}

fn generated_tokens(tokens: TokenStream) -> TokenStream {
    let generated = tokens.into_iter().map(|mut token| {
        if let TokenTree::Group(it) = &token {
            token = Group::new(it.delimiter(), generated_tokens(it.stream())).into();
        }
        token.set_span(at(token.span()));
        token
    });
    generated.collect()
}
