//! What the enum says, held against what choices can be.

use proc_macro2::{Ident, Span};
use syn::{Error, Expr, ExprLit, ExprUnary, Lit, Path, Result, UnOp, parse_quote};

use crate::{
    choices::{
        parse::{Declaration, VariantDeclaration},
        wording::{snake, title},
    },
    model::instead_of,
    problems::Problems,
};

/// Choices.
pub(super) struct Choices {
    pub(super) ident: Ident,
    pub(super) krate: Path,
    /// The type of the columns on PostgreSQL, where it is an enumeration there.
    pub(super) db_type: Option<String>,
    pub(super) serialize: bool,
    pub(super) deserialize: bool,
    pub(super) variants: Vec<Choice>,
    pub(super) values: Values,
}

/// A variant.
pub(super) struct Choice {
    pub(super) ident: Ident,
    pub(super) label: String,
}

/// What the column holds, variant by variant.
pub(super) enum Values {
    Texts(Vec<String>),
    /// Numbers of this type.
    Integers(Ident, Vec<i128>),
}

/// Checks a declaration.
pub(super) fn check(declared: Declaration) -> Result<Choices> {
    let Declaration { ident, words, repr, variants } = declared;
    let numbered = repr.is_some() || variants.iter().any(|it| it.discriminant.is_some());
    let values = if numbered { integers(repr, &variants)? } else { texts(&variants)? };
    let (serialize, deserialize) = (words.serialize.is_some(), words.deserialize.is_some());
    let krate = words.krate.map_or_else(|| parse_quote!(::queryset), |it| it.value);
    let db_type = words.db_type.map(|it| it.value);
    let variants = variants.into_iter().map(choice).collect();
    Ok(Choices { ident, krate, db_type, serialize, deserialize, variants, values })
}

fn choice(variant: VariantDeclaration) -> Choice {
    let VariantDeclaration { ident, label, .. } = variant;
    let label = label.map_or_else(|| title(&ident), |it| it.value.value());
    Choice { ident, label }
}

/// Each variant has a text of its own.
fn texts(variants: &[VariantDeclaration]) -> Result<Values> {
    let mut problems = Problems::default();
    let mut texts: Vec<String> = Vec::new();
    for VariantDeclaration { ident, value, .. } in variants {
        let text = value.as_ref().map_or_else(|| snake(ident), |it| it.value.value());
        if let Some(other) = texts.iter().zip(variants).find(|(it, _)| **it == text) {
            let message = format!("`{}` already has the value {text:?}", other.1.ident);
            let span = value.as_ref().map_or(ident.span(), |it| it.value.span());
            problems.add(Error::new(span, message));
        }
        texts.push(text);
    }
    problems.finish()?;
    Ok(Values::Texts(texts))
}

/// Each variant has a number of the type; the compiler refuses two alike.
fn integers(repr: Option<Ident>, variants: &[VariantDeclaration]) -> Result<Values> {
    let kind = repr.unwrap_or_else(|| Ident::new("i32", Span::call_site()));
    if let Some(instead) = instead_of(&parse_quote!(#kind)) {
        let message = format!("no column holds `{kind}`: write `#[repr({instead})]`");
        return Err(Error::new(kind.span(), message));
    }
    let mut problems = Problems::default();
    let (mut numbers, mut next) = (Vec::new(), 0);
    for VariantDeclaration { ident, value, discriminant, .. } in variants {
        if let Some(value) = value {
            problems.add(value.error("these choices are numbers: write `Variant = 1`"));
        }
        let number = discriminant.as_ref().map_or(Ok(next), number);
        let Some(number) = problems.take(number) else { continue };
        if !fits(number, &kind) {
            let message = format!("{number} does not fit in `{kind}`: write `#[repr(i64)]`");
            let span = discriminant.as_ref().map_or(ident.span(), syn::spanned::Spanned::span);
            problems.add(Error::new(span, message));
        }
        numbers.push(number);
        next = number.saturating_add(1);
    }
    problems.finish()?;
    Ok(Values::Integers(kind, numbers))
}

fn number(expr: &Expr) -> Result<i128> {
    match expr {
        Expr::Lit(ExprLit { lit: Lit::Int(it), .. }) => it.base10_parse(),
        Expr::Unary(ExprUnary { op: UnOp::Neg(_), expr, .. }) => number(expr).map(|it| -it),
        Expr::Paren(it) => number(&it.expr),
        Expr::Group(it) => number(&it.expr),
        _ => Err(Error::new_spanned(expr, "expected a number: a macro cannot compute one")),
    }
}

fn fits(number: i128, kind: &Ident) -> bool {
    match kind.to_string().as_str() {
        "i16" => i16::try_from(number).is_ok(),
        "i64" => i64::try_from(number).is_ok(),
        "u16" => u16::try_from(number).is_ok(),
        "u32" => u32::try_from(number).is_ok(),
        "u64" => u64::try_from(number).is_ok(),
        _ => i32::try_from(number).is_ok(),
    }
}
