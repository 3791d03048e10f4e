//! What only the compiler can check: names of fields in other models.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::model::{
    attributes::OrderingKey,
    expand::model::fields_of,
    facts::{Model, name_of},
    kind::Kind,
};

/// Functions that nobody calls, in which every such name stands as a method call.
pub(super) fn checks(model: &Model) -> TokenStream {
    let Model { ident, .. } = model;
    let always = quote!(__orm::Always);
    let reverses = model.fields.iter().filter_map(|it| match &it.kind {
        Kind::Reverse(source, of) => Some((fields_of(source, &always), of)),
        _ => None,
    });
    let reverses = reverses.map(|(fields, of)| {
        quote!(const _: fn(&#fields) = |it| __orm::leads_to::<#ident, _>(&it.#of());)
    });
    let own = fields_of(&syn::parse_quote!(#ident), &always);
    let paths = model.ordering.iter().filter_map(steps);
    let paths = paths.map(|steps| quote!(const _: fn(&#own) = |it| { it #(.#steps())*; };));
    quote!(#(#reverses)* #(#paths)*)
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
