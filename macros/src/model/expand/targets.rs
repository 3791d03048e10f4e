//! `BookByIsbn`: a type for each field that is unique, for relations that point to it.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::{
    model::{
        facts::{Fact, Field, Model, name_of},
        kind::Kind,
    },
    names::{narrower, type_name},
};

/// The types.
pub(super) fn declarations(model: &Model) -> TokenStream {
    let declarations = unique(model).map(|field| {
        let target = target(model, field);
        let visibility = narrower(&model.body.visibility, &field.visibility);
        let (name, column) = (name_of(&model.body.ident), field.name());
        let doc = format!(
            "[`{name}`] by its field `{column}`, which is unique: what a `ForeignKey<{target}>` points to."
        );
        quote! {
            #[doc = #doc]
            #[allow(dead_code)]
            #[derive(::core::fmt::Debug)]
            #visibility enum #target {}
        }
    });
    quote!(#(#declarations)*)
}

/// What they point to, and how an instance names itself by them.
pub(super) fn implementations(model: &Model) -> TokenStream {
    let ident = &model.body.ident;
    let implementations = unique(model).map(|field| {
        let (target, name) = (target(model, field), field.name());
        let Field { ident: field, value: ty, .. } = field;
        let relations = ["ForeignKey", "OneToOne"]
            .map(|it| relation(&Ident::new(it, proc_macro2::Span::call_site()), ident, &target));
        quote! {
            impl __orm::Target for #target {
                type Model = #ident;
                type Value = #ty;
                type Fields<__R: __orm::Reach> =
                    <#ident as __orm::Model>::Fields<__orm::By<__R, #target>>;
                const FIELD: ::core::option::Option<&'static str> =
                    ::core::option::Option::Some(#name);
                fn value_of(object: &#ident) -> #ty {
                    ::core::clone::Clone::clone(&object.#field)
                }
            }
            impl __orm::ToKey<#target> for &#ident {
                type As = __orm::Value;
                fn to_key(&self) -> __orm::Value {
                    __orm::name_of::<#target>(self)
                }
            }
            #(#relations)*
        }
    });
    quote!(#(#implementations)*)
}

/// An instance turns into a relation to it.
fn relation(relation: &Ident, model: &Ident, target: &Ident) -> TokenStream {
    quote! {
        impl ::core::convert::From<&#model> for __orm::#relation<#target> {
            fn from(object: &#model) -> Self {
                Self::naming(object)
            }
        }
        impl ::core::convert::From<#model> for __orm::#relation<#target> {
            fn from(object: #model) -> Self {
                Self::holding(object)
            }
        }
    }
}

/// The columns that name a row beside the primary key: unique, never NULL, and at hand before a save.
fn unique(model: &Model) -> impl Iterator<Item = &Field> {
    model.body.fields.iter().filter(|it| {
        matches!(it.kind, Kind::Column)
            && it.facts.contains(&Fact::Unique)
            && !it.is_nullable()
            && !it.deferred
    })
}

fn target(model: &Model, field: &Field) -> Ident {
    type_name(&format!("{}By", name_of(&model.body.ident)), &field.ident)
}
