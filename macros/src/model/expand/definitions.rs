//! Constraints, indexes, defaults of the database and generated columns: closures that become formulas.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::{ExprClosure, spanned::Spanned};

use crate::{
    model::{
        definitions::Deferrable,
        facts::{Body, Constraint, Field, Generated, Index, Keys, Model, Rule, Unique, name_of},
    },
    names::at,
};

/// The statics of a model's constraints and indexes, and what its metadata says of them.
pub(super) fn statics(model: &Model) -> (TokenStream, TokenStream) {
    let constraints: Vec<_> = model.constraints.iter().map(|it| constraint(model, it)).collect();
    let indexes = model.indexes.iter().map(|(name, index)| {
        let name = match name {
            Some(name) => quote!(::core::option::Option::Some(#name)),
            None => quote!(::core::option::Option::None),
        };
        let over = over(model, index);
        quote!(__orm::IndexMeta { name: #name, over: #over })
    });
    let indexes: Vec<_> = indexes.collect();
    let declare = |name: TokenStream, ty: TokenStream, all: &[TokenStream]| {
        (!all.is_empty()).then(|| quote!(static #name: &[__orm::#ty] = &[#(#all),*];))
    };
    let declared = [
        declare(quote!(CONSTRAINTS), quote!(ConstraintMeta), &constraints),
        declare(quote!(INDEXES), quote!(IndexMeta), &indexes),
    ];
    let said = [
        (!constraints.is_empty()).then(|| quote!(.constraints(CONSTRAINTS))),
        (!indexes.is_empty()).then(|| quote!(.indexes(INDEXES))),
    ];
    (quote!(#(#declared)*), quote!(#(#said)*))
}

/// What the metadata of a field says of what the database makes.
pub(super) fn made(body: &Body, field: &Field) -> TokenStream {
    let value = &field.value;
    let default = field.db_default.as_ref().map(|expr| {
        let make = quote_spanned!(at(expr.span())=> __orm::db_default::<#value, _>(#expr));
        quote!(.db_default(__orm::Formula::new(|| #make)))
    });
    let generated = field.generated.as_ref().map(|Generated { formula, persisted }| {
        let how = if *persisted { quote!(generated) } else { quote!(generated_virtually) };
        let ident = &body.ident;
        let make =
            quote_spanned!(at(formula.span())=> __orm::generated::<#ident, #value, _>(#formula));
        quote!(.#how(__orm::Formula::new(|| #make)))
    });
    let deferred = field.deferred.then(|| quote!(.deferred()));
    quote!(#deferred #default #generated)
}

fn constraint(model: &Model, Constraint { name, rule }: &Constraint) -> TokenStream {
    match rule {
        Rule::Check(closure) => {
            let condition = formula(model, &quote!(condition), closure);
            quote!(__orm::ConstraintMeta::check(#name, #condition))
        }
        Rule::Unique(unique) => {
            let Unique { index, nulls_distinct, deferrable } = &**unique;
            let over = over(model, index);
            let nulls =
                nulls_distinct.map(|it| quote!(.nulls_distinct(::core::option::Option::Some(#it))));
            let deferrable = deferrable.map(|it| {
                let when = match it {
                    Deferrable::Deferred => quote!(Deferred),
                    Deferrable::Immediate => quote!(Immediate),
                };
                quote!(.deferrable(__orm::Deferrable::#when))
            });
            quote! {
                __orm::ConstraintMeta::unique(
                    #name,
                    __orm::UniqueMeta::new(#over) #nulls #deferrable,
                )
            }
        }
    }
}

fn over(model: &Model, index: &Index) -> TokenStream {
    let keys = match &index.keys {
        Keys::Fields(keys) => {
            let keys = keys.iter().map(|key| {
                let name = name_of(&key.path);
                let direction = if key.descending { quote!(Descending) } else { quote!(Ascending) };
                quote!((#name, __orm::Direction::#direction))
            });
            quote!(Fields(&[#(#keys),*]))
        }
        Keys::Expressions(closure) => {
            let keys = formula(model, &quote!(sort_keys), closure);
            quote!(Expressions(#keys))
        }
    };
    let condition = index.condition.as_ref().map(|it| {
        let condition = formula(model, &quote!(condition), it);
        quote!(.condition(#condition))
    });
    let include = names(&index.include).map(|it| quote!(.include(#it)));
    let classes = &index.opclasses;
    let classes = (!classes.is_empty()).then(|| quote!(.opclasses(&[#(#classes),*])));
    quote!(__orm::Indexed::by(__orm::Keys::#keys) #condition #include #classes)
}

/// `Formula::new(|| condition::<Account>(|a| …))`; an error stands where the closure does.
fn formula(model: &Model, write: &TokenStream, closure: &ExprClosure) -> TokenStream {
    let ident = &model.body.ident;
    let make = quote_spanned!(at(closure.span())=> __orm::#write::<#ident, _>(#closure));
    quote!(__orm::Formula::new(|| #make))
}

fn names(fields: &[Ident]) -> Option<TokenStream> {
    let names = fields.iter().map(name_of);
    (!fields.is_empty()).then(|| quote!(&[#(#names),*]))
}
