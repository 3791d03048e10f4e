//! `impl Serialize`: a JSON object with the fields that are not private.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use crate::{
    model::{
        facts::{Body, Field, Model, name_of},
        kind::Kind,
    },
    names::at,
};

/// The implementation, where the model asks for it.
pub(super) fn implementation(model: &Model) -> Option<TokenStream> {
    if !model.serialize {
        return None;
    }
    let ident = &model.body.ident;
    let name = name_of(ident);
    let members: Vec<_> = model.body.fields.iter().filter_map(member).collect();
    let own = model.body.fields.iter().filter(|it| it.has_column() && !it.private).count();
    let inside = model.body.embedded().filter(|it| !it.private).map(|it| &it.ty);
    let count = quote!(#own #(+ <#inside as __orm::EmbedJson>::MEMBERS)*);
    Some(quote! {
        impl __orm::serde::Serialize for #ident {
            fn serialize<__S: __orm::serde::Serializer>(
                &self,
                serializer: __S,
            ) -> ::core::result::Result<__S::Ok, __S::Error> {
                let mut members = __orm::serde::Serializer::serialize_struct(serializer, #name, #count)?;
                let object = &mut members;
                #(#members)*
                __orm::serde::ser::SerializeStruct::end(members)
            }
        }
    })
}

/// `impl EmbedJson`: the members of an embedded struct, which are members of the model's object.
pub(super) fn members(body: &Body) -> TokenStream {
    let ident = &body.ident;
    let members: Vec<_> = body.fields.iter().filter_map(member).collect();
    let count = members.len();
    quote! {
        impl __orm::EmbedJson for #ident {
            const MEMBERS: usize = #count;
            fn members<__S: __orm::serde::ser::SerializeStruct>(
                &self,
                object: &mut __S,
            ) -> ::core::result::Result<(), __S::Error> {
                #(#members)*
                ::core::result::Result::Ok(())
            }
        }
    }
}

/// The member of a field; a value that is not at hand is left out.
fn member(field: &Field) -> Option<TokenStream> {
    let Field { ident, ty, private, .. } = field;
    let name = field.name();
    let write = quote!(__orm::serde::ser::SerializeStruct::serialize_field);
    match field.kind {
        _ if *private => None,
        Kind::Column if field.deferred => Some(quote! {
            match __orm::Deferred::as_option(&self.#ident) {
                ::core::option::Option::Some(value) => {
                    #write(object, #name, &__orm::AsJson(value))?;
                }
                ::core::option::Option::None => {
                    __orm::serde::ser::SerializeStruct::skip_field(object, #name)?;
                }
            }
        }),
        Kind::Column => Some(quote!(#write(object, #name, &__orm::AsJson(&self.#ident))?;)),
        // In the words of the type, whose model must be written as JSON too.
        Kind::Relation(..) => {
            Some(quote_spanned!(at(ty.span())=> #write(object, #name, &self.#ident)?;))
        }
        Kind::Embedded => Some(quote_spanned!(at(ty.span())=>
            __orm::EmbedJson::members(&self.#ident, object)?;
        )),
        Kind::Reverse(..) => None,
    }
}
