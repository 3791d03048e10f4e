//! `impl Model`, the manager, and the entry in the register.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Index, Type, spanned::Spanned};

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
    let fields = model.primary_key.iter().filter_map(|place| model.fields.get(*place));
    let names = fields.clone().map(Field::name);
    let parts: Vec<_> = fields.map(key_part).collect();
    let types = parts.iter().map(|it| &it.ty);
    let gets = parts.iter().map(|it| &it.get);
    let (key, get, set) = match parts.as_slice() {
        [KeyPart { ty, get, ident, set }] => {
            let value = set(&quote!(key));
            (quote!(#ty), quote!(#get), quote!(self.#ident = #value;))
        }
        _ => {
            let sets = parts.iter().enumerate().map(|(at, KeyPart { ident, set, .. })| {
                let at = Index::from(at);
                let value = set(&quote!(key.#at));
                quote!(self.#ident = #value;)
            });
            (quote!((#(#types),*)), quote!((#(#gets),*)), quote!(#(#sets)*))
        }
    };
    quote! {
        type Key = #key;
        const PRIMARY_KEY: &'static [&'static str] = &[#(#names),*];
        fn key(&self) -> Self::Key {
            #get
        }
        fn set_key(&mut self, key: Self::Key) {
            #set
        }
    }
}

/// A field of the key.
struct KeyPart<'m> {
    ident: &'m Ident,
    ty: TokenStream,
    get: TokenStream,
    set: Box<dyn Fn(&TokenStream) -> TokenStream>,
}

fn key_part(field: &Field) -> KeyPart<'_> {
    let Field { ident, ty, .. } = field;
    let clone = |of: TokenStream| quote!(::core::clone::Clone::clone(#of));
    match &field.kind {
        Kind::Relation(kind, target) => {
            let relation = kind.ident();
            KeyPart {
                ident,
                ty: quote!(<#target as __orm::Model>::Key),
                get: clone(quote!(__orm::#relation::id(&self.#ident))),
                set: Box::new(move |key| quote!(__orm::#relation::to(#key))),
            }
        }
        Kind::Column | Kind::Reverse(..) => KeyPart {
            ident,
            ty: quote!(#ty),
            get: clone(quote!(&self.#ident)),
            set: Box::new(TokenStream::clone),
        },
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
