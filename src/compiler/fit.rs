//! A value in the form in which a field's column holds it.

use crate::{
    dialect::Dialect,
    error::{Error, Result},
    model::FieldMeta,
    value::{Type, Value, forms::numeral},
};

/// The value as the column's type, where it can be; a decimal is rounded where the database would not do it.
///
/// # Errors
/// When it is a number or a text that the column does not hold: some databases would store it nevertheless. The error
/// names the field.
pub(super) fn fitted(value: Value, field: &FieldMeta, dialect: Dialect) -> Result<Value> {
    let value = compared(value, field, dialect)?;
    length(&value, field).map_err(|it| it.with_field(field.name))?;
    Ok(value)
}

/// The same for a value that a row is found by: no row has a longer text.
///
/// # Errors
/// As [`fitted`], of numbers.
pub(super) fn compared(value: Value, field: &FieldMeta, dialect: Dialect) -> Result<Value> {
    let fitted = || {
        value.check()?;
        let mut value = whole(value.fitted(field.kind), field.kind, dialect)?;
        match (&mut value, field.kind) {
            (Value::Array(_, members), Type::Array(of)) => {
                for member in members {
                    holds(member, *of, dialect)?;
                    digits(member, field, dialect)?;
                }
            }
            (value, into) => {
                holds(value, into, dialect)?;
                digits(value, field, dialect)?;
            }
        }
        Ok(value)
    };
    fitted().map_err(|it: Error| it.with_field(field.name))
}

/// A number as a whole one, where the column has no others: a double is rounded to the even neighbour, a decimal away from
/// zero, as the databases do it that do it at all.
///
/// # Errors
/// When the column does not hold it.
fn whole(value: Value, into: Type, dialect: Dialect) -> Result<Value> {
    let Some(held) = dialect.integer_range(into) else { return Ok(value) };
    let rounded = match &value {
        Value::Double(it) => numeral::rounded(*it),
        Value::Decimal(it) => it.rounded_away(),
        _ => return Ok(value),
    };
    let fitting = rounded.filter(|it| held.contains(it)).and_then(|it| Value::of_whole(it, into));
    fitting.ok_or_else(|| {
        Error::number_not_held(format!("{value:?}"), into, *held.start(), *held.end())
    })
}

/// # Errors
/// When it is text of more characters than the column takes.
fn length(value: &Value, field: &FieldMeta) -> Result<()> {
    match (value, field.most_characters()) {
        (Value::Text(text), Some(most)) => {
            // A character is at least one byte.
            let most_bytes = usize::try_from(most).unwrap_or(usize::MAX);
            if text.len() <= most_bytes {
                return Ok(());
            }
            match text.chars().count() {
                count if count <= most_bytes => Ok(()),
                count => Err(Error::text_not_held(count, most)),
            }
        }
        (Value::Array(_, members), Some(_)) => members.iter().try_for_each(|it| length(it, field)),
        _ => Ok(()),
    }
}

/// Rounds a decimal to the places of its column, where the database would not do it.
///
/// # Errors
/// When it has more digits than the column.
fn digits(value: &mut Value, field: &FieldMeta, dialect: Dialect) -> Result<()> {
    let (Value::Decimal(number), Some((all, places))) = (value, field.digits) else {
        return Ok(());
    };
    if !number.fits(all, places) {
        return Err(Error::digits_not_held(*number, all, places));
    }
    if !dialect.capability().decimal_places {
        *number = number.rounded(places);
    }
    Ok(())
}

/// # Errors
/// When it is a whole number that a column of type `into` does not hold.
fn holds(value: &Value, into: Type, dialect: Dialect) -> Result<()> {
    match (value.as_whole(), dialect.integer_range(into)) {
        (Some(number), Some(held)) if !held.contains(&number) => {
            Err(Error::number_not_held(number, into, *held.start(), *held.end()))
        }
        _ => Ok(()),
    }
}
