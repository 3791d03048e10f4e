//! What only the compiler can check: names of fields in other models.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};

use crate::{
    model::{
        attributes::OrderingKey,
        expand::model::fields_of,
        facts::{Field, Model, name_of},
        kind::Kind,
    },
    names::at,
};

/// Functions that nobody calls, in which every such name stands as a method call.
pub(super) fn checks(model: &Model) -> TokenStream {
    let Model { ident, .. } = model;
    let always = quote!(__orm::Always);
    let reverses = model.fields.iter().filter_map(|it| reverse(it, ident));
    let own = fields_of(&syn::parse_quote!(#ident), &always);
    let paths = model.ordering.iter().filter_map(steps);
    let paths = paths.map(|steps| quote!(const _: fn(&#own) = |it| { it #(.#steps())*; };));
    quote!(#(#reverses)* #(#paths)*)
}

/// The field is a `Reverse` of the library's, which also counts as a use of it, and what `of` names is the key.
fn reverse(field: &Field, model: &Ident) -> Option<TokenStream> {
    let Kind::Reverse(source, of) = &field.kind else { return None };
    let Field { ident, .. } = field;
    let fields = fields_of(source, &quote!(__orm::Always));
    let key = quote_spanned! {at(of.span())=> __orm::leads_to::<#model, _>(&it.#of())};
    Some(quote! {
        const _: fn(&#model) -> &__orm::Reverse<#source> = |it| &it.#ident;
        const _: fn(&#fields) = |it| #key;
    })
}

/// The names of a path that leaves the model.
fn steps(key: &OrderingKey) -> Option<Vec<Ident>> {
    let path = name_of(&key.path);
    let names = path.split("__").map(|it| method(it, &key.path));
    path.contains("__").then(|| names.collect())
}

fn method(name: &str, at: &Ident) -> Ident {
    syn::parse_str(name).map_or_else(
        |_| Ident::new_raw(name, at.span()),
        |mut it: Ident| {
            it.set_span(at.span());
            it
        },
    )
}
