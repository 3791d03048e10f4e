//! Text → the right side of a lookup.

use crate::{
    error::{Error, Result},
    query::{Expr, Lookup, text::key::Key},
    value::{Type, Value},
};

/// The most bytes of a value: as many as every database takes in a pattern.
const LONGEST: usize = 10_000;

/// The most members of all lists together.
pub(super) const MOST_MEMBERS: usize = 1_000;

/// The operands that a text stands for: one, two for a range, a list for `in`.
pub(super) fn operands(key: &Key, text: &str) -> Result<Vec<Expr>> {
    if text.len() > LONGEST {
        return Err(Error::operand_too_long(LONGEST));
    }
    if text.contains('\0') {
        return Err(Error::operand_with_nul());
    }
    match key.lookup {
        Lookup::In | Lookup::HasKeys | Lookup::HasAnyKeys => {
            let members = several(text, key.operand)?;
            Ok(vec![Value::List(key.operand, members).into()])
        }
        Lookup::Range => {
            let bounds = several(text, key.operand)?;
            match bounds.len() {
                2 => Ok(bounds.into_iter().map(Expr::Value).collect()),
                count => Err(Error::not_two_bounds(count)),
            }
        }
        _ => Ok(vec![one(text, key.operand)?.into()]),
    }
}

/// Values with commas between them, as in Django's admin; there is no way to write a comma inside of one.
fn several(text: &str, kind: Type) -> Result<Vec<Value>> {
    let all = text.split(',');
    if all.clone().count() > MOST_MEMBERS {
        return Err(Error::too_many_operands(MOST_MEMBERS));
    }
    all.map(|it| one(it, kind)).collect()
}

/// Space round anything but text is no part of it.
fn one(text: &str, kind: Type) -> Result<Value> {
    Value::parse(if kind == Type::Text { text } else { text.trim() }, kind)
}
