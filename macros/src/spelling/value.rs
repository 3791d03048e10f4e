//! The right side of `=`: worked out before the closure, but for what reads a column by `F(…)`.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::{
    Error, Expr, ExprLit, ExprUnary, Result, UnOp, ext::IdentExt, parse::Parser, spanned::Spanned,
};

use crate::{
    names::at,
    spelling::{Closure, Path},
};

/// What stands in the place of `F(…)` while the value is parsed as Rust; its number follows.
const PLACEHOLDER: &str = "__queryset_field_";

/// A value.
pub(crate) struct Value {
    /// The expression, in which placeholders stand for columns.
    pub(crate) expr: Expr,
    fields: Vec<Path>,
}

impl Value {
    /// Reads a value; `after` is where one is missed.
    pub(crate) fn parse(tokens: TokenStream, after: Span, what: &str) -> Result<Self> {
        if tokens.is_empty() {
            return Err(Error::new(after, format!("a value is missing for `{what}`")));
        }
        let mut fields = Vec::new();
        let tokens = replaced(tokens, &mut fields)?;
        let expr = without_parentheses(whole_expression.parse2(tokens)?);
        Ok(Self { expr, fields })
    }

    /// The tokens that stand for the value inside the closure.
    pub(crate) fn expand(&self, closure: &mut Closure) -> Result<TokenStream> {
        self.part(&self.expr, closure)
    }

    /// The same, of a part of the value.
    pub(crate) fn part(&self, expr: &Expr, closure: &mut Closure) -> Result<TokenStream> {
        if is_literal(expr) {
            return Ok(expr.to_token_stream());
        }
        if self.field(expr.to_token_stream()).is_none() {
            return Ok(closure.hoist(&expr.to_token_stream(), expr.span()));
        }
        self.with_fields(expr, closure)
    }

    /// Whether a column is read in it.
    pub(crate) fn reads_columns(&self) -> bool {
        !self.fields.is_empty()
    }

    /// An expression in which a column stands somewhere.
    fn with_fields(&self, expr: &Expr, closure: &mut Closure) -> Result<TokenStream> {
        match expr {
            Expr::Path(it) => match self.field(it.to_token_stream()) {
                Some(path) => Ok(path.expand(&closure.fields)),
                None => Ok(it.to_token_stream()),
            },
            Expr::Binary(it) => {
                let (left, op, right) =
                    (self.part(&it.left, closure)?, it.op, self.part(&it.right, closure)?);
                Ok(quote!(#left #op #right))
            }
            Expr::Unary(it) => {
                let (op, inner) = (it.op, self.part(&it.expr, closure)?);
                Ok(quote!(#op #inner))
            }
            Expr::Reference(it) => {
                let inner = self.part(&it.expr, closure)?;
                Ok(quote!(&#inner))
            }
            Expr::Paren(it) => {
                let inner = self.part(&it.expr, closure)?;
                Ok(quote_spanned!(it.span()=> (#inner)))
            }
            Expr::Group(it) => {
                let inner = self.part(&it.expr, closure)?;
                Ok(quote!((#inner)))
            }
            Expr::Array(it) => {
                let all = self.parts(&it.elems, closure)?;
                Ok(quote!([#(#all),*]))
            }
            Expr::Call(it) if !matches!(*it.func, Expr::Path(ref func) if self.field(func.to_token_stream()).is_some()) =>
            {
                let (func, all) = (&it.func, self.parts(&it.args, closure)?);
                Ok(quote!(#func(#(#all),*)))
            }
            Expr::MethodCall(it) => {
                let (receiver, method, types) =
                    (self.part(&it.receiver, closure)?, &it.method, &it.turbofish);
                let all = self.parts(&it.args, closure)?;
                Ok(quote!(#receiver.#method #types(#(#all),*)))
            }
            _ => Err(self.misplaced(expr)),
        }
    }

    fn parts<'e>(
        &self,
        all: impl IntoIterator<Item = &'e Expr>,
        closure: &mut Closure,
    ) -> Result<Vec<TokenStream>> {
        all.into_iter().map(|it| self.part(it, closure)).collect()
    }

    fn misplaced(&self, expr: &Expr) -> Error {
        let span = self.field(expr.to_token_stream()).map_or(expr.span(), Path::span);
        Error::new(
            span,
            "`F(…)` stands in arithmetic, in parentheses and in arguments of calls only",
        )
    }

    /// The first column that is read in these tokens.
    fn field(&self, tokens: TokenStream) -> Option<&Path> {
        tokens.into_iter().find_map(|it| match it {
            TokenTree::Ident(it) => {
                let text = it.to_string();
                self.fields.get(text.strip_prefix(PLACEHOLDER)?.parse::<usize>().ok()?)
            }
            TokenTree::Group(it) => self.field(it.stream()),
            _ => None,
        })
    }
}

/// Whether the value is the word `None`.
pub(crate) fn is_none(expr: &Expr) -> bool {
    matches!(expr, Expr::Path(it) if it.path.is_ident("None"))
}

fn whole_expression(input: syn::parse::ParseStream<'_>) -> Result<Expr> {
    let expr: Expr = input.parse()?;
    match &expr {
        _ if !input.is_empty() => {
            Err(input.error("unexpected: between conditions stands `,`, `&`, `|` or `^`"))
        }
        Expr::Assign(it) => Err(Error::new(
            it.eq_token.span,
            "a second `=`: between conditions stands `,`, `&`, `|` or `^`",
        )),
        _ => Ok(expr),
    }
}

/// Parentheses round all of it keep an operator in the value, and say nothing else.
fn without_parentheses(expr: Expr) -> Expr {
    match expr {
        Expr::Paren(it) if it.attrs.is_empty() => without_parentheses(*it.expr),
        other => other,
    }
}

fn is_literal(expr: &Expr) -> bool {
    match expr {
        Expr::Lit(ExprLit { attrs, .. }) => attrs.is_empty(),
        Expr::Unary(ExprUnary { op: UnOp::Neg(_), expr, .. }) => is_literal(expr),
        _ => false,
    }
}

/// Puts placeholders in the place of `F(…)`: what stands in it may be a keyword.
fn replaced(tokens: TokenStream, fields: &mut Vec<Path>) -> Result<TokenStream> {
    let mut out = Vec::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let follows = out.last().is_some_and(is_access);
        match (&token, tokens.peek()) {
            (TokenTree::Ident(it), Some(TokenTree::Group(group)))
                if *it == "F" && group.delimiter() == Delimiter::Parenthesis && !follows =>
            {
                fields.push(field(group)?);
                let name = format!("{PLACEHOLDER}{}", fields.len() - 1);
                out.push(Ident::new(&name, at(it.span())).into());
                tokens.next();
            }
            (TokenTree::Group(it), _) => {
                let mut inner = Group::new(it.delimiter(), replaced(it.stream(), fields)?);
                inner.set_span(it.span());
                out.push(inner.into());
            }
            _ => out.push(token),
        }
    }
    Ok(out.into_iter().collect())
}

/// `.` or `::`, before a name that belongs to something else.
fn is_access(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(it) if matches!(it.as_char(), '.' | ':'))
}

/// The field in `F(…)`.
fn field(group: &Group) -> Result<Path> {
    let parse = |input: syn::parse::ParseStream<'_>| {
        let word = input.call(Ident::parse_any)?;
        if input.is_empty() { Ok(word) } else { Err(input.error("")) }
    };
    match parse.parse2(group.stream()) {
        Ok(word) => Path::new(word),
        Err(_) => {
            Err(Error::new(group.span(), "`F` takes the name of a field: `F(publisher__name)`"))
        }
    }
}
