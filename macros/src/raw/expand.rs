//! The call of sqlx that is never run, and the query that is.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::{Expr, ExprCast, Type, spanned::Spanned};

use crate::{names::at, raw::parse::RawQuery};

/// The raw queryset, after the statement was given to `sqlx::query!`.
///
/// Each value is worked out once, into a variable that both get: so a number has the type that the database wants.
pub(super) fn expand(query: &RawQuery) -> TokenStream {
    let RawQuery { model, sql, values } = query;
    let names: Vec<Ident> = values.iter().enumerate().map(name).collect();
    let given = values.iter().map(|it| inferred(it).unwrap_or(it));
    let checked = values.iter().zip(&names).map(|(value, name)| match inferred(value) {
        Some(_) => quote!(#name as _),
        None => name.to_token_stream(),
    });
    let check = quote_spanned!(at(sql.span())=> ::sqlx::query!(#sql #(, #checked)*));
    quote! {
        match (#(#given,)*) {
            (#(#names,)*) => {
                if false {
                    let _ = #check;
                }
                ::queryset::__private::Manager::raw(
                    &<#model as ::queryset::__private::Record>::objects(),
                    #sql,
                )
                #(.bind(#names))*
            }
        }
    }
}

/// What is before `as _`, which tells sqlx not to check the type of a value.
fn inferred(value: &Expr) -> Option<&Expr> {
    match value {
        Expr::Cast(ExprCast { expr, ty, .. }) if matches!(**ty, Type::Infer(_)) => Some(expr),
        _ => None,
    }
}

/// A variable that no other of the user's can be, at the place of its value, where an error belongs.
fn name((number, value): (usize, &Expr)) -> Ident {
    format_ident!("value{number}", span = Span::mixed_site().located_at(value.span()))
}
