//! Conditions and expressions over the columns of one table, as text for its definition.
//!
//! Columns stand without their table, and values as literals, as Django writes both. Compound text stands in
//! parentheses.

use sea_query::{BinOper, Expr as Sql};

use crate::{
    compiler::{
        binds::Binds,
        condition::{self, Condition},
        expression::{self, Place},
        negation::Negation,
        resolve::Frame,
    },
    dialect::Dialect,
    error::{Error, Result},
    model::ModelMeta,
    query::{Expr, Q, Query},
};

/// What a check constraint demands, or which rows an index holds.
///
/// # Errors
/// When the condition reads more than its row, or is the same for every row.
pub fn condition_text(q: &Q, model: &'static ModelMeta, dialect: Dialect) -> Result<String> {
    let mut query = bare(model);
    query.filters.push(q.clone());
    let frame = Frame::of_definition(&query)?;
    q.exprs().into_iter().try_for_each(|it| own_row_only(it, &frame))?;
    if q.asks_a_query() {
        return Err(Error::formula_leaves_its_row("another query"));
    }
    let mut binds = Binds::of_definition(dialect);
    let place = Place { frame: &frame, owner: Some(0) };
    match condition::sql(q, place, Negation::NONE, &mut binds)? {
        Condition::Sql(sql) => {
            let compound = matches!(sql, Sql::Binary(_, BinOper::And | BinOper::Or, _));
            parenthesised(&sql, compound, binds)
        }
        Condition::Always | Condition::Never => Err(Error::formula_says_nothing()),
    }
}

/// What a column is computed from, or what its default is.
///
/// # Errors
/// When the expression reads more than its row.
pub fn expression_text(expr: &Expr, model: &'static ModelMeta, dialect: Dialect) -> Result<String> {
    let query = bare(model);
    let frame = Frame::of_definition(&query)?;
    own_row_only(expr, &frame)?;
    let mut binds = Binds::of_definition(dialect);
    let sql = expression::sql(expr, Place::of(&frame), &mut binds)?;
    let compound = matches!(sql, Sql::Binary(..));
    parenthesised(&sql, compound, binds)
}

fn bare(model: &'static ModelMeta) -> Query {
    Query { ordering: Some(Vec::new()), ..Query::new(model) }
}

fn parenthesised(sql: &Sql, compound: bool, binds: Binds) -> Result<String> {
    let text = binds.finish_expression(sql)?;
    Ok(if compound { format!("({text})") } else { text })
}

/// Definitions know one row, and no other.
fn own_row_only(expr: &Expr, frame: &Frame<'_>) -> Result<()> {
    match expr {
        Expr::Aggregate(..) => Err(Error::formula_leaves_its_row("a group of rows")),
        Expr::Subquery(_) => Err(Error::formula_leaves_its_row("another query")),
        Expr::Path(path) if frame.is_joined(path)? => {
            Err(Error::formula_leaves_its_row(&format!("`{}`", path.names.join("__"))))
        }
        Expr::Condition(q) if q.asks_a_query() => {
            Err(Error::formula_leaves_its_row("another query"))
        }
        _ => expr.parts().into_iter().try_for_each(|it| own_row_only(it, frame)),
    }
}
