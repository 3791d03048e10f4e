//! Numbers beside whole numbers.
//!
//! A number with a fraction becomes a whole one, by Django's rule, and a comparison with a number that the column cannot
//! hold is known without the database (Django: `IntegerFieldOverflow`, `IntegerFieldFloatRounding`).

use std::ops::RangeInclusive;

use crate::{
    compiler::{
        binds::Binds,
        condition::{Comparison, Condition},
        expression::{self, Place},
    },
    dialect::Dialect,
    error::{Error, Result},
    query::{Expr, Lookup},
    value::{Digits, Type, Value},
};

/// What a comparison of a whole number turns out to be.
pub(super) enum Whole {
    /// Known without the database.
    Known(Condition),
    /// A comparison with these operands.
    Beside(Vec<Expr>),
}

impl Whole {
    /// `None` where there is nothing to change.
    pub(super) fn of(it: Comparison<'_>, at: Place<'_>, binds: &Binds) -> Result<Option<Self>> {
        let (left, lookup, right) = it;
        let Some(range) = range(left, at, binds.dialect())? else { return Ok(None) };
        if right.iter().all(|it| is_held(it, &range)) {
            return Ok(None);
        }
        let mut operands = Vec::with_capacity(right.len());
        for (place, operand) in right.iter().enumerate() {
            let number = match operand {
                Expr::Value(value) => number(value, lookup)?,
                _ => None,
            };
            let Some(number) = number else {
                operands.push(operand.clone());
                continue;
            };
            match known(number, compared(lookup, place), &range) {
                // The other bound decides.
                Some(Condition::Always) if lookup == Lookup::Range => (),
                Some(known) => return Ok(Some(Self::Known(known))),
                None => (),
            }
            let held = number.clamp(*range.start(), *range.end());
            operands.push(Expr::Value(Value::whole(held)));
        }
        Ok(Some(Self::Beside(operands)))
    }
}

/// Whether it is a whole number within the range, or nothing that is known here.
fn is_held(operand: &Expr, range: &RangeInclusive<i128>) -> bool {
    match operand {
        Expr::Value(Value::Double(_) | Value::Decimal(_)) => false,
        Expr::Value(value) => value.as_whole().is_none_or(|it| range.contains(&it)),
        _ => true,
    }
}

/// The lower bound of a range is compared as with `gte`, the upper one as with `lte`.
fn compared(lookup: Lookup, place: usize) -> Lookup {
    match (lookup, place) {
        (Lookup::Range, 0) => Lookup::Gte,
        (Lookup::Range, _) => Lookup::Lte,
        _ => lookup,
    }
}

/// The members of a list that a whole number can be equal to.
pub(super) fn members(
    left: &Expr,
    values: Vec<Value>,
    at: Place<'_>,
    dialect: Dialect,
) -> Result<Vec<Value>> {
    let Some(range) = range(left, at, dialect)? else { return Ok(values) };
    let mut kept = Vec::with_capacity(values.len());
    for value in values {
        match number(&value, Lookup::In)? {
            Some(number) if !range.contains(&number) => (),
            Some(number) if value.as_whole().is_none() => kept.push(Value::whole(number)),
            _ => kept.push(value),
        }
    }
    Ok(kept)
}

/// The whole numbers that an expression can be; `None` of a value, and of what is no whole number.
///
/// SQLite holds 64 bits in a column of any width, and Django has written them there.
fn range(expr: &Expr, at: Place<'_>, dialect: Dialect) -> Result<Option<RangeInclusive<i128>>> {
    let kind = match expr {
        Expr::Value(_) => None,
        _ => expression::type_of(expr, at)?.filter(|it| it.is_integer()),
    };
    Ok(kind.and_then(|it| match expr {
        Expr::Path(_) if dialect == Dialect::Sqlite && it.is_positive() => {
            dialect.integer_range(Type::PositiveBigInteger)
        }
        Expr::Path(_) if dialect != Dialect::Sqlite => dialect.integer_range(it),
        // What is computed may be wider than what it is computed from.
        _ => dialect.integer_range(Type::BigInteger),
    }))
}

/// The number, without its fraction: a double is rounded up beside `gte` and `lt`, everything else is cut off.
fn number(value: &Value, lookup: Lookup) -> Result<Option<i128>> {
    Ok(match value {
        Value::Double(it) if !it.is_finite() => return Err(Error::no_whole_number(*it)),
        Value::Double(it) if matches!(lookup, Lookup::Gte | Lookup::Lt) => Some(wide(it.ceil())),
        Value::Double(it) => Some(wide(it.trunc())),
        Value::Decimal(it) => Some(cut(*it)),
        _ => value.as_whole(),
    })
}

/// A double without a fraction; one beyond 128 bits as the last number of 128 bits.
fn wide(number: f64) -> i128 {
    let last = if number < 0.0 { i128::MIN } else { i128::MAX };
    format!("{number:.0}").parse().unwrap_or(last)
}

fn cut(number: Digits) -> i128 {
    10_i128.checked_pow(number.scale()).map_or(0, |unit| number.mantissa() / unit)
}

/// What is known of a comparison with a number beyond the range. Rows without a number count too, as in Django.
fn known(number: i128, lookup: Lookup, range: &RangeInclusive<i128>) -> Option<Condition> {
    if range.contains(&number) {
        return None;
    }
    let is_larger = number > *range.end();
    match lookup {
        Lookup::Exact => Some(Condition::Never),
        Lookup::Gt | Lookup::Gte if is_larger => Some(Condition::Never),
        Lookup::Gt | Lookup::Gte => Some(Condition::Always),
        Lookup::Lt | Lookup::Lte if is_larger => Some(Condition::Always),
        Lookup::Lt | Lookup::Lte => Some(Condition::Never),
        _ => None,
    }
}
