//! Tokens to columns and what they become.

use proc_macro2::TokenStream;
use syn::{
    Error, Result, Token,
    parse::{Parse, ParseStream},
};

use crate::spelling::{Path, Peek, until_comma};

/// `column = value`.
pub(super) struct Said {
    pub(super) column: Path,
    pub(super) value: TokenStream,
}

/// Reads the assignments.
pub(super) fn parse(input: ParseStream<'_>) -> Result<Vec<Said>> {
    let all = input.parse_terminated(Said::parse, Token![,])?;
    Ok(all.into_iter().collect())
}

impl Parse for Said {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let column: Path = input.parse()?;
        let word = &column.word;
        if input.peek(Token![==]) {
            return Err(input.error("an assignment is written with a single `=`"));
        }
        if let Some(operator) = compound(input) {
            return Err(input.error(format!("write `{word} = F({word}) {operator} …`")));
        }
        if !input.peek(Token![=]) {
            return Err(Error::new(word.span(), format!("a value is missing: `{word} = …`")));
        }
        input.parse::<Token![=]>()?;
        Ok(Self { value: until_comma(input)?, column })
    }
}

/// `+=` and its like.
fn compound(input: ParseStream<'_>) -> Option<char> {
    let operators: [(Peek, char); 5] = [
        (|it| it.peek(Token![+=]), '+'),
        (|it| it.peek(Token![-=]), '-'),
        (|it| it.peek(Token![*=]), '*'),
        (|it| it.peek(Token![/=]), '/'),
        (|it| it.peek(Token![%=]), '%'),
    ];
    operators.iter().find(|(is_next, _)| is_next(input)).map(|it| it.1)
}
