//! `impl Projection`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::{Index, ext::IdentExt, spanned::Spanned};

use crate::{
    names::at,
    projection::parse::{Declaration, Field, Source},
};

/// The expansion.
///
/// Without annotations it is for all rows of the model, whatever is annotated; else for rows with as many annotations.
pub(super) fn expand(it: &Declaration) -> TokenStream {
    let Declaration { ident, model, fields } = it;
    let model_fields = quote!(<#model as __orm::Model>::Fields<__orm::Always>);
    let annotated: Vec<_> =
        fields.iter().filter(|it| matches!(it.from, Source::Annotation)).collect();
    let kinds: Vec<_> = (0..annotated.len()).map(|it| format_ident!("__K{it}")).collect();
    let types = annotated.iter().map(|it| &it.ty);
    let (generics, args) = if annotated.is_empty() {
        (quote!(__S: __orm::Scope<Fields = #model_fields>), quote!(__S))
    } else {
        let expressions = quote!(#(__orm::Expression<#types, #kinds>),*);
        (quote!(#(#kinds: 'static),*), quote!((#model_fields, #expressions,)))
    };
    let exprs = exprs(fields);
    let cells = fields.iter().map(cell);
    quote! {
        const _: () = {
            use ::queryset::__private::{self as __orm, Relation as _, Spelled as _};
            impl<#generics> __orm::Projection<#args> for #ident {
                fn exprs(args: &#args) -> ::std::vec::Vec<__orm::Expr> {
                    #exprs
                }
                fn read(row: &mut dyn __orm::Row) -> __orm::Result<Self> {
                    ::core::result::Result::Ok(Self { #(#cells),* })
                }
            }
        };
    }
}

/// An expression for each field; that it fills the field is held by the type of the call.
fn exprs(fields: &[Field]) -> TokenStream {
    let scope = Ident::new("fields", Span::mixed_site());
    let mut annotations = 1..;
    let exprs = fields.iter().map(|Field { ty, from, .. }| match from {
        Source::Path(path) => {
            let expr = path.expand(&scope);
            quote_spanned!(at(path.span())=> __orm::filled::<#ty, _>(#expr))
        }
        Source::Annotation => {
            let place = annotations.next().map(Index::from);
            quote_spanned!(at(ty.span())=>
                __orm::filled::<#ty, _>(::core::clone::Clone::clone(&args.#place))
            )
        }
    });
    let exprs: Vec<_> = exprs.collect();
    quote! {
        #[allow(unused_variables)]
        let #scope = __orm::Scope::fields(args);
        ::std::vec![#(#exprs),*]
    }
}

fn cell(Field { ident, ty, .. }: &Field) -> TokenStream {
    let name = ident.unraw().to_string();
    quote_spanned!(at(ty.span())=> #ident: __orm::read_field::<#ty>(row, #name)?)
}
