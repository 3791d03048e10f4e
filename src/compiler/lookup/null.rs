//! `isnull`.

use sea_query::{BinOper, Expr as Sql, Keyword};

use crate::{
    compiler::{
        binds::Binds,
        condition::Condition,
        expression::{self, Place},
    },
    error::Result,
    model::Scoped,
    query::Expr,
};

/// `IS NULL`, or `IS NOT NULL`.
pub(super) fn sql(expr: &Expr, null: bool, at: Place<'_>, binds: &mut Binds) -> Result<Condition> {
    let operator = if null { BinOper::Is } else { BinOper::IsNot };
    let left = expression::sql(expr, at, binds)?;
    Ok(Condition::Sql(Sql::Binary(Box::new(left), operator, Box::new(Sql::Keyword(Keyword::Null)))))
}

/// Whether a column can be NULL where it stands; of other expressions nothing is said, as in Django.
pub(super) fn is_possible(expr: &Expr, at: Place<'_>) -> Result<bool> {
    match expr {
        Expr::Path(path) => Ok(at.frame.resolve(path, at.owner)?.is_nullable()),
        _ => Ok(false),
    }
}

/// Whether the right side is a column of this query that can hold NULL. One that is only absent when its relation
/// leads to nothing does not count, as in Django.
pub(super) fn is_possible_on_the_right(right: &[Expr], at: Place<'_>) -> Result<bool> {
    match right {
        [Expr::Path(path)] if path.scope == Scoped::Level(0) => {
            Ok(at.frame.resolve(path, at.owner)?.field.null)
        }
        _ => Ok(false),
    }
}

/// The column of a lookup that must not be NULL where the lookup is negated.
pub(super) fn guarded(left: &Expr, at: Place<'_>) -> Result<Option<Expr>> {
    let column = left.subject().cloned().map(Expr::Path);
    Ok(match column {
        Some(column) if is_possible(&column, at)? => Some(column),
        _ => None,
    })
}
