//! What only the compiler can check: names of fields in other models.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};

use crate::{
    model::{
        attributes::OrderingKey,
        expand::{meta::embedded_columns, model::fields_of},
        facts::{Body, Field, Index, Keys, Model, Rule, name_of},
        kind::Kind,
    },
    names::at,
};

/// Functions that nobody calls, in which every such name stands as a method call.
pub(super) fn checks(model: &Model) -> TokenStream {
    let ident = &model.body.ident;
    let always = quote!(__orm::Always);
    let reverses = model.body.fields.iter().filter_map(|it| reverse(it, ident));
    let own = fields_of(&syn::parse_quote!(#ident), &always);
    let keys = model.ordering.iter().chain(&model.get_latest_by);
    let paths = keys.filter_map(steps);
    let paths = paths.map(|steps| quote!(const _: fn(&#own) = |it| { it #(.#steps())*; };));
    let inside = inside(model);
    let inside = inside.iter().map(|name| quote!(const _: fn(&#own) = |it| { it.#name(); };));
    let clashes = clashes(&model.body);
    quote!(#(#reverses)* #(#paths)* #(#inside)* #clashes)
}

/// The names that options of the model say and no field has: they are those of fields of embedded structs.
fn inside(model: &Model) -> Vec<Ident> {
    let keys = model.ordering.iter().chain(&model.get_latest_by).map(|it| &it.path);
    let indexes = model.indexes.iter().map(|(_, index)| index);
    let unique = model.constraints.iter().filter_map(|it| match &it.rule {
        Rule::Unique(unique) => Some(&unique.index),
        Rule::Check(_) => None,
    });
    let named = keys
        .chain(model.unique_together.iter().flatten())
        .chain(indexes.chain(unique).flat_map(names));
    let own: Vec<String> = model.body.fields.iter().map(Field::name).collect();
    let elsewhere = named.filter(|it| {
        let name = name_of(it);
        !name.contains("__") && !own.contains(&name)
    });
    elsewhere.map(|it| method(&name_of(it), it)).collect()
}

fn names(index: &Index) -> impl Iterator<Item = &Ident> {
    let keys = match &index.keys {
        Keys::Fields(keys) => keys.as_slice(),
        Keys::Expressions(_) => &[],
    };
    keys.iter().map(|it| &it.path).chain(&index.include)
}

/// No field of an embedded struct has the name or the column of another one.
fn clashes(body: &Body) -> TokenStream {
    let embedded: Vec<_> = body.embedded().collect();
    let own = body.fields.iter().filter(|it| !matches!(it.kind, Kind::Embedded));
    let own: Vec<_> = own.collect();
    let clashes = embedded.iter().enumerate().map(|(place, it)| {
        let columns = embedded_columns(it);
        let with_own = own.iter().map(|field| clash(field, it));
        let with_others = embedded.iter().take(place).map(|other| {
            let others = embedded_columns(other);
            quote_spanned! {it.ident.span()=>
                const _: () = __orm::columns_are_distinct(#columns, #others);
            }
        });
        quote!(#(#with_own)* #(#with_others)*)
    });
    quote!(#(#clashes)*)
}

fn clash(field: &Field, embedded: &Field) -> TokenStream {
    let (name, column, columns) = (field.name(), &field.column, embedded_columns(embedded));
    let message =
        format!("a field of `{}` has the name or the column of `{name}`", embedded.name());
    quote_spanned! {field.ident.span()=>
        const _: () = ::core::assert!(!__orm::has_field(#columns, #name, #column), #message);
    }
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
