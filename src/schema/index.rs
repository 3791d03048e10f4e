//! Indexes over several fields, over expressions, and of some rows only.

use crate::{
    compiler::{condition_text, expression_text},
    error::{Error, Result},
    model::{Direction, IndexMeta, Indexed, Keys, ModelMeta},
    query::{Expr, Ordering},
    schema::{check, grammar::Grammar, names::meta_index_name, resolve::Column},
};

/// The model whose indexes are written, and the database they are written for.
#[derive(Clone, Copy)]
pub(super) struct Site<'s> {
    pub model: &'static ModelMeta,
    pub columns: &'s [Column],
    pub grammar: &'s Grammar,
}

impl Site<'_> {
    /// The column of a field that metadata names.
    pub(super) fn column(&self, name: &'static str) -> Result<&Column> {
        let found = self.columns.iter().find(|it| it.field.name == name);
        found.ok_or_else(|| Error::unknown_indexed_field(name))
    }

    /// The columns of fields, quoted.
    pub(super) fn quoted(&self, names: &[&'static str]) -> Result<String> {
        let quote = |it: &&'static str| Ok(self.grammar.quote(self.column(it)?.field.column));
        Ok(names.iter().map(quote).collect::<Result<Vec<_>>>()?.join(", "))
    }
}

/// `CREATE INDEX`, where the database has such indexes.
///
/// An index changes no answer. As in Django, one over expressions is left out where the database has none, and one of
/// some rows is of all rows there.
pub(super) fn create(index: &IndexMeta, site: Site<'_>) -> Result<Option<String>> {
    let grammar = site.grammar;
    if matches!(index.over.keys, Keys::Expressions(_)) && !grammar.indexes.expressions {
        return Ok(None);
    }
    let made;
    let name = match (index.name, index.over.keys) {
        (Some(name), _) => name,
        (None, Keys::Fields(keys)) => {
            made = made_name(keys, site)?;
            &made
        }
        (None, Keys::Expressions(_)) => return Err(Error::nameless_index()),
    };
    check::name(name, grammar)?;
    statement("INDEX", name, &index.over, site, "").map(Some)
}

/// `CREATE [UNIQUE] INDEX …`, with `options` before its condition.
pub(super) fn statement(
    what: &str,
    name: &str,
    over: &Indexed,
    site: Site<'_>,
    options: &str,
) -> Result<String> {
    let grammar = site.grammar;
    let (name, table) = (grammar.quote(name), grammar.quote(site.model.table));
    let keys = keys(over, site)?;
    let include = if over.include.is_empty() || !grammar.indexes.include {
        String::new()
    } else {
        format!(" INCLUDE ({})", site.quoted(over.include)?)
    };
    let condition = match over.condition {
        Some(formula) if grammar.indexes.partial => {
            let q = formula.condition()?;
            format!(" WHERE {}", condition_text(&q, site.model, grammar.dialect)?)
        }
        _ => String::new(),
    };
    Ok(format!("CREATE {what} {name} ON {table} ({keys}){include}{options}{condition}"))
}

fn keys(over: &Indexed, site: Site<'_>) -> Result<String> {
    let keys = match over.keys {
        Keys::Fields([]) => return Err(Error::nothing_indexed()),
        Keys::Fields(fields) => {
            let classes = over.opclasses.iter().map(Some).chain(std::iter::repeat(None));
            let fields = fields.iter().zip(classes);
            fields.map(|(field, class)| key(*field, class, site)).collect::<Result<Vec<_>>>()?
        }
        Keys::Expressions(formula) => {
            let exprs = formula.sort_keys()?;
            exprs.iter().map(|it| expression(it, site)).collect::<Result<Vec<_>>>()?
        }
    };
    Ok(keys.join(", "))
}

fn key(
    (name, direction): (&'static str, Direction),
    class: Option<&&'static str>,
    site: Site<'_>,
) -> Result<String> {
    let column = site.column(name)?;
    check::indexable(column.stored, site.grammar).map_err(|it| it.with_field(name))?;
    let column = site.grammar.quote(column.field.column);
    let class = class.filter(|_| site.grammar.indexes.classes);
    let class = class.map(|it| format!(" {it}")).unwrap_or_default();
    Ok(format!("{column}{class}{}", descending(direction)))
}

/// Expressions stand in parentheses of their own, columns do not.
fn expression(key: &Ordering, site: Site<'_>) -> Result<String> {
    let text = expression_text(&key.expr, site.model, site.grammar.dialect)?;
    let text = if matches!(key.expr, Expr::Path(_)) { text } else { format!("({text})") };
    Ok(format!("{text}{}", descending(key.direction)))
}

fn descending(direction: Direction) -> &'static str {
    match direction {
        Direction::Ascending => "",
        Direction::Descending => " DESC",
    }
}

fn made_name(keys: &[(&'static str, Direction)], site: Site<'_>) -> Result<String> {
    let column = |(name, direction): &(&'static str, Direction)| {
        Ok((site.column(name)?.field.column, *direction))
    };
    let columns = keys.iter().map(column).collect::<Result<Vec<_>>>()?;
    Ok(meta_index_name(site.model.table, &columns))
}
