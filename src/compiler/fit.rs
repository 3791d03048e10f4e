//! A value in the form in which a field's column holds it.

use crate::{
    dialect::Dialect,
    error::{Error, Result},
    model::FieldMeta,
    value::{Type, Value},
};

/// The value as the column's type, where it can be; a decimal is rounded where the database would not do it.
///
/// # Errors
/// When it is a number that the column does not hold: some databases would store it nevertheless. The error names
/// the field.
pub(super) fn fitted(value: Value, field: &FieldMeta, dialect: Dialect) -> Result<Value> {
    let fitted = || {
        value.check()?;
        let mut value = value.fitted(field.kind);
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
