//! One lookup: its family, and the guard against NULL under a negation.

use sea_query::{BinOper, Expr as Sql};

use crate::{
    compiler::{
        binds::Binds,
        condition::{Comparison, Condition},
        expression::{self, Place},
        lookup::{array, compare, json, list, null, regex, text, whole::Whole, year::Direct},
        template,
    },
    error::{Error, Result},
    query::{Expr, Lookup, Template},
    value::{Type, Value},
};

/// The SQL of a lookup.
///
/// Under a negation a column that can be NULL is also required not to be: `NOT (a = 1 AND a IS NOT NULL)` keeps the
/// rows in which `a` is NULL, as Python's `not a == 1` would.
pub(in crate::compiler) fn sql(
    it: Comparison<'_>,
    at: Place<'_>,
    negated: bool,
    binds: &mut Binds,
) -> Result<Condition> {
    let (left, lookup, right) = it;
    if let Some(null) = asks_for_null(lookup, right)? {
        return null::sql(left, null, at, binds);
    }
    let is_json = expression::type_of(left, at)? == Some(Type::Json);
    if lookup == Lookup::In {
        return list::sql(left, right, at, negated, binds);
    }
    let condition = match lookup {
        Lookup::Custom(template) => custom(template, left, right, at, binds)?,
        _ if is_json => json_lookup(it, at, binds)?,
        _ if array::is_one(it, at)? => array::sql(it, at, binds)?,
        Lookup::Exact | Lookup::Gt | Lookup::Gte | Lookup::Lt | Lookup::Lte | Lookup::Range => {
            match Whole::of(it, at, binds)? {
                Some(Whole::Known(Condition::Always)) if negated => {
                    return unless_null(left, at, binds);
                }
                Some(Whole::Known(condition)) => return Ok(condition),
                Some(Whole::Beside(right)) => compared((left, lookup, &right), at, binds)?,
                None => compared(it, at, binds)?,
            }
        }
        Lookup::Regex | Lookup::IRegex => regex::sql(it, at, binds)?,
        _ => text::sql(it, at, binds)?,
    };
    let condition = if negated { guarded(condition, it, at, binds)? } else { condition };
    Ok(Condition::Sql(condition))
}

/// A lookup of the caller's own; a value in it takes the type of the left side where it can.
fn custom(
    template: &Template,
    left: &Expr,
    right: &[Expr],
    at: Place<'_>,
    binds: &mut Binds,
) -> Result<Sql> {
    let mut arguments = vec![expression::sql(left, at, binds)?];
    for operand in right {
        arguments.push(expression::beside_column(operand, left, at, binds)?);
    }
    template::filled(template, &arguments, binds.dialect())
}

/// A lookup on a JSON value; those of text look into its text.
fn json_lookup(it: Comparison<'_>, at: Place<'_>, binds: &mut Binds) -> Result<Sql> {
    if let Some(condition) = json::sql(it, at, binds)? {
        return Ok(condition);
    }
    let (left, lookup, right) = it;
    let right: Vec<Expr> = right.iter().map(json::sought).collect();
    let it = (left, lookup, right.as_slice());
    match lookup {
        Lookup::Regex | Lookup::IRegex => regex::sql(it, at, binds),
        _ => text::sql(it, at, binds),
    }
}

/// A comparison, which may be one of a year.
fn compared(it: Comparison<'_>, at: Place<'_>, binds: &mut Binds) -> Result<Sql> {
    match Direct::of(it, at)? {
        Some(direct) => compare::sql(direct.comparison(), at, binds),
        None => compare::sql(it, at, binds),
    }
}

/// Whether the lookup is `IS NULL` (true) or `IS NOT NULL` (false) in the end: `isnull`, and equality with NULL.
fn asks_for_null(lookup: Lookup, right: &[Expr]) -> Result<Option<bool>> {
    let null = right.iter().any(|it| matches!(it, Expr::Value(value) if value.is_null()));
    match (lookup, right) {
        (Lookup::IsNull, [Expr::Value(Value::Boolean(null))]) => Ok(Some(*null)),
        (Lookup::IsNull, _) => Err(Error::isnull_needs_a_boolean()),
        (Lookup::Exact | Lookup::IExact, _) if null => Ok(Some(true)),
        _ if null => Err(Error::null_operand(lookup.name())),
        _ => Ok(None),
    }
}

/// What every row meets, under a negation: `NOT (a IS NOT NULL)` keeps the rows in which `a` is NULL.
fn unless_null(left: &Expr, at: Place<'_>, binds: &mut Binds) -> Result<Condition> {
    match null::guarded(left, at)? {
        Some(column) => null::sql(&column, false, at, binds),
        None => Ok(Condition::Always),
    }
}

fn guarded(condition: Sql, it: Comparison<'_>, at: Place<'_>, binds: &mut Binds) -> Result<Sql> {
    let (left, _, right) = it;
    let column = null::guarded(left, at)?;
    let operand = if null::is_possible_on_the_right(right, at)? { right } else { &[] };
    let mut condition = condition;
    for guarded in column.iter().chain(operand) {
        let Condition::Sql(kept) = null::sql(guarded, false, at, binds)? else { continue };
        condition = Sql::Binary(Box::new(condition), BinOper::And, Box::new(kept));
    }
    Ok(condition)
}
