//! `impl Choices`, and what makes the enum a type of columns.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use crate::{
    choices::check::{Choice, Choices, Values},
    operand::operand,
};

/// The expansion.
pub(super) fn expand(it: &Choices) -> TokenStream {
    let Choices { ident, krate, .. } = it;
    let choices = choices(it);
    let scalar = scalar(it);
    let operand = operand(ident);
    let textual = matches!(it.values, Values::Texts(_)).then(|| {
        quote! {
            impl __orm::Searched for #ident {
                type Sought = Self;
            }
            impl __orm::Containing for #ident {
                type Member = Self;
            }
            impl __orm::Meets<::std::string::String> for #ident {}
        }
    });
    let text = text(ident);
    let serialize = it.serialize.then(|| serialize(ident));
    let deserialize = it.deserialize.then(|| deserialize(ident));
    quote! {
        const _: () = {
            use #krate::__private as __orm;
            #choices
            #scalar
            #operand
            #textual
            #text
            #serialize
            #deserialize
        };
    }
}

fn choices(it: &Choices) -> TokenStream {
    let Choices { ident, variants, values, .. } = it;
    let name = ident.to_string();
    let idents: Vec<&Ident> = variants.iter().map(|it| &it.ident).collect();
    let labels = variants.iter().map(|Choice { label, .. }| label);
    let (kind, values): (TokenStream, Vec<Literal>) = match values {
        Values::Texts(texts) => {
            (quote!(&'static str), texts.iter().map(|it| Literal::string(it)).collect())
        }
        Values::Integers(kind, numbers) => {
            let literals = numbers.iter().map(|it| Literal::i128_unsuffixed(*it));
            (quote!(#kind), literals.collect())
        }
    };
    quote! {
        impl __orm::Choices for #ident {
            type Value = #kind;
            const NAME: &'static str = #name;
            const ALL: &'static [Self] = &[#(Self::#idents),*];
            fn value(&self) -> Self::Value {
                match self { #(Self::#idents => #values),* }
            }
            fn label(&self) -> &'static str {
                match self { #(Self::#idents => #labels),* }
            }
        }
    }
}

fn scalar(it: &Choices) -> TokenStream {
    let Choices { ident, db_type, values, .. } = it;
    let (kind, length) = match values {
        Values::Texts(texts) => {
            let longest = texts.iter().map(|it| it.chars().count()).max().unwrap_or_default();
            let longest = Literal::usize_unsuffixed(longest.max(1));
            (quote!(::std::string::String), quote!(::core::option::Option::Some(#longest)))
        }
        Values::Integers(kind, _) => (quote!(#kind), quote!(::core::option::Option::None)),
    };
    let db_type = db_type.as_ref().map(|it| {
        quote!(const DB_TYPE: ::core::option::Option<&'static str> = ::core::option::Option::Some(#it);)
    });
    quote! {
        impl __orm::Scalar for #ident {
            const TYPE: __orm::Type = <#kind as __orm::Scalar>::TYPE;
            const MAX_LENGTH: ::core::option::Option<u32> = #length;
            #db_type
            fn to_value(&self) -> __orm::Value {
                __orm::choice_to_value(self)
            }
            fn read(row: &mut dyn __orm::Row) -> __orm::Result<::core::option::Option<Self>> {
                __orm::read_choice(row)
            }
        }
    }
}

/// `Display` and `FromStr`, which both speak of the value, as Django's `str(Status.DRAFT)`.
fn text(ident: &Ident) -> TokenStream {
    quote! {
        impl ::core::fmt::Display for #ident {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&__orm::Choices::value(self), f)
            }
        }
        impl ::core::str::FromStr for #ident {
            type Err = __orm::Error;
            fn from_str(text: &str) -> __orm::Result<Self> {
                __orm::parse_choice(text)
            }
        }
    }
}

/// `impl Serialize`: the value, as the column holds it.
fn serialize(ident: &Ident) -> TokenStream {
    quote! {
        impl __orm::serde::Serialize for #ident {
            fn serialize<__S: __orm::serde::Serializer>(
                &self,
                serializer: __S,
            ) -> ::core::result::Result<__S::Ok, __S::Error> {
                __orm::serde::Serialize::serialize(&__orm::Choices::value(self), serializer)
            }
        }
    }
}

/// `impl Deserialize`: the variant with the value.
fn deserialize(ident: &Ident) -> TokenStream {
    quote! {
        impl<'de> __orm::serde::Deserialize<'de> for #ident {
            fn deserialize<__D: __orm::serde::Deserializer<'de>>(
                deserializer: __D,
            ) -> ::core::result::Result<Self, __D::Error> {
                __orm::deserialize_choice(deserializer)
            }
        }
    }
}
