//! `BookFields`: what a closure of a queryset receives.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use crate::{
    docs::docs_or,
    model::{
        expand::model::fields_of,
        facts::{Body, Field, Model, name_of},
        kind::Kind,
    },
    names::{at, generated, with_suffix},
};

/// The struct.
pub(super) fn declaration(model: &Model) -> TokenStream {
    let Body { ident, visibility, krate, .. } = &model.body;
    let fields = with_suffix(ident, "Fields");
    let doc = format!("The fields of [`{}`] in a query.", name_of(ident));
    let place = place(&model.body, &quote!(#krate::__private), &quote!(R));
    let place = place.unwrap_or_else(|| quote!(#krate::__private::Path));
    quote! {
        #[doc = #doc]
        #visibility struct #fields<
            R: #krate::__private::Reach = #krate::__private::Always,
        > {
            path: #place,
            reach: ::core::marker::PhantomData<R>,
        }
    }
}

/// `impl Fields`, and a method for each field.
///
/// The type parameter has a name that no type of the user's has.
pub(super) fn implementations(model: &Model) -> TokenStream {
    let ident = &model.body.ident;
    let fields = with_suffix(ident, "Fields");
    let methods = model.body.fields.iter().filter_map(|it| method(it, Receiver::Model));
    let place = place(&model.body, &quote!(__orm), &quote!(__R));
    let (at, path) = match &place {
        Some(_) => (quote!(path: __orm::Link::at(path)), quote!(__orm::Link::path(&self.path))),
        None => (quote!(path), quote!(&self.path)),
    };
    let deref = place.map(|place| deref(&fields, &place));
    let whole_key = whole_key(model);
    quote! {
        #whole_key
        impl<__R: __orm::Reach> #fields<__R> {
            #(#methods)*
        }
        impl<__R: __orm::Reach> __orm::Fields for #fields<__R> {
            type Model = #ident;
            type Reach = __R;
            fn at(path: __orm::Path) -> Self {
                Self { #at, reach: ::core::marker::PhantomData }
            }
            fn path(&self) -> &__orm::Path {
                #path
            }
        }
        impl<__R: __orm::Reach> __orm::Orderings for #fields<__R> {
            fn push_to(self, list: &mut ::std::vec::Vec<__orm::Ordering>) {
                __orm::push_relation(&self, list);
            }
        }
        #deref
        impl<__R: __orm::Reach> ::core::clone::Clone for #fields<__R> {
            fn clone(&self) -> Self {
                <Self as __orm::Fields>::at(::core::clone::Clone::clone(__orm::Fields::path(self)))
            }
        }
        impl<__R: __orm::Reach> ::core::fmt::Debug for #fields<__R> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(__orm::Fields::path(self), f)
            }
        }
    }
}

/// Where the fields stand, of a model with embedded structs: a chain of their fields, each of which leads on to the next
/// by `Deref`, so that the methods of all of them are methods of the model's.
fn place(body: &Body, orm: &TokenStream, reach: &TokenStream) -> Option<TokenStream> {
    body.embedded().next()?;
    let chain = body.embedded().rev().fold(quote!(#orm::Last), |next, field| {
        let ty = &field.ty;
        quote_spanned!(at(ty.span())=> <#ty as #orm::Embed>::Fields<#reach, #next>)
    });
    Some(chain)
}

/// `impl Deref`: what is no method here is one of what stands in the place.
fn deref(fields: &Ident, place: &TokenStream) -> TokenStream {
    quote! {
        impl<__R: __orm::Reach> ::core::ops::Deref for #fields<__R> {
            type Target = #place;
            fn deref(&self) -> &Self::Target {
                &self.path
            }
        }
    }
}

/// `fn pk`, of a composite key. It belongs to the model itself: no relation leads to one object by such a key.
fn whole_key(model: &Model) -> Option<TokenStream> {
    let Body { ident, visibility, .. } = &model.body;
    if model.primary_key.len() < 2 {
        return None;
    }
    let fields = with_suffix(ident, "Fields");
    let doc = "The whole primary key.";
    Some(quote! {
        impl #fields<__orm::Always> {
            #[doc = #doc]
            #visibility fn pk(&self) -> __orm::WholeKey<#ident> {
                __orm::WholeKey::of(self)
            }
        }
    })
}

/// What a method for a field stands on.
#[derive(Clone, Copy)]
pub(super) enum Receiver {
    /// The fields of a model.
    Model,
    /// Those of an embedded struct.
    Embedded,
}

/// A method for a field. An embedded struct has none: its fields have methods of their own.
pub(super) fn method(field: &Field, on: Receiver) -> Option<TokenStream> {
    let Field { visibility, docs, value: ty, .. } = field;
    let name = field.name();
    let docs = docs_or(docs, &format!("The field `{name}`."));
    let ident = generated(&field.ident);
    let maybe = quote!(__orm::Maybe);
    let seen = if field.deferred { quote!(Held) } else { quote!(Of) };
    let relation = match on {
        Receiver::Model => quote!(__orm::Fields::relation(self, #name)),
        Receiver::Embedded => {
            quote!(__orm::Fields::at(__orm::Path::step(__orm::Link::path(self), #name)))
        }
    };
    let (returns, call) = match &field.kind {
        Kind::Column => (
            quote_spanned!(at(ty.span())=> __orm::Expression<<__R as __orm::Reach>::#seen<#ty>>),
            match on {
                Receiver::Model => {
                    quote_spanned!(at(ty.span())=> __orm::Columns::column(self, #name))
                }
                Receiver::Embedded => {
                    quote_spanned!(at(ty.span())=> __orm::column_at(__orm::Link::path(self), #name))
                }
            },
        ),
        Kind::Relation(_, target) => {
            // Of the fields it is seen from, only whether they can be absent goes on.
            let reach = if field.is_nullable() {
                maybe
            } else {
                quote!(<__R as __orm::Reach>::Then<__orm::Always>)
            };
            (quote!(<#target as __orm::Target>::Fields<#reach>), relation)
        }
        Kind::Embedded => return None,
        Kind::Reverse(source, _) => (fields_of(source, &maybe), relation),
    };
    Some(quote! {
        #docs
        #visibility fn #ident(&self) -> #returns {
            #call
        }
    })
}
