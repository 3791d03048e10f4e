//! `Book, "SELECT …", 20, name`.

use syn::{
    Error, Expr, ExprLit, Lit, LitStr, Result, Token, Type,
    parse::{Parse, ParseStream},
    punctuated::Punctuated,
};

/// What the macro is given.
pub(super) struct RawQuery {
    pub(super) model: Type,
    pub(super) sql: LitStr,
    pub(super) values: Vec<Expr>,
}

impl Parse for RawQuery {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let model = input.parse()?;
        input.parse::<Token![,]>()?;
        let sql = literal(input.parse()?)?;
        if input.is_empty() {
            return Ok(Self { model, sql, values: Vec::new() });
        }
        input.parse::<Token![,]>()?;
        let values = Punctuated::<Expr, Token![,]>::parse_terminated(input)?;
        Ok(Self { model, sql, values: values.into_iter().collect() })
    }
}

fn literal(sql: Expr) -> Result<LitStr> {
    match sql {
        Expr::Lit(ExprLit { lit: Lit::Str(sql), .. }) => Ok(sql),
        other => Err(Error::new_spanned(
            other,
            "the SQL of `raw!` is a literal, since it is checked while the program is compiled; the method `raw` takes others",
        )),
    }
}
