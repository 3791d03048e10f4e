//! Tokens to what is said: words, values, and how they are combined.

use proc_macro2::TokenStream;
use syn::{
    Error, Result, Token, Type,
    parse::{Parse, ParseStream},
    token::Paren,
};

use crate::spelling::{Path, Peek, until, until_comma};

/// A condition, and the model if it is one to be stored.
pub(super) struct Said {
    pub(super) model: Option<Type>,
    pub(super) condition: Condition<Term>,
}

/// Conditions and how they are combined.
pub(super) enum Condition<T> {
    One(T),
    Not(Box<Self>),
    And(Vec<Self>),
    Or(Vec<Self>),
    Xor(Vec<Self>),
}

/// One comparison.
pub(super) enum Term {
    /// `path = value`
    Compared(Path, TokenStream),
    /// `path(value, value)`, where the last name is a method that gives a condition.
    Called(Path, Vec<TokenStream>),
}

/// Reads `conditions` or `Model; conditions`.
pub(super) fn parse(input: ParseStream<'_>) -> Result<Said> {
    let model = if is_stored(input) {
        let model = input.parse()?;
        input.parse::<Token![;]>()?;
        Some(model)
    } else {
        None
    };
    Ok(Said { model, condition: all(input)? })
}

fn is_stored(input: ParseStream<'_>) -> bool {
    let ahead = input.fork();
    ahead.parse::<Type>().is_ok() && ahead.peek(Token![;])
}

/// Conditions with `,` between them.
fn all(input: ParseStream<'_>) -> Result<Condition<Term>> {
    let mut all = Vec::new();
    while !input.is_empty() {
        all.push(any(input)?);
        if input.is_empty() {
            break;
        }
        if !input.peek(Token![,]) {
            return Err(input.error("unexpected: between conditions stands `,`, `&`, `|` or `^`"));
        }
        input.parse::<Token![,]>()?;
    }
    Ok(Condition::of(all, Condition::And))
}

/// `|` binds least, then `^`, then `&`, as in Rust and Python.
fn any(input: ParseStream<'_>) -> Result<Condition<Term>> {
    let mut all = vec![odd(input)?];
    while input.peek(Token![|]) {
        input.parse::<Token![|]>()?;
        all.push(odd(input)?);
    }
    Ok(Condition::of(all, Condition::Or))
}

fn odd(input: ParseStream<'_>) -> Result<Condition<Term>> {
    let mut all = vec![both(input)?];
    while input.peek(Token![^]) {
        input.parse::<Token![^]>()?;
        all.push(both(input)?);
    }
    Ok(Condition::of(all, Condition::Xor))
}

fn both(input: ParseStream<'_>) -> Result<Condition<Term>> {
    let mut all = vec![one(input)?];
    while input.peek(Token![&]) {
        input.parse::<Token![&]>()?;
        all.push(one(input)?);
    }
    Ok(Condition::of(all, Condition::And))
}

/// A negation, a group, or a comparison.
fn one(input: ParseStream<'_>) -> Result<Condition<Term>> {
    if input.peek(Token![!]) {
        input.parse::<Token![!]>()?;
        return Ok(Condition::Not(Box::new(one(input)?)));
    }
    if input.peek(Token![~]) {
        input.parse::<Token![~]>()?;
        return Ok(Condition::Not(Box::new(one(input)?)));
    }
    if input.peek(Paren) {
        let inner;
        let group = syn::parenthesized!(inner in input);
        if inner.is_empty() {
            return Err(Error::new(group.span.join(), "no condition stands in these parentheses"));
        }
        return all(&inner);
    }
    input.parse().map(Condition::One)
}

impl<T> Condition<T> {
    /// One alone, or several combined.
    fn of(mut all: Vec<Self>, combine: fn(Vec<Self>) -> Self) -> Self {
        match (all.pop(), all.is_empty()) {
            (Some(only), true) => only,
            (last, _) => {
                all.extend(last);
                combine(all)
            }
        }
    }
}

impl Parse for Term {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let path: Path = input.parse()?;
        if input.peek(Paren) {
            let inner;
            syn::parenthesized!(inner in input);
            return Ok(Self::Called(path, arguments(&inner)?));
        }
        if input.peek(Token![==]) {
            return Err(input.error("a condition is written with a single `=`"));
        }
        if !input.peek(Token![=]) {
            return Err(not_compared(&path, input));
        }
        input.parse::<Token![=]>()?;
        Ok(Self::Compared(path, until(input)?))
    }
}

fn arguments(input: ParseStream<'_>) -> Result<Vec<TokenStream>> {
    let mut all = Vec::new();
    while !input.is_empty() {
        all.push(until_comma(input)?);
        if !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
    }
    Ok(all)
}

/// What to write in place of what follows a path.
fn not_compared(path: &Path, input: ParseStream<'_>) -> Error {
    let word = &path.word;
    let lookups: [(Peek, &str); 5] = [
        (|it| it.peek(Token![>=]), "gte"),
        (|it| it.peek(Token![<=]), "lte"),
        (|it| it.peek(Token![>]), "gt"),
        (|it| it.peek(Token![<]), "lt"),
        (|it| it.peek(Token![in]), "in"),
    ];
    if let Some((_, name)) = lookups.iter().find(|(is_next, _)| is_next(input)) {
        return input.error(format!("this lookup has a name: `{word}__{name} = …`"));
    }
    if input.peek(Token![!=]) {
        return input.error(format!("inequality is a negation: `!{word} = …`"));
    }
    if input.peek(Token![.]) {
        return input.error("the names of a path are joined by `__`");
    }
    Error::new(word.span(), format!("a value is missing: `{word} = …`"))
}
