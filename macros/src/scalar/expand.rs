//! `impl Scalar`, and what the struct can do beside it.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use crate::{
    names::at,
    operand::operand,
    scalar::check::{Key, Newtype, Number},
};

/// The expansion.
pub(super) fn expand(it: &Newtype) -> TokenStream {
    let Newtype { ident, krate, inner, .. } = it;
    let scalar = scalar(it);
    let operand = operand(ident);
    let text = it.text.then(|| {
        quote! {
            impl __orm::Textual for #ident {}
            impl __orm::Meets<#inner> for #ident {}
            impl __orm::Takes<#inner> for #ident {}
        }
    });
    let number = it.number.map(|number| self::number(it, number));
    let key = it.key.map(|key| self::key(it, key));
    quote! {
        const _: () = {
            use #krate::__private as __orm;
            #scalar
            #operand
            #text
            #number
            #key
        };
    }
}

fn scalar(it: &Newtype) -> TokenStream {
    let Newtype { ident, inner, .. } = it;
    // In the words of the type, where an error belongs.
    let inner = quote_spanned!(at(inner.span())=> <#inner as __orm::Scalar>);
    quote! {
        impl __orm::Scalar for #ident {
            const TYPE: __orm::Type = #inner::TYPE;
            const MAX_LENGTH: ::core::option::Option<u32> = #inner::MAX_LENGTH;
            const DB_TYPE: ::core::option::Option<&'static str> = #inner::DB_TYPE;
            fn to_value(&self) -> __orm::Value {
                #inner::to_value(&self.0)
            }
            fn read(row: &mut dyn __orm::Row) -> __orm::Result<::core::option::Option<Self>> {
                ::core::result::Result::Ok(#inner::read(row)?.map(Self))
            }
        }
    }
}

/// It combines with its own type and with what is inside, and stays what it is.
fn number(it: &Newtype, number: Number) -> TokenStream {
    let Newtype { ident, inner, .. } = it;
    let whole = (number == Number::Whole).then(|| quote!(impl __orm::Whole for #ident {}));
    quote! {
        impl __orm::Number for #ident {}
        #whole
        impl __orm::Meets<#inner> for #ident {}
        impl __orm::Takes<#inner> for #ident {}
        impl __orm::Arithmetic<#ident> for #ident {
            type Out = #ident;
        }
        impl __orm::Arithmetic<#inner> for #ident {
            type Out = #ident;
        }
    }
}

/// It can be a primary key, and relations take it.
fn key(it: &Newtype, key: Key) -> TokenStream {
    let Newtype { ident, inner, .. } = it;
    let inner = quote_spanned!(at(inner.span())=> <#inner as __orm::Key>);
    let auto = (key == Key::Automatic).then(|| auto_key(it));
    let (foreign_key, one_to_one) =
        (relation(ident, &quote!(ForeignKey)), relation(ident, &quote!(OneToOne)));
    quote! {
        impl __orm::Key for #ident {
            fn unset() -> ::core::option::Option<Self> {
                #inner::unset().map(Self)
            }
            fn made(number: i64) -> ::core::option::Option<Self> {
                #inner::made(number).map(Self)
            }
        }
        #auto
        impl<__M: __orm::Target<Value = #ident>> __orm::ToKey<__M> for #ident {
            type As = __orm::Value;
            fn to_key(&self) -> __orm::Value {
                __orm::Scalar::to_value(self)
            }
        }
        #foreign_key
        #one_to_one
    }
}

fn auto_key(it: &Newtype) -> TokenStream {
    let Newtype { ident, inner, .. } = it;
    quote! {
        impl __orm::AutoKey for #ident {
            const UNSET: Self = Self(<#inner as __orm::AutoKey>::UNSET);
        }
    }
}

fn relation(key: &Ident, relation: &TokenStream) -> TokenStream {
    quote! {
        impl<__T: __orm::Target<Value = #key>> ::core::convert::From<#key> for __orm::#relation<__T> {
            fn from(key: #key) -> Self {
                Self::to(key)
            }
        }
    }
}
