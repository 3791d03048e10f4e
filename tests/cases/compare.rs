//! When two answers are the same.
//!
//! Decimals are compared by value, doubles to twelve digits, instants without their offset, and rows without an order
//! as a multiset.

use chrono::{DateTime, FixedOffset, NaiveDateTime, Utc};
use rust_decimal::Decimal;
use serde_json::{Number, Value};

use crate::recorded::{Kind, Recorded};

/// How far doubles may be apart, relative to their size.
const CLOSE: f64 = 1e-12;

/// Whether an answer is the recorded one.
pub fn is_recorded(recorded: &Recorded, answer: &Value) -> bool {
    match (recorded.kind, recorded.result.as_slice(), answer) {
        (Kind::Scalar, [theirs], ours) => same(theirs, ours),
        (Kind::Rows, theirs, Value::Array(ours)) if recorded.ordered => all_same(theirs, ours),
        (Kind::Rows, theirs, Value::Array(ours)) => same_bag(theirs, ours),
        _ => false,
    }
}

fn all_same(theirs: &[Value], ours: &[Value]) -> bool {
    theirs.len() == ours.len() && theirs.iter().zip(ours).all(|(a, b)| same(a, b))
}

fn same_bag(theirs: &[Value], ours: &[Value]) -> bool {
    let mut left: Vec<_> = ours.iter().collect();
    let taken = theirs.iter().all(|a| {
        let found = left.iter().position(|b| same(a, b));
        found.map(|at| left.swap_remove(at)).is_some()
    });
    taken && left.is_empty()
}

fn same(theirs: &Value, ours: &Value) -> bool {
    match (theirs, ours) {
        (Value::Number(a), Value::Number(b)) => same_number(a, b),
        (Value::Array(a), Value::Array(b)) => all_same(a, b),
        (Value::Object(a), Value::Object(b)) => match (tagged(theirs), tagged(ours)) {
            (Some((a, theirs)), Some((b, ours))) => a == b && same_tagged(a, theirs, ours),
            _ => {
                a.len() == b.len()
                    && a.iter().all(|(key, it)| b.get(key).is_some_and(|other| same(it, other)))
            }
        },
        _ => theirs == ours,
    }
}

/// An integer is not a double.
fn same_number(a: &Number, b: &Number) -> bool {
    match (a.is_f64(), b.is_f64(), a.as_f64(), b.as_f64()) {
        (true, true, Some(a), Some(b)) => {
            a.to_bits() == b.to_bits() || (a - b).abs() <= CLOSE * a.abs().max(b.abs()).max(1.0)
        }
        _ => a == b,
    }
}

/// The tag and text of what JSON has no type for.
fn tagged(value: &Value) -> Option<(&str, &Value)> {
    let members = value.as_object()?;
    let (tag, content) = members.iter().next()?;
    (members.len() == 1 && tag.starts_with('$')).then_some((tag.as_str(), content))
}

fn same_tagged(tag: &str, theirs: &Value, ours: &Value) -> bool {
    match (tag, theirs.as_str().zip(ours.as_str())) {
        ("$decimal", Some((a, b))) => decimal(a).is_some() && decimal(a) == decimal(b),
        ("$datetime", Some((a, b))) => instant(a).is_some() && instant(a) == instant(b),
        _ => theirs == ours,
    }
}

fn decimal(text: &str) -> Option<Decimal> {
    text.parse().ok().or_else(|| Decimal::from_scientific(text).ok())
}

/// What has no offset is in UTC. An offset may have seconds, as those of the time before zones have.
fn instant(text: &str) -> Option<DateTime<Utc>> {
    let naive = || text.parse::<NaiveDateTime>().ok().map(|it| it.and_utc());
    let known = DateTime::parse_from_rfc3339(text).ok().map(|it| it.to_utc());
    known.or_else(|| to_the_second(text)).or_else(naive)
}

fn to_the_second(text: &str) -> Option<DateTime<Utc>> {
    let (clock, offset) = text.split_at_checked(text.len().checked_sub("+05:41:16".len())?)?;
    let east = match offset.split_at_checked(1)? {
        ("+", _) => 1,
        ("-", _) => -1,
        _ => return None,
    };
    let parts: Option<Vec<i32>> = offset.get(1..)?.split(':').map(|it| it.parse().ok()).collect();
    let [hours, minutes, seconds] = parts?[..] else { return None };
    let offset = FixedOffset::east_opt(east * (hours * 3_600 + minutes * 60 + seconds))?;
    let clock = clock.parse::<NaiveDateTime>().ok()?;
    clock.and_local_timezone(offset).single().map(|it| it.to_utc())
}
