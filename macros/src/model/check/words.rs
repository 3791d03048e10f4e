//! Which words suit which field, and each other.

use proc_macro2::Ident;
use syn::{Error, Result, Type};

use crate::{
    model::{
        attributes::FieldWords,
        kind::{Family, instead_of, type_name},
    },
    problems::Problems,
    said::{Said, is_set},
    structs::argument_of,
};

const ON_COLUMNS: &[&str] = &[
    "primary_key",
    "auto",
    "column",
    "unique",
    "index",
    "max_length",
    "max_digits",
    "decimal_places",
    "db_type",
    "default",
    "auto_now",
    "auto_now_add",
    "private",
    "db_default",
    "generated",
    "db_persist",
];
const ON_RELATIONS: &[&str] =
    &["primary_key", "column", "unique", "index", "default", "db_constraint", "private"];
const ON_REVERSES: &[&str] = &["of"];
const ON_EMBEDDED: &[&str] = &["embed", "private"];

/// The words on a column of type `bare`.
pub(super) fn suit_column(words: &FieldWords, name: &str, bare: &Type) -> Result<()> {
    let mut problems = Problems::default();
    if let Some(instead) = instead_of(bare) {
        let message = format!("no column holds `{}`: write `{instead}`", type_name(bare));
        problems.add(Error::new_spanned(bare, message));
    }
    problems.take(suit(words, ON_COLUMNS, &format!("`{name}` is a column")));
    // What is said of an array is said of its members.
    let member = argument_of(bare, "Vec").filter(|it| type_name(it) != "u8");
    let is = Family::of(member.unwrap_or(bare));
    let mut fits = |word: Option<&syn::Ident>, wanted: Family, what: &str| {
        if let Some(word) = word.filter(|_| is != wanted && is != Family::Unknown) {
            let message = format!("`{word}` is for {what}, and `{name}` is `{}`", type_name(bare));
            problems.add(Error::new(word.span(), message));
        }
    };
    fits(words.auto.as_ref().map(|it| &it.word), Family::Integer, "integers");
    fits(words.max_length.as_ref().map(|it| &it.word), Family::Text, "text");
    fits(words.max_digits.as_ref().map(|it| &it.word), Family::Decimal, "decimals");
    fits(words.decimal_places.as_ref().map(|it| &it.word), Family::Decimal, "decimals");
    fits(words.auto_now.as_ref().map(|it| &it.word), Family::Moment, "dates and times");
    fits(words.auto_now_add.as_ref().map(|it| &it.word), Family::Moment, "dates and times");
    problems.take(suit_each_other(words));
    problems.finish()
}

/// The words for what the database makes: its value is not at hand before a save.
pub(super) fn suit_database(
    words: &FieldWords,
    ident: &Ident,
    deferred: bool,
    bare: &Type,
) -> Result<()> {
    let generated = words.generated.as_ref().map(|it| &it.word);
    let default = words.db_default.as_ref().map(|it| &it.word);
    if let (Some(persist), None) = (&words.db_persist, generated) {
        return Err(persist.error("`db_persist` belongs beside `generated`"));
    }
    let Some(word) = generated.or(default) else { return Ok(()) };
    if !deferred {
        let name = type_name(bare);
        let message = format!(
            "the database makes the value of `{ident}`, and it is not at hand before: write `Deferred<{name}>`"
        );
        return Err(Error::new(word.span(), message));
    }
    let excluded = [
        words.default.as_ref().map(|it| &it.word),
        words.auto_now.as_ref().map(|it| &it.word),
        words.auto_now_add.as_ref().map(|it| &it.word),
        default.filter(|_| generated.is_some()),
    ];
    match excluded.into_iter().flatten().next() {
        Some(other) => {
            Err(Error::new(other.span(), format!("`{word}` leaves no use for `{other}`")))
        }
        None => Ok(()),
    }
}

/// The words on a `ForeignKey` or `OneToOne`.
pub(super) fn suit_relation(words: &FieldWords, name: &str) -> Result<()> {
    suit(words, ON_RELATIONS, &format!("`{name}` is a relation"))
}

/// The words on a `Reverse`.
pub(super) fn suit_reverse(words: &FieldWords, name: &str) -> Result<()> {
    suit(words, ON_REVERSES, &format!("`{name}` has no column"))
}

/// The words on an embedded struct.
pub(super) fn suit_embedded(words: &FieldWords, name: &str) -> Result<()> {
    suit(
        words,
        ON_EMBEDDED,
        &format!("`{name}` is an embedded struct, whose fields have words of their own"),
    )
}

/// All digits of a decimal, and those behind the point.
pub(super) fn digits(words: &FieldWords) -> Result<Option<(u32, u32)>> {
    match (&words.max_digits, &words.decimal_places) {
        (Some(all), Some(places)) if all.value < places.value => {
            Err(places.error("there cannot be more `decimal_places` than `max_digits`"))
        }
        (Some(all), Some(places)) => Ok(Some((all.value, places.value))),
        (Some(all), None) => Err(all.error("`max_digits` needs `decimal_places` beside it")),
        (None, Some(places)) => Err(places.error("`decimal_places` needs `max_digits` beside it")),
        (None, None) => Ok(None),
    }
}

fn suit(words: &FieldWords, suitable: &[&str], why: &str) -> Result<()> {
    match words.said().find(|it| !suitable.contains(&it.to_string().as_str())) {
        Some(word) => Err(Error::new(word.span(), format!("`{word}` cannot be said here: {why}"))),
        None => Ok(()),
    }
}

fn suit_each_other(words: &FieldWords) -> Result<()> {
    let stamps = [&words.auto_now, &words.auto_now_add].into_iter().flatten();
    let makers: Vec<&Said<bool>> = stamps.chain(&words.auto).filter(|it| it.value).collect();
    if let [first, second, ..] = makers.as_slice() {
        return Err(
            second.error(format!("`{}` and `{}` exclude each other", first.word, second.word))
        );
    }
    if let (Some(default), [maker]) = (&words.default, makers.as_slice()) {
        return Err(default.error(format!("`{}` leaves no use for a default", maker.word)));
    }
    match &words.auto {
        Some(auto) if !is_set(&words.primary_key) => {
            Err(auto.error("`auto` belongs beside `primary_key`"))
        }
        _ => Ok(()),
    }
}
