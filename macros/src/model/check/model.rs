//! The model as a whole.

use proc_macro2::Ident;
use syn::{Error, Result, parse_quote};

use crate::{
    model::{
        attributes::OrderingKey,
        check::{
            definitions::{check_constraint, index, unique_constraint},
            field::check_field,
        },
        definitions::{CheckWords, IndexWords},
        facts::{Body, Constraint, Field, Index, Model, PrimaryKey, name_of},
        kind::Family,
        parse::{Declaration, FieldDeclaration},
    },
    names::generated_visibility,
    problems::Problems,
    said::is_set,
    structs::argument_of,
    suggest::perhaps,
};

/// Checks a declaration.
pub(in crate::model) fn check(declared: Declaration) -> Result<Model> {
    let Declaration { ident, visibility, words, fields } = declared;
    let mut problems = Problems::default();
    let app = words.app.map(|it| it.value);
    if app.is_none() {
        let message = format!("say which app `{ident}` belongs to: `#[model(app = \"…\")]`");
        problems.add(Error::new(ident.span(), message));
    }
    let app = app.unwrap_or_default();
    let ordering = words.ordering.map(|it| it.value).unwrap_or_default();
    let get_latest_by = words.get_latest_by.map(|it| it.value).unwrap_or_default();
    let composite = words.primary_key.map(|it| it.value);
    let keys = problems.take(match composite {
        Some(names) => composite_key(&names, &fields),
        None => primary_key(&ident, &fields).map(|it| vec![it]),
    });
    let keys = keys.unwrap_or_default();
    problems.take(known(&fields, ordering.iter().chain(&get_latest_by)));
    let unique_together = words.unique_together.map(|it| it.value).unwrap_or_default();
    problems.take(unique_columns(&fields, unique_together.iter().flatten()));
    let serialize = is_set(&words.serialize);
    problems.take(private_for_a_reason(&fields, serialize));
    let (constraints, indexes) =
        definitions((words.checks, words.uniques, words.indexes), &fields, &mut problems);
    let fields = fields.into_iter().enumerate().filter_map(|(at, it)| {
        let key = keys.iter().find(|(place, _)| *place == at);
        problems.take(check_field(it, key.map_or(PrimaryKey::No, |(_, key)| *key)))
    });
    let fields: Vec<Field> = fields.collect();
    problems.take(distinct_columns(&fields));
    problems.finish()?;
    let table = words.table.map(|it| it.value);
    let table = table.unwrap_or_else(|| format!("{app}_{}", name_of(&ident).to_lowercase()));
    Ok(Model {
        body: Body {
            krate: words.krate.map_or_else(|| parse_quote!(::queryset), |it| it.value),
            ident,
            visibility: generated_visibility(&visibility),
            fields,
        },
        table,
        app,
        managed: words.managed.is_none_or(|it| it.value),
        manager: words.manager.map(|it| it.value),
        unique_together,
        checked: words.check.map(|it| it.value),
        serialize,
        constraints,
        indexes,
        ordering,
        get_latest_by,
        primary_key: keys.into_iter().map(|(place, _)| place).collect(),
    })
}

/// The words `check`, `unique` and `index`, each as often as it is said.
type Definitions = (Vec<CheckWords>, Vec<IndexWords>, Vec<IndexWords>);

/// The constraints, those over fields first, and the indexes.
fn definitions(
    (checks, uniques, indexes): Definitions,
    fields: &[FieldDeclaration],
    problems: &mut Problems,
) -> (Vec<Constraint>, Vec<(Option<String>, Index)>) {
    let uniques = uniques.into_iter().map(|it| unique_constraint(it, fields));
    let checks = checks.into_iter().map(check_constraint);
    let constraints = uniques.chain(checks).filter_map(|it| problems.take(it)).collect();
    let indexes = indexes.into_iter().filter_map(|it| problems.take(index(it, fields))).collect();
    (constraints, indexes)
}

/// The fields of a composite key, each once; no field is the key by itself beside them.
fn composite_key(names: &[Ident], fields: &[FieldDeclaration]) -> Result<Vec<(usize, PrimaryKey)>> {
    if let Some(word) = fields.iter().find_map(|it| it.words.primary_key.as_ref()) {
        return Err(word.error("the model says `primary_key(…)`, which names its fields"));
    }
    if let Some(pk) = fields.iter().find(|it| it.ident == "pk") {
        let message =
            "`pk` is the whole key of a model with a composite key: name the field otherwise";
        return Err(Error::new(pk.ident.span(), message));
    }
    let mut places: Vec<(usize, PrimaryKey)> = Vec::new();
    for word in names {
        let found = named_column(fields, word, &name_of(word))?;
        let place = fields.iter().position(|it| it.ident == found.ident).unwrap_or_default();
        if places.iter().any(|(other, _)| *other == place) {
            return Err(Error::new(word.span(), format!("`{word}` is part of the key already")));
        }
        places.push((place, PrimaryKey::Part));
    }
    Ok(places)
}

/// Which field is the primary key, and who makes it.
fn primary_key(model: &Ident, fields: &[FieldDeclaration]) -> Result<(usize, PrimaryKey)> {
    let mut marked = fields.iter().enumerate().filter(|(_, it)| is_set(&it.words.primary_key));
    if let Some((place, field)) = marked.next() {
        return match marked.find_map(|(_, it)| it.words.primary_key.as_ref()) {
            Some(second) => {
                Err(second.error(format!("`{}` is already the primary key", field.ident)))
            }
            None if is_set(&field.words.auto) => Ok((place, PrimaryKey::Automatic)),
            None => Ok((place, PrimaryKey::Natural)),
        };
    }
    let id = fields.iter().enumerate().find(|(_, it)| it.ident == "id");
    let Some((place, field)) = id else {
        let message = format!(
            "`{model}` has no primary key: name a field `id`, or mark one with `#[field(primary_key)]`"
        );
        return Err(Error::new(model.span(), message));
    };
    match Family::of(&field.ty) {
        Family::Integer => Ok((place, PrimaryKey::Automatic)),
        _ => Ok((place, PrimaryKey::Natural)),
    }
}

/// The fields that the options of the model name.
fn known<'a>(
    fields: &[FieldDeclaration],
    keys: impl Iterator<Item = &'a OrderingKey>,
) -> Result<()> {
    let mut problems = Problems::default();
    for key in keys {
        let path = name_of(&key.path);
        let first = path.split("__").next().unwrap_or_default();
        problems.take(known_here_or_inside(fields, &key.path, first));
    }
    problems.finish()
}

/// `private` keeps a field out of JSON, so that there must be some.
fn private_for_a_reason(fields: &[FieldDeclaration], serialize: bool) -> Result<()> {
    let private = fields.iter().find_map(|it| it.words.private.as_ref());
    match private {
        Some(word) if !serialize => Err(word.error(
            "`private` keeps a field out of JSON, which this model is never written as: add \
             `#[model(serialize)]`",
        )),
        _ => Ok(()),
    }
}

/// The fields that sets of unique values name: each has a column.
fn unique_columns<'a>(
    fields: &[FieldDeclaration],
    words: impl Iterator<Item = &'a Ident>,
) -> Result<()> {
    let mut problems = Problems::default();
    for word in words {
        problems.take(known_column(fields, word));
    }
    problems.finish()
}

/// The field with this name, which has a column; the name may be that of a field of an embedded struct.
pub(super) fn known_column(fields: &[FieldDeclaration], word: &Ident) -> Result<()> {
    if is_inside(fields, &name_of(word)) {
        return Ok(());
    }
    named_column(fields, word, &name_of(word)).map(drop)
}

fn known_here_or_inside(fields: &[FieldDeclaration], word: &Ident, name: &str) -> Result<()> {
    if is_inside(fields, name) { Ok(()) } else { named(fields, word, name).map(drop) }
}

/// Whether a name can only be that of a field of an embedded struct, which the compiler finds out.
fn is_inside(fields: &[FieldDeclaration], name: &str) -> bool {
    let mut names = fields.iter().map(|it| name_of(&it.ident));
    fields.iter().any(|it| is_set(&it.words.embed)) && names.all(|it| it != name)
}

/// The field with this name, which has a column, or an error at the word that says it.
pub(super) fn named_column<'a>(
    fields: &'a [FieldDeclaration],
    word: &Ident,
    name: &str,
) -> Result<&'a FieldDeclaration> {
    let found = named(fields, word, name)?;
    if argument_of(&found.ty, "Reverse").is_some() {
        let message = format!("`{word}` has no column that could be unique or indexed");
        return Err(Error::new(word.span(), message));
    }
    Ok(found)
}

/// The field with this name, or an error at the word that says it.
fn named<'a>(
    fields: &'a [FieldDeclaration],
    word: &Ident,
    name: &str,
) -> Result<&'a FieldDeclaration> {
    let names: Vec<String> = fields.iter().map(|it| name_of(&it.ident)).collect();
    let found = fields.iter().find(|it| name_of(&it.ident) == name).ok_or_else(|| {
        let hint = perhaps(name, names.iter().map(String::as_str));
        Error::new(word.span(), format!("there is no field `{name}`{hint}"))
    })?;
    if is_set(&found.words.embed) {
        let message = format!("`{name}` is an embedded struct: name one of its fields");
        return Err(Error::new(word.span(), message));
    }
    Ok(found)
}

pub(super) fn distinct_columns(fields: &[Field]) -> Result<()> {
    let columns: Vec<&Field> = fields.iter().filter(|it| it.has_column()).collect();
    for (at, field) in columns.iter().enumerate() {
        if let Some(other) = columns.iter().take(at).find(|it| it.column == field.column) {
            let message = format!("`{}` already has the column `{}`", other.name(), field.column);
            return Err(Error::new(field.ident.span(), message));
        }
    }
    Ok(())
}
