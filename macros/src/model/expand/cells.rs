//! An instance and its cells: `fn read`, `fn values`, `fn fill`, `fn stamp`, of models and of embedded structs.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use crate::{
    model::{
        facts::{Body, Fact, Field, name_of},
        kind::{Kind, RelationKind},
    },
    names::at,
};

/// The functions, the last two where they have something to do.
pub(super) fn functions(body: &Body) -> TokenStream {
    let read = body.fields.iter().map(|it| read(body, it));
    let values = values(body);
    let fill = fill(body);
    let stamp = stamp(body);
    quote! {
        fn read(row: &mut dyn __orm::Row) -> __orm::Result<Self> {
            ::core::result::Result::Ok(Self { #(#read),* })
        }
        fn values(&self) -> ::std::vec::Vec<::core::option::Option<__orm::Value>> {
            #values
        }
        #fill
        #stamp
    }
}

/// A field read from a row.
fn read(body: &Body, field: &Field) -> TokenStream {
    let Field { ident, .. } = field;
    let value = match &field.kind {
        Kind::Column => read_column(field),
        Kind::Relation(kind, _) => read_relation(body, field, *kind),
        Kind::Reverse(..) => quote!(__orm::Reverse::new()),
        Kind::Embedded => quote!(__orm::Embed::read(row)?),
    };
    quote!(#ident: #value)
}

/// A column read from a row, in the words of the type, where an error belongs.
fn read_column(field: &Field) -> TokenStream {
    let (Field { ty, value, .. }, name) = (field, field.name());
    quote_spanned!(at(value.span())=> __orm::read_field::<#ty>(row, #name)?)
}

/// The key of a relation read from a row.
fn read_relation(body: &Body, field: &Field, kind: RelationKind) -> TokenStream {
    let (relation, site) = (kind.ident(), site(body, field));
    let read = if field.is_nullable() { quote!(read_option) } else { quote!(read) };
    quote!(__orm::#relation::#read(row, #site)?)
}

/// Where a relation stands, for messages.
fn site(body: &Body, field: &Field) -> TokenStream {
    let (model, field) = (name_of(&body.ident), field.name());
    quote!(&__orm::Site { model: #model, field: #field })
}

/// The value of a relation of a new instance, which knows where it stands.
pub(super) fn standing(body: &Body, field: &Field, value: &TokenStream) -> TokenStream {
    let site = site(body, field);
    match (&field.kind, field.is_nullable()) {
        (Kind::Relation(..), false) => quote!(#value.standing(#site)),
        (Kind::Relation(..), true) => quote!(#value.map(|it| it.standing(#site))),
        _ => value.clone(),
    }
}

/// A value as the field holds it.
pub(super) fn placed(field: &Field, value: &TokenStream) -> TokenStream {
    if field.deferred { quote!(::core::convert::From::from(#value)) } else { value.clone() }
}

/// The values in the order of the columns.
fn values(body: &Body) -> TokenStream {
    if body.embedded().next().is_none() {
        let values = body.fields.iter().filter_map(value);
        return quote!(::std::vec![#(#values),*]);
    }
    let parts = body.fields.iter().map(|field| {
        let Field { ident, kind, .. } = field;
        match (kind, value(field)) {
            (Kind::Embedded, _) => quote!(values.extend(__orm::Embed::values(&self.#ident));),
            (_, Some(value)) => quote!(values.push(#value);),
            (_, None) => TokenStream::new(),
        }
    });
    quote! {
        let mut values = ::std::vec::Vec::new();
        #(#parts)*
        values
    }
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
        Kind::Reverse(..) | Kind::Embedded => None,
    }
}

/// `fn fill`: each field alone.
fn fill(body: &Body) -> Option<TokenStream> {
    let arm = |field: &Field| {
        let (Field { ident, .. }, name) = (field, field.name());
        let value = match &field.kind {
            Kind::Column => read_column(field),
            Kind::Relation(kind, _) => read_relation(body, field, *kind),
            Kind::Reverse(..) | Kind::Embedded => return None,
        };
        Some(quote!(#name => self.#ident = #value))
    };
    let arms: Vec<_> = body.fields.iter().filter_map(arm).collect();
    let embedded: Vec<_> = body.embedded().map(|it| &it.ident).collect();
    if arms.is_empty() && embedded.is_empty() {
        return None;
    }
    let otherwise = if embedded.is_empty() {
        quote!(())
    } else {
        quote!({ #(__orm::Embed::fill(&mut self.#embedded, name, row)?;)* })
    };
    Some(quote! {
        fn fill(
            &mut self,
            name: &'static str,
            row: &mut dyn __orm::Row,
        ) -> __orm::Result<()> {
            match name {
                #(#arms,)*
                _ => #otherwise,
            }
            ::core::result::Result::Ok(())
        }
    })
}

/// `fn stamp`, where a field has use for it.
fn stamp(body: &Body) -> Option<TokenStream> {
    let of = |fact| body.fields.iter().filter(move |it| it.facts.contains(&fact)).map(assign_now);
    let always: Vec<_> = of(Fact::AutoNow).collect();
    let adding: Vec<_> = of(Fact::AutoNowAdd).collect();
    let embedded: Vec<_> = body.embedded().map(|it| &it.ident).collect();
    if always.is_empty() && adding.is_empty() && embedded.is_empty() {
        return None;
    }
    let if_adding = (!adding.is_empty()).then(|| quote!(if adding { #(#adding)* }));
    Some(quote! {
        fn stamp(&mut self, now: __orm::chrono::DateTime<__orm::chrono::Utc>, adding: bool) {
            #(#always)*
            #if_adding
            #(__orm::Embed::stamp(&mut self.#embedded, now, adding);)*
        }
    })
}

fn assign_now(field: &Field) -> TokenStream {
    let Field { ident, value, .. } = field;
    let now = placed(field, &quote!(<#value as __orm::Stamp>::at(now)));
    quote!(self.#ident = #now;)
}
