//! What lets a value of a generated scalar stand beside a column.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// It meets its own type, as an operand and as a member of a list.
pub(crate) fn operand(ident: &Ident) -> TokenStream {
    quote! {
        impl __orm::Element for #ident {}
        impl __orm::Meets<#ident> for #ident {}
        impl<__T: __orm::Column> __orm::Operand<__T> for #ident
        where
            __T::Bare: __orm::Meets<#ident>,
        {
            type Kind = __orm::PerRow;
            type Type = #ident;
            type Given = __orm::NotNull;
            fn operand(self) -> __orm::Expr {
                __orm::Expr::Value(__orm::Scalar::to_value(&self))
            }
        }
        impl __orm::Term for #ident {
            type Kind = __orm::PerRow;
            type Type = #ident;
            fn term(self) -> __orm::Expr {
                __orm::Expr::Value(__orm::Scalar::to_value(&self))
            }
        }
        impl<__T: __orm::Column> __orm::Listed<__T> for #ident
        where
            __T::Bare: __orm::Meets<#ident>,
        {
            fn member(self) -> __orm::Value {
                __orm::Scalar::to_value(&self)
            }
        }
    }
}
