//! What both derives ask of a struct.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{
    Data, DeriveInput, Error, Field, Fields, GenericArgument, PathArguments, PathSegment, Result,
    Type,
};

/// The fields of a struct with named fields and without generics.
pub(crate) fn named_fields(input: &DeriveInput, derive: &str) -> Result<Vec<Field>> {
    let wrong = |what: &str| {
        let message = format!("`{derive}` is for structs with named fields: {what}");
        Err(Error::new(input.ident.span(), message))
    };
    let Data::Struct(data) = &input.data else { return wrong("this is not a struct") };
    let Fields::Named(fields) = &data.fields else { return wrong("these have no names") };
    if !input.generics.params.is_empty() || input.generics.where_clause.is_some() {
        let message = format!(
            "`{derive}` is for structs without generics: its table has one type per column"
        );
        return Err(Error::new_spanned(&input.generics, message));
    }
    fields.named.iter().cloned().map(|it| without_self(it, &input.ident)).collect()
}

/// The `T` of `name<T>`, however the path before it reads.
pub(crate) fn argument_of<'a>(ty: &'a Type, name: &str) -> Option<&'a Type> {
    let segment = last_segment(ty).filter(|it| it.ident == name)?;
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else { return None };
    match (arguments.args.first(), arguments.args.len()) {
        (Some(GenericArgument::Type(it)), 1) => Some(it),
        _ => None,
    }
}

/// The last segment of a path.
pub(crate) fn last_segment(ty: &Type) -> Option<&PathSegment> {
    match ty {
        Type::Path(it) if it.qself.is_none() => it.path.segments.last(),
        // A type that came through a `macro_rules!` fragment.
        Type::Group(it) => last_segment(&it.elem),
        Type::Paren(it) => last_segment(&it.elem),
        _ => None,
    }
}

/// The field with `Self` in its type spelled out, since the type goes where `Self` means something else.
fn without_self(mut field: Field, name: &Ident) -> Result<Field> {
    field.ty = syn::parse2(replace_self(field.ty.to_token_stream(), name))?;
    Ok(field)
}

fn replace_self(tokens: TokenStream, name: &Ident) -> TokenStream {
    let replaced = tokens.into_iter().map(|token| match token {
        TokenTree::Ident(it) if it == "Self" => {
            let mut name = name.clone();
            name.set_span(it.span());
            TokenTree::Ident(name)
        }
        TokenTree::Group(it) => {
            let mut group = Group::new(it.delimiter(), replace_self(it.stream(), name));
            group.set_span(it.span());
            TokenTree::Group(group)
        }
        other => other,
    });
    replaced.collect()
}
