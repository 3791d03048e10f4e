//! `#[derive(Embed)]`: what a struct has that stands in models.
//!
//! Its fields are those of each of these models, in queries too: the fields of a model are a chain that leads through
//! those of its embedded structs.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    model::{
        expand::{
            begun, builder, cells,
            fields::{Receiver, method},
            meta, serialize,
        },
        facts::{Body, Embedded, name_of},
    },
    names::with_suffix,
};

/// The items that stand beside the struct, and the implementations.
pub(in crate::model) fn expand(it: &Embedded) -> TokenStream {
    let body = &it.body;
    let fields_struct = declaration(body);
    let builder_struct = builder::declaration(body);
    let embed = implementation(body);
    let fields = fields(body);
    let builder = builder::implementations(body);
    let json = it.serialize.then(|| serialize::members(body));
    let krate = &body.krate;
    quote! {
        #fields_struct
        #builder_struct
        const _: () = {
            use #krate::__private::{self as __orm, Complete as __Complete};
            #embed
            #fields
            #builder
            #json
        };
    }
}

fn declaration(body: &Body) -> TokenStream {
    let Body { ident, visibility, .. } = body;
    let fields = with_suffix(ident, "Fields");
    let doc = format!("The fields of an embedded [`{}`] in a query.", name_of(ident));
    quote! {
        #[doc = #doc]
        #visibility struct #fields<R, Next> {
            next: Next,
            reach: ::core::marker::PhantomData<R>,
        }
    }
}

/// `impl Embed for Stamps`.
fn implementation(body: &Body) -> TokenStream {
    let ident = &body.ident;
    let fields = with_suffix(ident, "Fields");
    let columns = meta::columns(body);
    let cells = cells::functions(body);
    let exchange = begun::exchange_embedded(body);
    let (unset, value) = if builder::needs_nothing(body) {
        (
            quote!(__orm::Preset<Self>),
            quote!(__orm::Preset::new(|| <Self as __orm::Build>::build(|it| it))),
        )
    } else {
        (quote!(__orm::Missing), quote!(__orm::Missing))
    };
    quote! {
        impl __orm::Embed for #ident {
            type Fields<__R: __orm::Reach, __Next: __orm::Link> = #fields<__R, __Next>;
            type Unset = #unset;
            const FIELDS: &'static [__orm::FieldMeta] = #columns;
            fn unset() -> Self::Unset {
                #value
            }
            #cells
            #exchange
        }
    }
}

/// A method for each field, and the way to the next link of the chain.
fn fields(body: &Body) -> TokenStream {
    let fields = with_suffix(&body.ident, "Fields");
    let methods = body.fields.iter().filter_map(|it| method(it, Receiver::Embedded));
    quote! {
        impl<__R: __orm::Reach, __Next: __orm::Link> #fields<__R, __Next> {
            #(#methods)*
        }
        impl<__R: __orm::Reach, __Next: __orm::Link> __orm::Link for #fields<__R, __Next> {
            fn at(path: __orm::Path) -> Self {
                Self { next: __orm::Link::at(path), reach: ::core::marker::PhantomData }
            }
            fn path(&self) -> &__orm::Path {
                __orm::Link::path(&self.next)
            }
        }
        impl<__R: __orm::Reach, __Next: __orm::Link> ::core::ops::Deref for #fields<__R, __Next> {
            type Target = __Next;
            fn deref(&self) -> &Self::Target {
                &self.next
            }
        }
        impl<__R: __orm::Reach, __Next: __orm::Link> ::core::fmt::Debug for #fields<__R, __Next> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(__orm::Link::path(self), f)
            }
        }
    }
}
