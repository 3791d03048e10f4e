//! `BookFields`: what a closure of a queryset receives.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use crate::{
    docs::docs_or,
    model::{
        expand::model::fields_of,
        facts::{Field, Model, name_of},
        kind::Kind,
    },
    names::{at, generated, with_suffix},
};

/// The struct.
pub(super) fn declaration(model: &Model) -> TokenStream {
    let Model { ident, visibility, krate, .. } = model;
    let fields = with_suffix(ident, "Fields");
    let doc = format!("The fields of [`{}`] in a query.", name_of(ident));
    quote! {
        #[doc = #doc]
        #visibility struct #fields<
            R: #krate::__private::Reach = #krate::__private::Always,
        > {
            path: #krate::__private::Path,
            reach: ::core::marker::PhantomData<R>,
        }
    }
}

/// `impl Fields`, and a method for each field.
///
/// The type parameter has a name that no type of the user's has.
pub(super) fn implementations(model: &Model) -> TokenStream {
    let Model { ident, .. } = model;
    let fields = with_suffix(ident, "Fields");
    let methods = model.fields.iter().map(method);
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
                Self { path, reach: ::core::marker::PhantomData }
            }
            fn path(&self) -> &__orm::Path {
                &self.path
            }
        }
        impl<__R: __orm::Reach> ::core::clone::Clone for #fields<__R> {
            fn clone(&self) -> Self {
                <Self as __orm::Fields>::at(::core::clone::Clone::clone(&self.path))
            }
        }
        impl<__R: __orm::Reach> ::core::fmt::Debug for #fields<__R> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(&self.path, f)
            }
        }
    }
}

/// `fn pk`, of a composite key. It belongs to the model itself: no relation leads to one object by such a key.
fn whole_key(model: &Model) -> Option<TokenStream> {
    let Model { ident, visibility, primary_key, .. } = model;
    if primary_key.len() < 2 {
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

fn method(field: &Field) -> TokenStream {
    let Field { visibility, docs, value: ty, .. } = field;
    let name = field.name();
    let docs = docs_or(docs, &format!("The field `{name}`."));
    let ident = generated(&field.ident);
    let maybe = quote!(__orm::Maybe);
    let (returns, call) = match &field.kind {
        Kind::Column => (
            quote_spanned!(at(ty.span())=> __orm::Expression<<__R as __orm::Reach>::Of<#ty>>),
            quote_spanned!(at(ty.span())=> __orm::Columns::column(self, #name)),
        ),
        Kind::Relation(_, target) => {
            let reach = if field.is_nullable() { maybe } else { quote!(__R) };
            (fields_of(target, &reach), quote!(__orm::Fields::relation(self, #name)))
        }
        Kind::Reverse(source, _) => {
            (fields_of(source, &maybe), quote!(__orm::Fields::relation(self, #name)))
        }
    };
    quote! {
        #docs
        #visibility fn #ident(&self) -> #returns {
            #call
        }
    }
}
