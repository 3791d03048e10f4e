//! What is said to what it means: lookups, and values that fit them as far as words can tell.

use proc_macro2::TokenStream;
use syn::{Error, Expr, RangeLimits, Result, Type, spanned::Spanned};

use crate::{
    problems::Problems,
    q::parse::{Condition, Said, Term},
    spelling::{Lookup, Path, Value, is_none},
};

/// One comparison.
pub(super) enum Comparison {
    /// A built-in lookup with one operand.
    Lookup(Path, Lookup, Value),
    /// `IS NULL`.
    Null(Path),
    /// Two bounds, which stand in the value one behind the other.
    Range(Path, Value, Box<[Expr; 2]>),
    /// A method with its arguments.
    Method(Path, Vec<Value>),
}

/// Checks all conditions, so that all mistakes are shown at once.
pub(super) fn check(said: Said) -> Result<(Option<Type>, Condition<Comparison>)> {
    let mut problems = Problems::default();
    let condition = every(said.condition, &mut problems);
    problems.finish()?;
    let condition = condition.unwrap_or(Condition::And(Vec::new()));
    Ok((said.model, condition))
}

/// `None` where a mistake has been noted.
fn every(it: Condition<Term>, problems: &mut Problems) -> Option<Condition<Comparison>> {
    let mut inner = |all: Vec<Condition<Term>>| -> Vec<Condition<Comparison>> {
        all.into_iter().filter_map(|it| every(it, problems)).collect()
    };
    Some(match it {
        Condition::And(all) => Condition::And(inner(all)),
        Condition::Or(all) => Condition::Or(inner(all)),
        Condition::Xor(all) => Condition::Xor(inner(all)),
        Condition::Not(it) => Condition::Not(Box::new(every(*it, problems)?)),
        Condition::One(term) => Condition::One(problems.take(comparison(term))?),
    })
}

fn comparison(term: Term) -> Result<Comparison> {
    match term {
        Term::Called(path, arguments) => {
            let what = path.word.to_string();
            let value = |tokens| Value::parse(tokens, path.span(), &what);
            let arguments = arguments.into_iter().map(value).collect::<Result<_>>()?;
            Ok(Comparison::Method(path, arguments))
        }
        Term::Compared(path, tokens) => compared(path, tokens),
    }
}

fn compared(mut path: Path, tokens: TokenStream) -> Result<Comparison> {
    let what = path.word.to_string();
    let value = Value::parse(tokens, path.span(), &what)?;
    path.check_lookup()?;
    let lookup = path.take_lookup().unwrap_or(Lookup::Exact);
    if is_none(&value.expr) {
        return null(path, lookup, &value);
    }
    if lookup != Lookup::Range {
        return Ok(Comparison::Lookup(path, lookup, value));
    }
    match bounds(&value.expr)? {
        Some(bounds) => Ok(Comparison::Range(path, value, Box::new(bounds))),
        None if value.reads_columns() => {
            let message = "with `F(…)` in it, a range is written `(low, high)` or `low..=high`";
            Err(Error::new(value.expr.span(), message))
        }
        None => Ok(Comparison::Lookup(path, lookup, value)),
    }
}

/// Equality with `None` is `IS NULL`; nothing else can be said of NULL.
fn null(path: Path, lookup: Lookup, value: &Value) -> Result<Comparison> {
    if lookup == Lookup::Exact || lookup == Lookup::Method("iexact") {
        return Ok(Comparison::Null(path));
    }
    let name = lookup.name();
    let message = format!("`None` cannot be compared by `{name}`: ask for NULL by `isnull = true`");
    Err(Error::new(value.expr.span(), message))
}

/// The bounds of a range that is written as one.
fn bounds(expr: &Expr) -> Result<Option<[Expr; 2]>> {
    match expr {
        Expr::Paren(it) => bounds(&it.expr),
        Expr::Group(it) => bounds(&it.expr),
        Expr::Tuple(it) => {
            let bounds: Vec<_> = it.elems.iter().cloned().collect();
            bounds.try_into().map(Some).map_err(|all: Vec<_>| {
                let message = format!("a range has two bounds, not {}: `(low, high)`", all.len());
                Error::new(it.span(), message)
            })
        }
        Expr::Range(it) => match (&it.start, it.limits, &it.end) {
            (Some(low), RangeLimits::Closed(_), Some(high)) => {
                Ok(Some([(**low).clone(), (**high).clone()]))
            }
            (None, ..) | (.., None) => Err(Error::new(
                it.span(),
                "a range has two bounds: `low..=high`; for one, there are `gte` and `lte`",
            )),
            (_, RangeLimits::HalfOpen(dots), _) => {
                Err(Error::new(dots.span(), "both bounds belong to a range: `low..=high`"))
            }
        },
        _ => Ok(None),
    }
}
