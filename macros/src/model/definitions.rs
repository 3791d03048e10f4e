//! The words inside `check(…)`, `unique(…)` and `index(…)` of `#[model(…)]`.
//!
//! In: what stands between the parentheses. Out: each word with its value, once; whether they suit each other is for
//! `check`.

use proc_macro2::Ident;
use syn::{
    Error, ExprClosure, LitBool, LitStr, Result, Token,
    ext::IdentExt,
    parenthesized,
    parse::{Parse, ParseStream},
    punctuated::Punctuated,
};

use crate::{
    model::attributes::OrderingKey,
    said::{Maybe, Said, put, unknown},
};

/// `check(name = "…", |a| …)`.
pub(super) struct CheckWords {
    pub(super) word: Ident,
    pub(super) name: Maybe<String>,
    pub(super) condition: Maybe<ExprClosure>,
}

/// `unique(…)` or `index(…)`.
pub(super) struct IndexWords {
    pub(super) word: Ident,
    pub(super) name: Maybe<String>,
    pub(super) fields: Maybe<Vec<OrderingKey>>,
    pub(super) expressions: Maybe<ExprClosure>,
    pub(super) condition: Maybe<ExprClosure>,
    pub(super) include: Maybe<Vec<Ident>>,
    pub(super) opclasses: Maybe<Vec<String>>,
    pub(super) nulls_distinct: Maybe<bool>,
    pub(super) deferrable: Maybe<Deferrable>,
}

/// When a unique constraint is checked that may wait.
#[derive(Clone, Copy)]
pub(super) enum Deferrable {
    Deferred,
    Immediate,
}

const CHECK_WORDS: &[&str] = &["name", "condition"];
const INDEX_WORDS: &[&str] =
    &["name", "fields", "expressions", "condition", "include", "opclasses"];
const UNIQUE_WORDS: &[&str] = &[
    "name",
    "fields",
    "expressions",
    "condition",
    "include",
    "opclasses",
    "nulls_distinct",
    "deferrable",
];

impl CheckWords {
    /// Reads what follows the word `check`.
    pub(super) fn read(word: &Ident, input: ParseStream<'_>) -> Result<Self> {
        let mut words = Self { word: word.clone(), name: None, condition: None };
        let inner;
        parenthesized!(inner in input);
        each(&inner, |input| {
            if starts_closure(input) {
                return put(&mut words.condition, word, closure(input));
            }
            let said = input.call(Ident::parse_any)?;
            match said.to_string().as_str() {
                "name" => put(&mut words.name, &said, text(input)),
                "condition" => put(&mut words.condition, &said, assigned(input, closure)),
                _ => Err(unknown(&said, "check", CHECK_WORDS)),
            }
        })?;
        Ok(words)
    }
}

impl IndexWords {
    /// Reads what follows the word `index`.
    pub(super) fn read_index(word: &Ident, input: ParseStream<'_>) -> Result<Self> {
        let inner;
        parenthesized!(inner in input);
        let mut words = Self::new(word);
        each(&inner, |input| {
            let said = input.call(Ident::parse_any)?;
            words.common(&said, input).unwrap_or_else(|| Err(unknown(&said, "index", INDEX_WORDS)))
        })?;
        Ok(words)
    }

    /// Reads what follows the word `unique`.
    pub(super) fn read_unique(word: &Ident, input: ParseStream<'_>) -> Result<Self> {
        let inner;
        parenthesized!(inner in input);
        let mut words = Self::new(word);
        each(&inner, |input| {
            let said = input.call(Ident::parse_any)?;
            match said.to_string().as_str() {
                "nulls_distinct" => {
                    let value = assigned(input, |it| it.parse::<LitBool>().map(|it| it.value));
                    put(&mut words.nulls_distinct, &said, value)
                }
                "deferrable" => put(&mut words.deferrable, &said, assigned(input, deferrable)),
                _ => words
                    .common(&said, input)
                    .unwrap_or_else(|| Err(unknown(&said, "unique", UNIQUE_WORDS))),
            }
        })?;
        Ok(words)
    }

    fn new(word: &Ident) -> Self {
        Self {
            word: word.clone(),
            name: None,
            fields: None,
            expressions: None,
            condition: None,
            include: None,
            opclasses: None,
            nulls_distinct: None,
            deferrable: None,
        }
    }

    /// A word that both have.
    fn common(&mut self, said: &Ident, input: ParseStream<'_>) -> Option<Result<()>> {
        Some(match said.to_string().as_str() {
            "name" => put(&mut self.name, said, text(input)),
            "fields" => put(&mut self.fields, said, list(input)),
            "expressions" => put(&mut self.expressions, said, assigned(input, closure)),
            "condition" => put(&mut self.condition, said, assigned(input, closure)),
            "include" => {
                let names = list::<Name>(input).map(|it| it.into_iter().map(|it| it.0).collect());
                put(&mut self.include, said, names)
            }
            "opclasses" => {
                let classes = list::<LitStr>(input);
                let classes = classes.map(|it| it.iter().map(LitStr::value).collect());
                put(&mut self.opclasses, said, classes)
            }
            _ => return None,
        })
    }
}

impl<T> Said<T> {
    /// The value alone.
    pub(super) fn into_value(self) -> T {
        self.value
    }
}

struct Name(Ident);

impl Parse for Name {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        input.call(Ident::parse_any).map(Self)
    }
}

/// Reads what stands between commas.
fn each(input: ParseStream<'_>, mut one: impl FnMut(ParseStream<'_>) -> Result<()>) -> Result<()> {
    while !input.is_empty() {
        one(input)?;
        if !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
    }
    Ok(())
}

fn starts_closure(input: ParseStream<'_>) -> bool {
    input.peek(Token![|]) || input.peek(Token![||]) || input.peek(Token![move])
}

/// `|a| …`, of one argument.
pub(super) fn closure(input: ParseStream<'_>) -> Result<ExprClosure> {
    if !starts_closure(input) {
        return Err(input.error("expected a closure that is given the fields: `|it| it.…`"));
    }
    let closure: ExprClosure = input.parse()?;
    match closure.inputs.len() {
        1 => Ok(closure),
        _ => Err(Error::new_spanned(
            &closure.inputs,
            "the closure is given one argument, the fields of the model",
        )),
    }
}

fn deferrable(input: ParseStream<'_>) -> Result<Deferrable> {
    let word: Ident = input.parse()?;
    match word.to_string().as_str() {
        "Deferred" => Ok(Deferrable::Deferred),
        "Immediate" => Ok(Deferrable::Immediate),
        _ => Err(Error::new(word.span(), "expected `Deferred` or `Immediate`")),
    }
}

/// `= value`.
fn assigned<T>(
    input: ParseStream<'_>,
    value: impl FnOnce(ParseStream<'_>) -> Result<T>,
) -> Result<T> {
    input.parse::<Token![=]>()?;
    value(input)
}

/// `= "text"`, not empty.
fn text(input: ParseStream<'_>) -> Result<String> {
    input.parse::<Token![=]>()?;
    let literal: LitStr = input.parse()?;
    match literal.value() {
        it if it.is_empty() => Err(Error::new(literal.span(), "a name cannot be empty")),
        it => Ok(it),
    }
}

/// `(a, b)`, not empty.
fn list<T: Parse>(input: ParseStream<'_>) -> Result<Vec<T>> {
    let inner;
    let parentheses = parenthesized!(inner in input);
    let members = Punctuated::<T, Token![,]>::parse_terminated(&inner)?;
    if members.is_empty() {
        return Err(Error::new(parentheses.span.join(), "name at least one"));
    }
    Ok(members.into_iter().collect())
}
