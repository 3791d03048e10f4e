//! `impl Changes`.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use crate::{
    changes::check::{ChangedField, Changes, Kind},
    changes::deserialize,
    names::at,
};

/// The expansion.
pub(super) fn expand(it: &Changes) -> TokenStream {
    let Changes { ident, model, fields, .. } = it;
    let guards = fields.iter().map(|it| guard(it, model));
    let changes = fields.iter().map(change);
    let assignments = fields.iter().map(assignment);
    let deserialize = it.deserialize.then(|| deserialize::implementation(it));
    quote! {
        const _: () = {
            use ::queryset::__private as __orm;
            #(#guards)*
            impl __orm::Changes for #ident {
                type Model = #model;
                fn changes(&self) -> ::std::vec::Vec<__orm::Change> {
                    let all = [#(#changes),*];
                    ::core::iter::Iterator::collect(::core::iter::Iterator::flatten(
                        ::core::iter::IntoIterator::into_iter(all),
                    ))
                }
                fn apply(self, to: &mut Self::Model) {
                    #(#assignments)*
                }
            }
            #deserialize
        };
    }
}

/// The new value in its place; an error points at the type.
fn assignment(ChangedField { ident, within, ty, .. }: &ChangedField) -> TokenStream {
    let within = within.iter();
    quote_spanned! {at(ty.span())=>
        if let ::core::option::Option::Some(value) = self.#ident {
            __orm::Place::place(&mut to #(.#within)* .#ident, value);
        }
    }
}

/// The primary key stays as it is.
fn guard(field: &ChangedField, model: &syn::Path) -> TokenStream {
    let name = field.name();
    let message = format!("`{name}` is the primary key, which cannot be changed");
    quote_spanned! {field.ident.span()=>
        const _: () = ::core::assert!(!__orm::is_primary_key::<#model>(#name), #message);
    }
}

/// The new value, if there is one.
fn change(field: &ChangedField) -> TokenStream {
    let ChangedField { ident, .. } = field;
    let name = field.name();
    let value = match field.kind {
        Kind::Column => quote!(__orm::Column::to_value(value)),
        Kind::Relation(kind) => {
            let relation = kind.ident();
            quote!(__orm::#relation::to_value(value))
        }
        Kind::NullableRelation(kind) => {
            let relation = kind.ident();
            quote!(__orm::#relation::option_to_value(value.as_ref()))
        }
    };
    quote!(self.#ident.as_ref().map(|value| __orm::Change { field: #name, value: #value }))
}
