//! `impl Serialize`: a JSON object with the fields that are not private.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use crate::{
    model::{
        facts::{Field, Model, name_of},
        kind::Kind,
    },
    names::at,
};

/// The implementation, where the model asks for it.
pub(super) fn implementation(model: &Model) -> Option<TokenStream> {
    if !model.serialize {
        return None;
    }
    let Model { ident, .. } = model;
    let name = name_of(ident);
    let members: Vec<_> = model.fields.iter().filter_map(member).collect();
    let count = members.len();
    Some(quote! {
        impl __orm::serde::Serialize for #ident {
            fn serialize<__S: __orm::serde::Serializer>(
                &self,
                serializer: __S,
            ) -> ::core::result::Result<__S::Ok, __S::Error> {
                let mut object = __orm::serde::Serializer::serialize_struct(serializer, #name, #count)?;
                #(#members)*
                __orm::serde::ser::SerializeStruct::end(object)
            }
        }
    })
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
                    #write(&mut object, #name, &__orm::AsJson(value))?;
                }
                ::core::option::Option::None => {
                    __orm::serde::ser::SerializeStruct::skip_field(&mut object, #name)?;
                }
            }
        }),
        Kind::Column => Some(quote!(#write(&mut object, #name, &__orm::AsJson(&self.#ident))?;)),
        // In the words of the type, whose model must be written as JSON too.
        Kind::Relation(..) => {
            Some(quote_spanned!(at(ty.span())=> #write(&mut object, #name, &self.#ident)?;))
        }
        Kind::Reverse(..) => None,
    }
}
