//! What metadata makes no table. Each error names the model and the field.

use crate::{
    error::{Error, Result},
    model::{FieldMeta, ModelMeta},
    schema::{
        grammar::{Decimal, Grammar},
        names::shortened,
        types::is_unlimited,
    },
    value::Type,
};

/// Two models of a set have tables of their own.
pub(super) fn set(models: &[&'static ModelMeta]) -> Result<()> {
    for (at, model) in models.iter().enumerate() {
        if let Some(other) = models.iter().take(at).find(|it| it.table == model.table) {
            let error = Error::table_of_another(model.table, &other.label());
            return Err(error.with_model_name(model.name));
        }
    }
    Ok(())
}

/// The table has a name, one key, and columns that differ.
pub(super) fn model(model: &'static ModelMeta, grammar: &Grammar) -> Result<()> {
    let named = |error: Error| error.with_model_name(model.name);
    name(model.table, grammar).map_err(named)?;
    let keys = model.fields.iter().filter(|it| it.primary_key).count();
    if keys == 0 || keys > 1 && !model.is_composite() {
        return Err(named(Error::not_one_key(keys)));
    }
    for (at, field) in model.fields.iter().enumerate() {
        let named = |error: Error| named(error).with_field(field.name);
        name(field.column, grammar).map_err(named)?;
        if let Some(other) = model.fields.iter().take(at).find(|it| it.column == field.column) {
            return Err(named(Error::column_of_another(field.column, other.name)));
        }
    }
    Ok(())
}

/// A column can be written that stores the values of `stored`.
pub(super) fn field(field: &FieldMeta, stored: &FieldMeta, grammar: &Grammar) -> Result<()> {
    if field.primary_key && field.null {
        return Err(Error::null_in_key());
    }
    if field.auto && !field.kind.is_integer() {
        return Err(Error::auto_not_integer(&field.kind));
    }
    if stored.max_length == Some(0) {
        return Err(Error::no_room_for_text());
    }
    if matches!(stored.kind, Type::Array(_)) && !grammar.dialect.capability().array_columns {
        return Err(Error::no_arrays(grammar.database));
    }
    if stored.kind == Type::Decimal {
        decimal(stored, grammar)?;
    }
    if field.primary_key || field.unique || field.index {
        indexable(stored, grammar)?;
    }
    Ok(())
}

/// The values can stand in an index.
pub(super) fn indexable(stored: &FieldMeta, grammar: &Grammar) -> Result<()> {
    if is_unlimited(stored) && !grammar.indexes.unlimited {
        return Err(Error::key_without_limit(&stored.kind, grammar.database));
    }
    Ok(())
}

fn decimal(field: &FieldMeta, grammar: &Grammar) -> Result<()> {
    match field.digits {
        Some((all, places)) if all == 0 || places > all => {
            Err(Error::impossible_digits(all, places))
        }
        None if grammar.decimal == Decimal::Required => {
            Err(Error::decimal_without_digits(grammar.database))
        }
        _ => Ok(()),
    }
}

/// The name can stand in this database.
pub(super) fn name(name: &str, grammar: &Grammar) -> Result<()> {
    if name.is_empty() || name.contains('\0') {
        return Err(Error::unusable_name(name));
    }
    match grammar.name_length {
        Some(length) if name.chars().count() > length => {
            Err(Error::name_too_long(name, &shortened(name, length), grammar.database, length))
        }
        _ => Ok(()),
    }
}
