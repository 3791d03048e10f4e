//! SQL that is neither an operator nor a function: text with expressions between.

use sea_query::Expr as Sql;

use crate::dialect::Dialect;

/// Text and expressions, one behind the other.
///
/// sea-query looks for placeholders in text of ours, by rules of its own about quotes. It is given placeholders only:
/// the text goes the way of the expressions. Parentheses round it are sea-query's business.
pub(super) fn joined(pieces: Vec<Sql>, dialect: Dialect) -> Sql {
    let numbered = dialect == Dialect::Postgres;
    let places: Vec<String> = (1..=pieces.len())
        .map(|number| if numbered { format!("${number}") } else { "?".to_owned() })
        .collect();
    Sql::CustomWithExpr(places.join(" ").into(), pieces)
}

/// A piece of text.
pub(super) fn text(text: impl Into<std::borrow::Cow<'static, str>>) -> Sql {
    Sql::Custom(text.into())
}
