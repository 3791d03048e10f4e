//! The words of `#[model(…)]` and `#[field(…)]`.
//!
//! In: attributes. Out: each word with its value, whatever field it stands on; whether it belongs there is for `check`.

use proc_macro2::Ident;
use syn::{
    Attribute, Expr, ExprClosure, Path, Result, Token, Type,
    ext::IdentExt,
    meta::ParseNestedMeta,
    parenthesized,
    parse::{Parse, ParseStream},
    punctuated::Punctuated,
    token::Paren,
};

use crate::{
    model::{
        definitions::{CheckWords, IndexWords, closure},
        facts::Checked,
    },
    problems::Problems,
    said::{Maybe, flag, number, put, text, unknown},
};

/// What `#[model(…)]` says.
#[derive(Default)]
pub(super) struct ModelWords {
    pub(super) app: Maybe<String>,
    pub(super) table: Maybe<String>,
    pub(super) ordering: Maybe<Vec<OrderingKey>>,
    pub(super) get_latest_by: Maybe<Vec<OrderingKey>>,
    pub(super) managed: Maybe<bool>,
    pub(super) manager: Maybe<Type>,
    pub(super) krate: Maybe<Path>,
    pub(super) unique_together: Maybe<Vec<Vec<Ident>>>,
    pub(super) check: Maybe<Checked>,
    pub(super) serialize: Maybe<bool>,
    pub(super) primary_key: Maybe<Vec<Ident>>,
    pub(super) checks: Vec<CheckWords>,
    pub(super) uniques: Vec<IndexWords>,
    pub(super) indexes: Vec<IndexWords>,
}

/// What `#[embed(…)]` says.
#[derive(Default)]
pub(super) struct EmbedWords {
    pub(super) serialize: Maybe<bool>,
    pub(super) krate: Maybe<Path>,
}

/// What `#[field(…)]` says.
#[derive(Default)]
pub(super) struct FieldWords {
    pub(super) primary_key: Maybe<bool>,
    pub(super) auto: Maybe<bool>,
    pub(super) column: Maybe<String>,
    pub(super) unique: Maybe<bool>,
    pub(super) index: Maybe<bool>,
    pub(super) max_length: Maybe<u32>,
    pub(super) max_digits: Maybe<u32>,
    pub(super) decimal_places: Maybe<u32>,
    pub(super) db_type: Maybe<String>,
    pub(super) default: Maybe<Option<Expr>>,
    pub(super) auto_now: Maybe<bool>,
    pub(super) auto_now_add: Maybe<bool>,
    pub(super) db_constraint: Maybe<bool>,
    pub(super) db_default: Maybe<Expr>,
    pub(super) generated: Maybe<ExprClosure>,
    pub(super) db_persist: Maybe<bool>,
    pub(super) of: Maybe<Ident>,
    pub(super) to_field: Maybe<Ident>,
    pub(super) private: Maybe<bool>,
    pub(super) embed: Maybe<bool>,
}

/// One key of `ordering(…)` or `get_latest_by`: `name`, `-name`, `relation__name`.
pub(super) struct OrderingKey {
    pub(super) descending: bool,
    pub(super) path: Ident,
}

const MODEL_WORDS: &[&str] = &[
    "app",
    "table",
    "ordering",
    "get_latest_by",
    "managed",
    "manager",
    "unique_together",
    "primary_key",
    "serialize",
    "unique",
    "check",
    "index",
    "crate",
];

const FIELD_WORDS: &[&str] = &[
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
    "db_constraint",
    "db_default",
    "generated",
    "db_persist",
    "of",
    "to_field",
    "private",
    "embed",
];

const EMBED_WORDS: &[&str] = &["serialize", "crate"];

impl ModelWords {
    /// Reads all `#[model(…)]` of a struct.
    pub(super) fn read(attributes: &[Attribute], problems: &mut Problems) -> Self {
        let mut words = Self::default();
        for attribute in attributes.iter().filter(|it| it.path().is_ident("model")) {
            problems.take(attribute.parse_nested_meta(|meta| words.word(&meta)));
        }
        words
    }

    fn word(&mut self, meta: &ParseNestedMeta<'_>) -> Result<()> {
        let word = meta.path.require_ident()?;
        match word.to_string().as_str() {
            "app" => put(&mut self.app, word, text(meta)),
            "table" => put(&mut self.table, word, text(meta)),
            "ordering" => put(&mut self.ordering, word, ordering(meta)),
            "get_latest_by" => put(&mut self.get_latest_by, word, latest(meta)),
            "managed" => put(&mut self.managed, word, flag(meta)),
            "manager" => {
                put(&mut self.manager, word, meta.value().and_then(syn::parse::ParseBuffer::parse))
            }
            "unique_together" => put(&mut self.unique_together, word, unique_sets(meta)),
            "serialize" => put(&mut self.serialize, word, flag(meta)),
            "primary_key" => put(&mut self.primary_key, word, key_fields(meta)),
            "check" if meta.input.peek(Paren) => {
                push(&mut self.checks, CheckWords::read(word, meta.input))
            }
            "check" => put(&mut self.check, word, checked(meta)),
            "unique" => push(&mut self.uniques, IndexWords::read_unique(word, meta.input)),
            "index" => push(&mut self.indexes, IndexWords::read_index(word, meta.input)),
            "crate" => put(&mut self.krate, word, meta.value().and_then(Path::parse_mod_style)),
            _ => Err(unknown(word, "#[model]", MODEL_WORDS)),
        }
    }
}

impl EmbedWords {
    /// Reads all `#[embed(…)]` of a struct.
    pub(super) fn read(attributes: &[Attribute], problems: &mut Problems) -> Self {
        let mut words = Self::default();
        for attribute in attributes.iter().filter(|it| it.path().is_ident("embed")) {
            problems.take(attribute.parse_nested_meta(|meta| words.word(&meta)));
        }
        words
    }

    fn word(&mut self, meta: &ParseNestedMeta<'_>) -> Result<()> {
        let word = meta.path.require_ident()?;
        match word.to_string().as_str() {
            "serialize" => put(&mut self.serialize, word, flag(meta)),
            "crate" => put(&mut self.krate, word, meta.value().and_then(Path::parse_mod_style)),
            _ => Err(unknown(word, "#[embed]", EMBED_WORDS)),
        }
    }
}

impl FieldWords {
    /// Reads all `#[field(…)]` of a field.
    pub(super) fn read(attributes: &[Attribute], problems: &mut Problems) -> Self {
        let mut words = Self::default();
        for attribute in attributes.iter().filter(|it| it.path().is_ident("field")) {
            problems.take(attribute.parse_nested_meta(|meta| words.word(&meta)));
        }
        words
    }

    /// Every word that is said.
    pub(super) fn said(&self) -> impl Iterator<Item = &Ident> {
        let flags = [
            &self.primary_key,
            &self.auto,
            &self.unique,
            &self.index,
            &self.auto_now,
            &self.auto_now_add,
            &self.db_constraint,
            &self.private,
            &self.embed,
            &self.db_persist,
        ];
        let numbers = [&self.max_length, &self.max_digits, &self.decimal_places];
        let flags = flags.into_iter().flatten().map(|it| &it.word);
        let numbers = numbers.into_iter().flatten().map(|it| &it.word);
        let others = [
            self.column.as_ref().map(|it| &it.word),
            self.db_type.as_ref().map(|it| &it.word),
            self.default.as_ref().map(|it| &it.word),
            self.db_default.as_ref().map(|it| &it.word),
            self.generated.as_ref().map(|it| &it.word),
            self.of.as_ref().map(|it| &it.word),
            self.to_field.as_ref().map(|it| &it.word),
        ];
        flags.chain(numbers).chain(others.into_iter().flatten())
    }

    fn word(&mut self, meta: &ParseNestedMeta<'_>) -> Result<()> {
        let word = meta.path.require_ident()?;
        match word.to_string().as_str() {
            "primary_key" => put(&mut self.primary_key, word, flag(meta)),
            "auto" => put(&mut self.auto, word, flag(meta)),
            "column" => put(&mut self.column, word, text(meta)),
            "unique" => put(&mut self.unique, word, flag(meta)),
            "index" => put(&mut self.index, word, flag(meta)),
            "max_length" => put(&mut self.max_length, word, number(meta)),
            "max_digits" => put(&mut self.max_digits, word, number(meta)),
            "decimal_places" => put(&mut self.decimal_places, word, number(meta)),
            "db_type" => put(&mut self.db_type, word, text(meta)),
            "default" => put(&mut self.default, word, default(meta)),
            "auto_now" => put(&mut self.auto_now, word, flag(meta)),
            "auto_now_add" => put(&mut self.auto_now_add, word, flag(meta)),
            "db_constraint" => put(&mut self.db_constraint, word, flag(meta)),
            "db_default" => put(&mut self.db_default, word, value(meta)),
            "generated" => put(&mut self.generated, word, meta.value().and_then(closure)),
            "db_persist" => put(&mut self.db_persist, word, flag(meta)),
            "of" => put(&mut self.of, word, name(meta)),
            "to_field" => put(&mut self.to_field, word, name(meta)),
            "private" => put(&mut self.private, word, flag(meta)),
            "embed" => put(&mut self.embed, word, flag(meta)),
            _ => Err(unknown(word, "#[field]", FIELD_WORDS)),
        }
    }
}

impl Parse for OrderingKey {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let descending = input.parse::<Option<Token![-]>>()?.is_some();
        Ok(Self { descending, path: input.call(Ident::parse_any)? })
    }
}

/// `ordering(name, -pubdate)`.
fn ordering(meta: &ParseNestedMeta<'_>) -> Result<Vec<OrderingKey>> {
    let keys;
    parenthesized!(keys in meta.input);
    let keys = Punctuated::<OrderingKey, Token![,]>::parse_terminated(&keys)?;
    Ok(keys.into_iter().collect())
}

/// `get_latest_by = pubdate`, or several keys: `get_latest_by(-priority, pubdate)`.
fn latest(meta: &ParseNestedMeta<'_>) -> Result<Vec<OrderingKey>> {
    if meta.input.peek(Paren) { ordering(meta) } else { Ok(vec![meta.value()?.parse()?]) }
}

/// `primary_key(room, hour)`.
fn key_fields(meta: &ParseNestedMeta<'_>) -> Result<Vec<Ident>> {
    let keys;
    parenthesized!(keys in meta.input);
    let keys = names(&keys)?;
    match keys.len() {
        2..=4 => Ok(keys),
        _ => Err(meta
            .error("a composite key has two to four fields; one field says `primary_key` itself")),
    }
}

/// `unique_together(publisher, name)`, or several sets: `unique_together((publisher, name), (name, city))`.
fn unique_sets(meta: &ParseNestedMeta<'_>) -> Result<Vec<Vec<Ident>>> {
    let sets;
    parenthesized!(sets in meta.input);
    let sets: Vec<Vec<Ident>> = if sets.peek(Paren) {
        let sets = sets.parse_terminated(unique_set, Token![,])?;
        sets.into_iter().collect()
    } else {
        vec![names(&sets)?]
    };
    if sets.iter().any(Vec::is_empty) {
        return Err(meta.error("name the fields whose values are unique together"));
    }
    Ok(sets)
}

/// `(publisher, name)`.
fn unique_set(input: ParseStream<'_>) -> Result<Vec<Ident>> {
    let set;
    parenthesized!(set in input);
    names(&set)
}

fn names(input: ParseStream<'_>) -> Result<Vec<Ident>> {
    let names = input.parse_terminated(Ident::parse_any, Token![,])?;
    Ok(names.into_iter().collect())
}

/// `word = field`.
fn name(meta: &ParseNestedMeta<'_>) -> Result<Ident> {
    meta.value()?.call(Ident::parse_any)
}

/// `word = expr`.
fn value(meta: &ParseNestedMeta<'_>) -> Result<Expr> {
    meta.value()?.parse()
}

/// One more of a word that can be said again.
fn push<T>(all: &mut Vec<T>, one: Result<T>) -> Result<()> {
    all.push(one?);
    Ok(())
}

/// `default` or `default = expr`.
fn default(meta: &ParseNestedMeta<'_>) -> Result<Option<Expr>> {
    if meta.input.peek(Token![=]) { meta.value()?.parse().map(Some) } else { Ok(None) }
}

/// `check`, or `check = sqlite`: the database whose columns are held against the model.
fn checked(meta: &ParseNestedMeta<'_>) -> Result<Checked> {
    if !meta.input.peek(Token![=]) {
        return Ok(Checked::Postgres);
    }
    let database: Ident = meta.value()?.parse()?;
    match database.to_string().as_str() {
        "postgres" => Ok(Checked::Postgres),
        "sqlite" => Ok(Checked::Sqlite),
        "mysql" => Ok(Checked::Mysql),
        _ => Err(unknown(&database, "check", &["postgres", "sqlite", "mysql"])),
    }
}
