//! What the database puts into columns: defaults, and generated columns.

use crate::{
    compiler::expression_text,
    error::{Error, Result},
    model::{FieldMeta, ModelMeta},
    query::Expr,
    schema::{grammar::Grammar, types::is_unlimited},
};

/// The text of a column's default: a literal as it is, an expression in parentheses.
pub(super) fn default(
    model: &'static ModelMeta,
    field: &FieldMeta,
    stored: &FieldMeta,
    grammar: &Grammar,
) -> Result<Option<String>> {
    let Some(formula) = field.db_default else { return Ok(None) };
    let expr = formula.expr()?;
    if !expr.paths_of_rows().is_empty() {
        return Err(Error::default_reads_columns());
    }
    let literal = matches!(expr, Expr::Value(_));
    let text = expression_text(&expr, model, grammar.dialect)?;
    let bare = literal && !(grammar.expression_default && is_unlimited(stored));
    Ok(Some(if bare { text } else { format!("({text})") }))
}

/// `GENERATED ALWAYS AS (…)`.
pub(super) fn generated(
    model: &'static ModelMeta,
    field: &FieldMeta,
    grammar: &Grammar,
) -> Result<Option<String>> {
    let Some(generated) = field.generated else { return Ok(None) };
    if !generated.persisted && !grammar.virtual_columns {
        return Err(Error::virtual_column_unsupported(grammar.database));
    }
    let text = expression_text(&generated.formula.expr()?, model, grammar.dialect)?;
    let how = if generated.persisted { "STORED" } else { "VIRTUAL" };
    Ok(Some(format!(" GENERATED ALWAYS AS ({text}) {how}")))
}
