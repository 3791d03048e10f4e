//! `impl Model`, the manager, and the entry in the register.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{Type, spanned::Spanned};

use crate::{
    model::{
        expand::meta,
        facts::{Fact, Field, Model},
        kind::Kind,
    },
    names::{at, with_suffix},
};

/// `impl Model for Book`, `impl Record for Book`, and `submit!`.
pub(super) fn implementation(model: &Model) -> TokenStream {
    let Model { ident, .. } = model;
    let fields = with_suffix(ident, "Fields");
    let key = key(model);
    let meta = meta::function(model);
    let read = model.fields.iter().map(read);
    let values = model.fields.iter().filter_map(value);
    let stamp = stamp(model);
    let fill = fill(model);
    let manager = match &model.manager {
        Some(it) => quote!(#it),
        None => quote!(__orm::Objects<#ident>),
    };
    quote! {
        impl __orm::Model for #ident {
            type Fields<__R: __orm::Reach> = #fields<__R>;
            #key
            #meta
            fn read(row: &mut dyn __orm::Row) -> __orm::Result<Self> {
                ::core::result::Result::Ok(Self { #(#read),* })
            }
            fn values(&self) -> ::std::vec::Vec<::core::option::Option<__orm::Value>> {
                ::std::vec![#(#values),*]
            }
            #fill
            #stamp
        }
        impl __orm::Record for #ident {
            type Manager = #manager;
        }
        __orm::inventory::submit! {
            __orm::Registered(<#ident as __orm::Model>::meta)
        }
    }
}

/// The primary key: its type, its name, and the two ways to it.
fn key(model: &Model) -> TokenStream {
    let Some(field) = model.fields.get(model.primary_key) else { return TokenStream::new() };
    let Field { ident, ty, .. } = field;
    let name = field.name();
    let (key, get, set) = match &field.kind {
        Kind::Relation(kind, target) => {
            let relation = kind.ident();
            (
                quote!(<#target as __orm::Model>::Key),
                quote!(__orm::#relation::id(&self.#ident)),
                quote!(__orm::#relation::to(key)),
            )
        }
        Kind::Column | Kind::Reverse(..) => (quote!(#ty), quote!(&self.#ident), quote!(key)),
    };
    quote! {
        type Key = #key;
        const PRIMARY_KEY: &'static str = #name;
        fn key(&self) -> Self::Key {
            ::core::clone::Clone::clone(#get)
        }
        fn set_key(&mut self, key: Self::Key) {
            self.#ident = #set;
        }
    }
}

/// A field read from a row.
fn read(field: &Field) -> TokenStream {
    let Field { ident, .. } = field;
    let name = field.name();
    let value = match &field.kind {
        Kind::Column => placed(field, &read_column(field)),
        Kind::Relation(kind, _) => {
            let relation = kind.ident();
            let read = if field.is_nullable() { quote!(read_option) } else { quote!(read) };
            quote!(__orm::#relation::#read(row, #name)?)
        }
        Kind::Reverse(..) => quote!(__orm::Reverse::new()),
    };
    quote!(#ident: #value)
}

/// A column read from a row, in the words of the type, where an error belongs.
fn read_column(field: &Field) -> TokenStream {
    let (Field { value, .. }, name) = (field, field.name());
    quote_spanned!(at(value.span())=> __orm::read_field::<#value>(row, #name)?)
}

/// A value as the field holds it.
pub(super) fn placed(field: &Field, value: &TokenStream) -> TokenStream {
    if field.deferred { quote!(::core::convert::From::from(#value)) } else { value.clone() }
}

/// The value of a field, `Some` unless it is left to the database.
fn value(field: &Field) -> Option<TokenStream> {
    let Field { ident, value, .. } = field;
    let (some, none) = (quote!(::core::option::Option::Some), quote!(::core::option::Option::None));
    match &field.kind {
        Kind::Column if field.generated.is_some() => Some(none),
        Kind::Column if field.deferred => Some(quote_spanned! {at(value.span())=>
            __orm::Deferred::as_option(&self.#ident).map(<#value as __orm::Column>::to_value)
        }),
        Kind::Column => Some(quote_spanned! {at(value.span())=>
            #some(<#value as __orm::Column>::to_value(&self.#ident))
        }),
        Kind::Relation(kind, _) => {
            let relation = kind.ident();
            Some(if field.is_nullable() {
                quote!(#some(__orm::#relation::option_to_value(self.#ident.as_ref())))
            } else {
                quote!(#some(__orm::#relation::to_value(&self.#ident)))
            })
        }
        Kind::Reverse(..) => None,
    }
}

/// `fn fill`, where a field can be without its value.
fn fill(model: &Model) -> Option<TokenStream> {
    let deferred = model.fields.iter().filter(|it| it.deferred);
    let arms: Vec<_> = deferred
        .map(|field| {
            let (Field { ident, .. }, name) = (field, field.name());
            let value = placed(field, &read_column(field));
            quote!(#name => self.#ident = #value)
        })
        .collect();
    if arms.is_empty() {
        return None;
    }
    Some(quote! {
        fn fill(
            &mut self,
            name: &'static str,
            row: &mut dyn __orm::Row,
        ) -> __orm::Result<()> {
            match name {
                #(#arms,)*
                _ => (),
            }
            ::core::result::Result::Ok(())
        }
    })
}

/// `fn stamp`, where a field has use for it.
fn stamp(model: &Model) -> Option<TokenStream> {
    let of = |fact| model.fields.iter().filter(move |it| it.facts.contains(&fact)).map(assign_now);
    let always: Vec<_> = of(Fact::AutoNow).collect();
    let adding: Vec<_> = of(Fact::AutoNowAdd).collect();
    if always.is_empty() && adding.is_empty() {
        return None;
    }
    let if_adding = (!adding.is_empty()).then(|| quote!(if adding { #(#adding)* }));
    Some(quote! {
        fn stamp(&mut self, now: __orm::chrono::DateTime<__orm::chrono::Utc>, adding: bool) {
            #(#always)*
            #if_adding
        }
    })
}

fn assign_now(field: &Field) -> TokenStream {
    let Field { ident, value, .. } = field;
    let now = placed(field, &quote!(<#value as __orm::Stamp>::at(now)));
    quote!(self.#ident = #now;)
}

/// `<Publisher as Model>::Fields<reach>`.
pub(super) fn fields_of(target: &Type, reach: &TokenStream) -> TokenStream {
    quote!(<#target as __orm::Model>::Fields<#reach>)
}
