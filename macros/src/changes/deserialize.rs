//! `impl Deserialize`: a partial update from a JSON object.

use proc_macro2::TokenStream;
use quote::quote;

use crate::changes::check::{ChangedField, Changes, Kind};

/// The implementation.
///
/// By hand and not by serde's derive, which takes `null` for a member that is not there.
pub(super) fn implementation(changes: &Changes) -> TokenStream {
    let Changes { ident, fields, .. } = changes;
    let name = ident.to_string();
    let idents = fields.iter().map(|it| &it.ident);
    let names: Vec<_> = fields.iter().map(ChangedField::name).collect();
    let members = fields.iter().map(member);
    quote! {
        impl<'de> __orm::serde::Deserialize<'de> for #ident {
            fn deserialize<__D: __orm::serde::Deserializer<'de>>(
                deserializer: __D,
            ) -> ::core::result::Result<Self, __D::Error> {
                struct __Visitor;
                impl<'de> __orm::serde::de::Visitor<'de> for __Visitor {
                    type Value = #ident;
                    fn expecting(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                        f.write_str("an object of new values")
                    }
                    fn visit_map<__A: __orm::serde::de::MapAccess<'de>>(
                        self,
                        mut map: __A,
                    ) -> ::core::result::Result<#ident, __A::Error> {
                        let mut changes = #ident { #(#idents: ::core::option::Option::None),* };
                        while let ::core::option::Option::Some(name) =
                            __orm::serde::de::MapAccess::next_key::<::std::string::String>(&mut map)?
                        {
                            match name.as_str() {
                                #(#members)*
                                other => return ::core::result::Result::Err(
                                    __orm::serde::de::Error::unknown_field(other, &[#(#names),*]),
                                ),
                            }
                        }
                        ::core::result::Result::Ok(changes)
                    }
                }
                __orm::serde::Deserializer::deserialize_struct(
                    deserializer, #name, &[#(#names),*], __Visitor,
                )
            }
        }
    }
}

/// The arm that reads one member.
fn member(field: &ChangedField) -> TokenStream {
    let ChangedField { ident, .. } = field;
    let name = field.name();
    let next = match field.kind {
        Kind::Column => quote!(next_column),
        Kind::Relation(_) | Kind::NullableRelation(_) => quote!(next_relation),
    };
    quote! {
        #name if changes.#ident.is_some() => {
            return ::core::result::Result::Err(__orm::serde::de::Error::duplicate_field(#name));
        }
        #name => changes.#ident = ::core::option::Option::Some(__orm::#next(&mut map, #name)?),
    }
}
