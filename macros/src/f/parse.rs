//! Tokens to paths, each with the order that it asks for.

use proc_macro2::Ident;
use syn::{
    Error, Result, Token,
    parse::{Parse, ParseStream},
};

use crate::{spelling::Path, suggest::perhaps};

/// `name`, `-price`, `-price nulls last`.
pub(super) struct Key {
    pub(super) path: Path,
    pub(super) descending: bool,
    pub(super) nulls: Option<Nulls>,
}

/// Where NULL goes.
#[derive(Clone, Copy)]
pub(super) enum Nulls {
    First,
    Last,
}

/// Reads the paths.
pub(super) fn parse(input: ParseStream<'_>) -> Result<Vec<Key>> {
    let keys = input.parse_terminated(Key::parse, Token![,])?;
    Ok(keys.into_iter().collect())
}

impl Parse for Key {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        if input.peek(syn::LitStr) {
            return Err(input.error("fields are written without quotes"));
        }
        let descending = input.parse::<Option<Token![-]>>()?.is_some();
        let path: Path = input.parse()?;
        if input.peek(Token![.]) {
            return Err(input.error("the names of a path are joined by `__`"));
        }
        if let Some(lookup) = path.clone().take_lookup()
            && input.peek(Token![=])
        {
            let message =
                format!("`{}` is a lookup: conditions are written with `q!`", lookup.name());
            return Err(Error::new(path.span(), message));
        }
        Ok(Self { path, descending, nulls: nulls(input)? })
    }
}

fn nulls(input: ParseStream<'_>) -> Result<Option<Nulls>> {
    if !input.peek(syn::Ident) {
        return Ok(None);
    }
    let word: Ident = input.parse()?;
    if word != "nulls" {
        let hint = perhaps(&word.to_string(), ["nulls"]);
        return Err(Error::new(word.span(), format!("unexpected `{word}` behind a field{hint}")));
    }
    let place: Ident =
        input.parse().map_err(|it| Error::new(it.span(), "expected `first` or `last`"))?;
    match place.to_string().as_str() {
        "first" => Ok(Some(Nulls::First)),
        "last" => Ok(Some(Nulls::Last)),
        _ => Err(Error::new(place.span(), "expected `first` or `last`")),
    }
}
