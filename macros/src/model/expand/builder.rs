//! `BookBuilder`: one type parameter for each required field, `Missing` until its value is given.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::Expr;

use crate::{
    docs::docs_or,
    model::{
        expand::cells::{placed, standing},
        facts::{Body, Field, Initial, name_of},
        kind::{Family, Kind},
    },
    names::{generated, type_name, with_prefix, with_suffix, written},
};

/// The struct.
pub(super) fn declaration(body: &Body) -> TokenStream {
    let Body { ident, visibility, krate, .. } = body;
    let builder = with_suffix(ident, "Builder");
    let doc = format!("Builds a [`{}`], once every required field is given.", name_of(ident));
    let parameters = required(body).map(|field| {
        let (parameter, ty) = (parameter(field), &field.ty);
        match field.initial {
            Initial::Embedded => {
                quote!(#parameter = <#ty as #krate::__private::Embed>::Unset)
            }
            _ => quote!(#parameter = #krate::__private::Missing),
        }
    });
    let places = given(body).map(|field| {
        let Field { ident, value: ty, .. } = field;
        match field.initial {
            Initial::Required | Initial::Embedded => {
                let parameter = parameter(field);
                quote!(#ident: #parameter)
            }
            _ => quote!(#ident: ::core::option::Option<#ty>),
        }
    });
    quote! {
        #[doc = #doc]
        #[must_use = "it is not built until it is returned from the closure"]
        #visibility struct #builder<#(#parameters),*> {
            #(#places),*
        }
    }
}

/// The setters, and how the builder begins and ends.
pub(super) fn implementations(body: &Body) -> TokenStream {
    let builder = with_suffix(&body.ident, "Builder");
    let parameters: Vec<_> = required(body).map(parameter).collect();
    let setters = given(body).map(|field| match field.initial {
        Initial::Required | Initial::Embedded => required_setter(body, field),
        _ => optional_setters(field),
    });
    let build = build(body);
    let complete = complete(body);
    quote! {
        impl<#(#parameters),*> #builder<#(#parameters),*> {
            #(#setters)*
        }
        #build
        #complete
    }
}

/// `impl Build`: the beginning, with nothing given.
fn build(body: &Body) -> TokenStream {
    let Body { ident, .. } = body;
    let builder = with_suffix(ident, "Builder");
    let places = given(body).map(|field| {
        let Field { ident, ty, .. } = field;
        match field.initial {
            Initial::Required => quote!(#ident: __orm::Missing),
            Initial::Embedded => quote!(#ident: <#ty as __orm::Embed>::unset()),
            _ => quote!(#ident: ::core::option::Option::None),
        }
    });
    quote! {
        impl __orm::Build for #ident {
            type Builder = #builder;
            fn builder() -> Self::Builder {
                #builder { #(#places),* }
            }
        }
    }
}

/// `impl Complete`: the end, where every required field has a value.
///
/// A trait for each of them carries the message that names the field. The header stands as if the user had written it,
/// because the compiler explains the bounds of a derived one as those of a type parameter that could be changed.
fn complete(body: &Body) -> TokenStream {
    let Body { ident, .. } = body;
    let builder = written(with_suffix(ident, "Builder"), ident);
    let parameters: Vec<_> = required(body).map(parameter).collect();
    let bounds = required(body).map(|it| {
        let (parameter, bound) = (parameter(it), written(bound(it), &it.ident));
        quote_spanned!(it.ident.span()=> #parameter: #bound)
    });
    let markers = required(body).map(marker);
    let values = body.fields.iter().map(|it| value(body, it));
    let header = quote_spanned!(ident.span()=> __Complete<#ident> for #builder<#(#parameters),*>);
    quote! {
        #(#markers)*
        impl<#(#bounds),*> #header {
            fn finish(self) -> #ident {
                #ident { #(#values),* }
            }
        }
    }
}

fn marker(field: &Field) -> TokenStream {
    let bound = bound(field);
    let Field { value: ty, .. } = field;
    let name = field.name();
    let message = format!("missing required field `{name}`");
    let label = format!("`{name}` is not given");
    let (instead, preset) = match field.initial {
        Initial::Embedded => {
            ("give each of its fields", Some(quote!(impl #bound for __orm::Preset<#ty> {})))
        }
        _ => ("give the field", None),
    };
    let note = format!("call `.{name}(…)` in the closure, or {instead} a default or an `Option`");
    quote! {
        #[diagnostic::on_unimplemented(message = #message, label = #label, note = #note)]
        trait #bound: __orm::Given<#ty> {}
        impl #bound for __orm::Set<#ty> {}
        #preset
    }
}

/// The value of a field of the finished instance.
fn value(body: &Body, field: &Field) -> TokenStream {
    let Field { ident, value: ty, .. } = field;
    let otherwise = match &field.initial {
        Initial::Required | Initial::Embedded => {
            let value = quote!(__orm::Given::<#ty>::take(self.#ident));
            let value = placed(field, &standing(body, field, &value));
            return quote!(#ident: #value);
        }
        Initial::Null => {
            let value = quote!(self.#ident.unwrap_or_default());
            let value = placed(field, &standing(body, field, &value));
            return quote!(#ident: #value);
        }
        Initial::Reverse => return quote!(#ident: __orm::Reverse::new()),
        Initial::Made => return quote!(#ident: __orm::Deferred::new()),
        Initial::Left => {
            return quote!(#ident: self.#ident.map(::core::convert::From::from).unwrap_or_default());
        }
        Initial::UnsetKey => quote!(<#ty as __orm::AutoKey>::UNSET),
        Initial::Now => quote!(<#ty as __orm::Stamp>::now()),
        Initial::Default(None) => quote!(::core::default::Default::default()),
        Initial::Default(Some(it)) => default(field, it),
    };
    let value = placed(field, &quote!(self.#ident.unwrap_or_else(|| #otherwise)));
    quote!(#ident: #value)
}

/// A default is converted as the setter converts its argument.
fn default(field: &Field, value: &Expr) -> TokenStream {
    if converts(field) && !field.is_nullable() {
        quote!(::core::convert::Into::into(#value))
    } else {
        quote!(#value)
    }
}

/// `fn price(self, value) -> BookBuilder<…, Set<…>, …>`.
fn required_setter(body: &Body, field: &Field) -> TokenStream {
    let Field { visibility, docs, value: ty, .. } = field;
    let builder = with_suffix(&body.ident, "Builder");
    let setter = generated(&field.ident);
    let docs = docs_or(docs, &format!("Gives the field `{}`.", field.name()));
    let (argument, value) = (argument(field), converted(field));
    let parameters = required(body).map(|it| {
        if it.ident == field.ident { quote!(__orm::Set<#ty>) } else { parameter_tokens(it) }
    });
    let places = given(body).map(|Field { ident, .. }| {
        if *ident == field.ident {
            quote!(#ident: __orm::Set(#value))
        } else {
            quote!(#ident: self.#ident)
        }
    });
    quote! {
        #docs
        #visibility fn #setter(self, value: #argument) -> #builder<#(#parameters),*> {
            #builder { #(#places),* }
        }
    }
}

/// `fn rating(self, value) -> Self`, and `fn maybe_rating(self, Option<value>) -> Self`.
fn optional_setters(field: &Field) -> TokenStream {
    let Field { visibility, docs, ident, .. } = field;
    let name = field.name();
    let setter = generated(ident);
    let twin = with_prefix("maybe_", ident);
    let docs = docs_or(docs, &format!("Gives the field `{name}`."));
    let (argument, value) = (argument(field), converted(field));
    let some = quote!(::core::option::Option::Some);
    let map = converts(field).then(|| quote!(.map(::core::convert::Into::into)));
    let (twin_doc, given, given_maybe) = if field.is_nullable() {
        ("`None` is NULL", quote!(#some(#some(#value))), quote!(#some(value #map)))
    } else {
        let kept = quote!(value #map .or(self.#ident));
        ("`None` leaves it as it is", quote!(#some(#value)), kept)
    };
    let twin_doc = format!("Gives the field `{name}`; {twin_doc}.");
    quote! {
        #docs
        #visibility fn #setter(mut self, value: #argument) -> Self {
            self.#ident = #given;
            self
        }
        #[doc = #twin_doc]
        #visibility fn #twin(mut self, value: ::core::option::Option<#argument>) -> Self {
            self.#ident = #given_maybe;
            self
        }
    }
}

/// Whether a setter takes whatever turns into the type, or only the type itself.
fn converts(field: &Field) -> bool {
    match field.kind {
        Kind::Relation(..) => true,
        Kind::Column => matches!(Family::of(&field.bare), Family::Text | Family::Json),
        Kind::Reverse(..) | Kind::Embedded => false,
    }
}

/// The type of a setter's argument.
fn argument(field: &Field) -> TokenStream {
    let Field { bare, .. } = field;
    if converts(field) { quote!(impl ::core::convert::Into<#bare>) } else { quote!(#bare) }
}

/// The argument `value` as the field's type.
fn converted(field: &Field) -> TokenStream {
    if converts(field) { quote!(::core::convert::Into::into(value)) } else { quote!(value) }
}

/// The fields that the builder takes.
pub(super) fn given(body: &Body) -> impl Iterator<Item = &Field> {
    body.fields.iter().filter(|it| !matches!(it.initial, Initial::Reverse | Initial::Made))
}

/// The fields whose type parameter says whether they are given.
pub(super) fn required(body: &Body) -> impl Iterator<Item = &Field> {
    body.fields.iter().filter(|it| matches!(it.initial, Initial::Required | Initial::Embedded))
}

/// Whether nothing has to be given.
pub(super) fn needs_nothing(body: &Body) -> bool {
    required(body).next().is_none()
}

pub(super) fn parameter(field: &Field) -> Ident {
    type_name("__", &field.ident)
}

fn parameter_tokens(field: &Field) -> TokenStream {
    let parameter = parameter(field);
    quote!(#parameter)
}

fn bound(field: &Field) -> Ident {
    type_name("__Given", &field.ident)
}
