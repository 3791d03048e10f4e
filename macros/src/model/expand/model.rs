//! `impl Model`, the manager, and the entry in the register.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{Index, Type};

use crate::{
    model::{
        expand::{cells, meta},
        facts::{Field, Model},
        kind::Kind,
    },
    names::with_suffix,
};

/// `impl Model for Book`, `impl Record for Book`, and `submit!`.
pub(super) fn implementation(model: &Model) -> TokenStream {
    let ident = &model.body.ident;
    let fields = with_suffix(ident, "Fields");
    let key = key(model);
    let meta = meta::function(model);
    let cells = cells::functions(&model.body);
    let manager = match &model.manager {
        Some(it) => quote!(#it),
        None => quote!(__orm::Objects<#ident>),
    };
    quote! {
        impl __orm::Model for #ident {
            type Fields<__R: __orm::Reach> = #fields<__R>;
            #key
            #meta
            #cells
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
    let fields = model.primary_key.iter().filter_map(|place| model.body.fields.get(*place));
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
                ty: quote!(<#target as __orm::Target>::Value),
                get: clone(quote!(__orm::#relation::id(&self.#ident))),
                set: Box::new(move |key| quote!(__orm::#relation::to(#key))),
            }
        }
        Kind::Column | Kind::Reverse(..) | Kind::Embedded => KeyPart {
            ident,
            ty: quote!(#ty),
            get: clone(quote!(&self.#ident)),
            set: Box::new(TokenStream::clone),
        },
    }
}

/// `<Publisher as Model>::Fields<reach>`.
pub(super) fn fields_of(target: &Type, reach: &TokenStream) -> TokenStream {
    quote!(<#target as __orm::Model>::Fields<#reach>)
}
