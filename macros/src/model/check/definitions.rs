//! Constraints and indexes.

use proc_macro2::Ident;
use syn::{Error, ExprClosure, Result};

use crate::{
    model::{
        check::model::known_column,
        definitions::{CheckWords, IndexWords},
        facts::{Constraint, Index, Keys, Rule, Unique},
        parse::FieldDeclaration,
    },
    problems::Problems,
    said::{Maybe, Said},
};

/// Django's rule for the names of indexes.
const LONGEST_NAME: usize = 30;

/// A check constraint.
pub(super) fn check_constraint(words: CheckWords) -> Result<Constraint> {
    let CheckWords { word, name, condition } = words;
    let name = required(name, &word, "name = \"…\"")?;
    let condition = required(condition, &word, "|it| …")?;
    Ok(Constraint { name, rule: Rule::Check(condition) })
}

/// A unique constraint.
pub(super) fn unique_constraint(
    mut words: IndexWords,
    fields: &[FieldDeclaration],
) -> Result<Constraint> {
    let name = required(words.name.take(), &words.word, "name = \"…\"")?;
    let nulls_distinct = words.nulls_distinct.take().map(Said::into_value);
    let deferrable = words.deferrable.take();
    if let Some(when) = &deferrable {
        let exclusive = [
            words.condition.as_ref().map(|it| &it.word),
            words.expressions.as_ref().map(|it| &it.word),
            words.include.as_ref().map(|it| &it.word),
            words.opclasses.as_ref().map(|it| &it.word),
        ];
        if let Some(other) = exclusive.into_iter().flatten().next() {
            return Err(when.error(format!(
                "`deferrable` and `{other}` exclude each other: what waits is a constraint, what is partial an index"
            )));
        }
    }
    let index = over(words, fields)?;
    if let Keys::Fields(keys) = &index.keys
        && let Some(key) = keys.iter().find(|it| it.descending)
    {
        let message = "unique fields have no order: write it without `-`";
        return Err(Error::new(key.path.span(), message));
    }
    let deferrable = deferrable.map(Said::into_value);
    Ok(Constraint {
        name,
        rule: Rule::Unique(Box::new(Unique { index, nulls_distinct, deferrable })),
    })
}

/// An index, with its name where it has one.
pub(super) fn index(
    mut words: IndexWords,
    fields: &[FieldDeclaration],
) -> Result<(Option<String>, Index)> {
    let name = words.name.take();
    if let Some(long) = name.as_ref().filter(|it| it.value.chars().count() > LONGEST_NAME) {
        return Err(long.error(format!(
            "the name of an index has at most {LONGEST_NAME} characters, so that every database takes it"
        )));
    }
    if name.is_none()
        && let Some(expressions) = &words.expressions
    {
        return Err(expressions.error("an index on expressions needs a name: `name = \"…\"`"));
    }
    Ok((name.map(Said::into_value), over(words, fields)?))
}

fn over(words: IndexWords, fields: &[FieldDeclaration]) -> Result<Index> {
    let mut problems = Problems::default();
    let IndexWords { word, fields: named, expressions, condition, include, opclasses, .. } = words;
    let include = include.map(Said::into_value).unwrap_or_default();
    for field in named.iter().flat_map(|it| it.value.iter().map(|it| &it.path)).chain(&include) {
        problems.take(known_column(fields, field));
    }
    let keys = match (named, expressions) {
        (Some(_), Some(expressions)) => {
            Err(expressions.error("`fields` and `expressions` exclude each other"))
        }
        (Some(named), None) => Ok(Keys::Fields(named.value)),
        (None, Some(expressions)) => Ok(Keys::Expressions(expressions.value)),
        (None, None) => {
            let message =
                format!("say what the `{word}` is over: `fields(…)` or `expressions = |it| …`");
            Err(Error::new(word.span(), message))
        }
    };
    if let (Some(classes), Ok(Keys::Fields(keys))) = (&opclasses, &keys)
        && classes.value.len() != keys.len()
    {
        problems.add(classes.error("give one operator class for each of `fields`"));
    }
    if let (Some(classes), Ok(Keys::Expressions(_))) = (&opclasses, &keys) {
        problems.add(classes.error("`opclasses` belong to `fields`"));
    }
    let keys = problems.take(keys);
    problems.finish()?;
    let Some(keys) = keys else { return Err(Error::new(word.span(), "nothing to index")) };
    let condition: Option<ExprClosure> = condition.map(Said::into_value);
    let opclasses = opclasses.map(Said::into_value).unwrap_or_default();
    Ok(Index { keys, condition, include, opclasses })
}

fn required<T>(said: Maybe<T>, word: &Ident, how: &str) -> Result<T> {
    match said {
        Some(said) => Ok(said.value),
        None => Err(Error::new(word.span(), format!("`{word}` needs `{how}`"))),
    }
}
