//! `impl Begun`: what a builder knows of the fields that it was given so far, and how two instances exchange some fields.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use crate::{
    model::{
        expand::builder::{given, parameter, required},
        facts::{Body, Field},
        kind::Kind,
    },
    names::{at, with_suffix},
};

/// The implementation.
pub(super) fn implementation(body: &Body) -> TokenStream {
    let ident = &body.ident;
    let builder = with_suffix(ident, "Builder");
    let parameters = required(body).map(parameter);
    let bounds = required(body).map(|it| {
        let (parameter, ty) = (parameter(it), &it.value);
        quote!(#parameter: __orm::Slot<#ty>)
    });
    let changes = given(body).map(change);
    let exchanged = exchanged(body, &quote!(one));
    quote! {
        impl<#(#bounds),*> __orm::Begun<#ident> for #builder<#(#parameters),*> {
            fn given(&self) -> ::std::vec::Vec<__orm::Change> {
                let mut changes = ::std::vec::Vec::new();
                #(#changes)*
                changes
            }
            fn exchange(one: &mut #ident, other: &mut #ident, fields: &[&'static str]) {
                #exchanged
            }
        }
    }
}

/// Adds a field to the changes, if it was given.
fn change(field: &Field) -> TokenStream {
    let (Field { ident, value: ty, .. }, name) = (field, field.name());
    let push = match &field.kind {
        Kind::Embedded => quote!(changes.extend(__orm::embedded_changes(value));),
        _ => {
            let value = bound(field);
            quote!(changes.push(__orm::Change { field: #name, value: #value });)
        }
    };
    quote! {
        if let ::core::option::Option::Some(value) = __orm::Slot::<#ty>::given(&self.#ident) {
            #push
        }
    }
}

/// The reference `value` as a value to bind.
fn bound(field: &Field) -> TokenStream {
    let Field { value: ty, .. } = field;
    match &field.kind {
        Kind::Relation(kind, _) => {
            let relation = kind.ident();
            if field.is_nullable() {
                quote!(__orm::#relation::option_to_value(value.as_ref()))
            } else {
                quote!(__orm::#relation::to_value(value))
            }
        }
        _ => quote_spanned!(at(ty.span())=> <#ty as __orm::Column>::to_value(value)),
    }
}

/// `fn exchange` of an embedded struct.
pub(super) fn exchange_embedded(body: &Body) -> TokenStream {
    let exchanged = exchanged(body, &quote!(self));
    quote! {
        fn exchange(&mut self, other: &mut Self, fields: &[&'static str]) {
            #exchanged
        }
    }
}

/// Exchanges those of the fields that are named.
fn exchanged(body: &Body, one: &TokenStream) -> TokenStream {
    let each = given(body).map(|field| {
        let (ident, name) = (&field.ident, field.name());
        match &field.kind {
            Kind::Embedded => quote! {
                __orm::Embed::exchange(&mut #one.#ident, &mut other.#ident, fields);
            },
            _ => quote! {
                if fields.contains(&#name) {
                    ::core::mem::swap(&mut #one.#ident, &mut other.#ident);
                }
            },
        }
    });
    quote!(#(#each)*)
}
