//! `fn meta`: the facts of the model, in a static.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use crate::{
    model::{
        attributes::OrderingKey,
        expand::definitions,
        facts::{Body, Fact, Field, Model, name_of},
        kind::Kind,
    },
    names::at,
};

/// `fn meta`.
pub(super) fn function(model: &Model) -> TokenStream {
    let Model { body: Body { ident, .. }, app, table, .. } = model;
    let name = name_of(ident);
    let fields = columns(&model.body);
    let options = options(model);
    let (statics, definitions) = definitions::statics(model);
    quote! {
        fn meta() -> &'static __orm::ModelMeta {
            static FIELDS: &[__orm::FieldMeta] = #fields;
            #statics
            static META: __orm::ModelMeta =
                __orm::ModelMeta::new(#app, #name, #table, FIELDS) #options #definitions;
            &META
        }
    }
}

/// The columns, with those of embedded structs where these stand.
pub(super) fn columns(body: &Body) -> TokenStream {
    if body.embedded().next().is_none() {
        let fields = body.fields.iter().filter(|it| it.has_column()).map(|it| field(body, it));
        return quote!(&[#(#fields),*]);
    }
    let parts = body.fields.iter().filter_map(|it| match it.kind {
        Kind::Embedded if it.private => {
            let columns = embedded_columns(it);
            Some(quote!(&__orm::private_fields::<{ #columns.len() }>(#columns)))
        }
        Kind::Embedded => Some(embedded_columns(it)),
        Kind::Reverse(..) => None,
        Kind::Column | Kind::Relation(..) => {
            let field = field(body, it);
            Some(quote!(&[#field]))
        }
    });
    quote! {{
        const PARTS: &[&[__orm::FieldMeta]] = &[#(#parts),*];
        &__orm::joined_fields::<{ __orm::joined_len(PARTS) }>(PARTS)
    }}
}

/// The columns of an embedded struct, in the words of its type, where an error belongs.
pub(super) fn embedded_columns(field: &Field) -> TokenStream {
    let ty = &field.ty;
    quote_spanned!(at(ty.span())=> <#ty as __orm::Embed>::FIELDS)
}

fn field(body: &Body, field: &Field) -> TokenStream {
    let name = field.name();
    let Field { value, column, .. } = field;
    let new = match &field.kind {
        Kind::Relation(kind, target) => {
            let kind = kind.ident();
            quote!(relation::<#target>(#name, #column, __orm::RelationKind::#kind))
        }
        Kind::Column | Kind::Reverse(..) | Kind::Embedded => quote!(new::<#value>(#name, #column)),
    };
    let facts = field.facts.iter().filter_map(|it| fact(*it, field));
    let db_type = field.db_type.as_ref().map(|it| quote!(.db_type(#it)));
    let made = definitions::made(body, field);
    let private = field.private.then(|| quote!(.private()));
    quote!(__orm::FieldMeta::#new #(.#facts)* #db_type #made #private)
}

fn fact(fact: Fact, field: &Field) -> Option<TokenStream> {
    Some(match fact {
        // The type of a column says it.
        Fact::Null if matches!(field.kind, Kind::Column) => return None,
        Fact::Null => quote!(null()),
        Fact::Unique => quote!(unique()),
        Fact::Index => quote!(index()),
        Fact::WithoutIndex => quote!(without_index()),
        // At the field, since the compiler may find it too short for the longest value.
        Fact::MaxLength(length) => {
            quote_spanned!(at(field.ident.span())=> max_length(#length))
        }
        Fact::Digits(all, places) => quote!(digits(#all, #places)),
        Fact::AutoNow => quote!(auto_now(__orm::AutoNow::Always)),
        Fact::AutoNowAdd => quote!(auto_now(__orm::AutoNow::Adding)),
        Fact::WithoutConstraint => quote!(without_constraint()),
        Fact::PrimaryKey => quote!(primary_key()),
        Fact::KeyPart => quote!(key_part()),
        Fact::Auto => quote!(auto()),
    })
}

fn options(model: &Model) -> TokenStream {
    let unmanaged = (!model.managed).then(|| quote!(.unmanaged()));
    let reverse: Vec<_> = model.body.fields.iter().filter_map(reverse).collect();
    let reverse = (!reverse.is_empty()).then(|| quote!(.reverse(&[#(#reverse),*])));
    let ordering = keys(&model.ordering).map(|it| quote!(.ordering(#it)));
    let latest = keys(&model.get_latest_by).map(|it| quote!(.get_latest_by(#it)));
    let unique = unique_together(&model.unique_together);
    let parts =
        model.primary_key.iter().filter_map(|it| model.body.fields.get(*it)).map(Field::name);
    let composite = (model.primary_key.len() > 1).then(|| quote!(.composite_key(&[#(#parts),*])));
    quote!(#composite #unmanaged #reverse #ordering #latest #unique)
}

fn unique_together(sets: &[Vec<Ident>]) -> Option<TokenStream> {
    let sets = sets.iter().map(|set| {
        let names = set.iter().map(name_of);
        quote!(&[#(#names),*])
    });
    let sets: Vec<_> = sets.collect();
    (!sets.is_empty()).then(|| quote!(.unique_together(&[#(#sets),*])))
}

fn reverse(field: &Field) -> Option<TokenStream> {
    let Kind::Reverse(source, of) = &field.kind else { return None };
    let name = field.name();
    let of = name_of(of);
    Some(quote! {
        __orm::ReverseMeta { name: #name, source: <#source as __orm::Model>::meta, field: #of }
    })
}

fn keys(keys: &[OrderingKey]) -> Option<TokenStream> {
    let keys: Vec<_> = keys.iter().map(ordering).collect();
    (!keys.is_empty()).then(|| quote!(&[#(#keys),*]))
}

fn ordering(key: &OrderingKey) -> TokenStream {
    let path = name_of(&key.path);
    let names = path.split("__");
    let direction = if key.descending { quote!(Descending) } else { quote!(Ascending) };
    quote! {
        __orm::OrderingMeta { path: &[#(#names),*], direction: __orm::Direction::#direction }
    }
}
