//! A struct that stands in models, which has what every one of them can have.

use proc_macro2::Ident;
use syn::{Error, Result, parse_quote};

use crate::{
    model::{
        check::{field::check_field, model::distinct_columns},
        facts::{Body, Embedded, Field, PrimaryKey, name_of},
        parse::{EmbedDeclaration, FieldDeclaration},
    },
    names::generated_visibility,
    problems::Problems,
    said::is_set,
    structs::argument_of,
};

/// What the fields of every model have as methods of traits, which would win over a field that is found behind them.
const TAKEN: &[&str] = &[
    "clone",
    "count",
    "eq",
    "in_",
    "into",
    "is_not_null",
    "is_null",
    "key",
    "path",
    "pk",
    "relation",
    "set",
    "set_null",
    "to_owned",
    "try_into",
];

/// Checks a declaration.
pub(in crate::model) fn check(declared: EmbedDeclaration) -> Result<Embedded> {
    let EmbedDeclaration { ident, visibility, words, fields } = declared;
    let mut problems = Problems::default();
    let serialize = is_set(&words.serialize);
    for field in &fields {
        problems.take(can_stand_inside(field, serialize));
    }
    let fields = fields.into_iter();
    let fields = fields.filter_map(|it| problems.take(check_field(it, PrimaryKey::No)));
    let fields: Vec<Field> = fields.collect();
    problems.take(distinct_columns(&fields));
    problems.finish()?;
    let krate = words.krate.map_or_else(|| parse_quote!(::queryset), |it| it.value);
    let visibility = generated_visibility(&visibility);
    Ok(Embedded { body: Body { ident, visibility, krate, fields }, serialize })
}

fn can_stand_inside(field: &FieldDeclaration, serialize: bool) -> Result<()> {
    let FieldDeclaration { ident, ty, words, .. } = field;
    if argument_of(ty, "Reverse").is_some() {
        let message = "a `Reverse` belongs to one model: write it there";
        return Err(Error::new(ident.span(), message));
    }
    let of_one_model = [
        words.primary_key.as_ref().map(|it| (&it.word, "a model has a primary key of its own")),
        words
            .generated
            .as_ref()
            .map(|it| (&it.word, "it is computed from the columns of one model")),
        words.embed.as_ref().map(|it| (&it.word, "an embedded struct embeds no other")),
    ];
    if let Some((word, why)) = of_one_model.into_iter().flatten().next() {
        let message = format!("`{word}` belongs in the model: {why}");
        return Err(Error::new(word.span(), message));
    }
    match &words.private {
        Some(word) if !serialize => Err(word.error(
            "`private` keeps a field out of JSON, which this struct is never part of: add `#[embed(serialize)]`",
        )),
        _ => not_taken(ident),
    }
}

fn not_taken(ident: &Ident) -> Result<()> {
    let name = name_of(ident);
    if TAKEN.contains(&name.as_str()) {
        let message = format!(
            "a field of an embedded struct cannot be called `{name}`, as a method of all fields of models is: give it \
             another name, and `column = \"{name}\"`"
        );
        return Err(Error::new(ident.span(), message));
    }
    Ok(())
}
