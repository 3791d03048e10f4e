//! `publisher__name`: a path along relations, as one word.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::{
    Error, Result,
    ext::IdentExt,
    parse::{Parse, ParseStream},
};

use crate::{names::at, spelling::Lookup};

/// Functions that every type has, and that a field behind a relation can be named for.
const ASSOCIATED: [&str; 4] = ["from", "new", "default", "try_from"];

/// A word, split at `__`.
#[derive(Clone)]
pub(crate) struct Path {
    /// The whole word, where errors point.
    pub(crate) word: Ident,
    /// The methods, one behind the other; there is at least one.
    segments: Vec<Ident>,
}

impl Path {
    /// Splits a word.
    pub(crate) fn new(word: Ident) -> Result<Self> {
        let text = word.unraw().to_string();
        let mut segments =
            text.split("__").map(|it| segment(it, &word)).collect::<Result<Vec<_>>>()?;
        // As the user's own word, the compiler knows what to put in its place; it cannot replace a part of one.
        if let [only] = segments.as_mut_slice() {
            only.set_span(word.span());
        }
        Ok(Self { word, segments })
    }

    /// Where errors about it point.
    pub(crate) fn span(&self) -> Span {
        self.word.span()
    }

    /// Whether it goes along a relation, or on from a column.
    pub(crate) fn is_long(&self) -> bool {
        self.segments.len() > 1
    }

    /// Takes the built-in lookup from its end, if there is one; a field comes before it.
    pub(crate) fn take_lookup(&mut self) -> Option<Lookup> {
        let last = self.segments.last().filter(|_| self.is_long())?;
        let lookup = Lookup::by_name(&last.unraw().to_string())?;
        self.segments.pop();
        Some(lookup)
    }

    /// The mistake of a last name that is nearly a lookup: as the name of a field it would only be missed.
    pub(crate) fn check_lookup(&self) -> Result<()> {
        let Some(last) = self.segments.last().filter(|_| self.is_long()) else { return Ok(()) };
        let last = last.unraw().to_string();
        match Lookup::near(&last) {
            Some(near) if Lookup::by_name(&last).is_none() => Err(Error::new(
                self.span(),
                format!(
                    "`{last}` is no lookup: perhaps you meant `{near}`; a field of that name is compared in a closure"
                ),
            )),
            _ => Ok(()),
        }
    }

    /// The calls of the methods on `fields`.
    pub(crate) fn expand(&self, fields: &Ident) -> TokenStream {
        calls(&self.segments, fields, self.span())
    }

    /// The same, where the last of them takes arguments.
    pub(crate) fn expand_call(&self, fields: &Ident, arguments: &[TokenStream]) -> TokenStream {
        let Some((last, before)) = self.segments.split_last() else { return TokenStream::new() };
        let subject = calls(before, fields, self.span());
        quote_spanned!(last.span()=> #subject.#last(#(#arguments),*))
    }
}

/// `fields.publisher().name()`; each call stands where the word stands.
fn calls(segments: &[Ident], fields: &Ident, word: Span) -> TokenStream {
    let mut fields = fields.clone();
    fields.set_span(fields.span().located_at(word));
    let mut tokens = fields.into_token_stream();
    for (place, it) in segments.iter().enumerate() {
        // The compiler would speak of `From::from`, whatever the column is.
        if place > 0 && ASSOCIATED.contains(&it.unraw().to_string().as_str()) {
            tokens = quote_spanned!(word=> ::queryset::__private::Leads::onward(#tokens));
        }
        let call = quote_spanned!(at(it.span())=> .#it());
        tokens.extend(call);
    }
    tokens
}

impl Parse for Path {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        match input.call(Ident::parse_any) {
            Ok(word) => Self::new(word),
            Err(_) => Err(input.error("expected the name of a field")),
        }
    }
}

/// A segment as the name of a method: keywords are raw.
fn segment(name: &str, word: &Ident) -> Result<Ident> {
    let error = |message: String| Err(Error::new(word.span(), message));
    match name {
        "" => return error(format!("a name is missing beside `__` in `{}`", word.unraw())),
        "self" | "Self" | "super" | "crate" | "_" => {
            return error(format!("`{name}` cannot be a field"));
        }
        _ => (),
    }
    let span = at(word.span());
    let ident = match syn::parse_str::<Ident>(name) {
        Ok(_) => Ident::new(name, span),
        Err(_) if name.starts_with(|it: char| it.is_ascii_digit()) => {
            return error(format!("`{name}` cannot be a field"));
        }
        Err(_) => Ident::new_raw(name, span),
    };
    Ok(ident)
}
