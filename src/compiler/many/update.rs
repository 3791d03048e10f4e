//! UPDATE statements of many rows.

use std::mem;

use crate::{
    compiler::{
        Compiled, check,
        condition::Condition,
        fit::{compared, fitted},
        held,
        many::{
            insert::takes_columns,
            text::{GIVEN, Text},
        },
        resolve::Frame,
        select,
    },
    dialect::Dialect,
    error::{Error, Result},
    model::{FieldMeta, ModelMeta},
    query::{Query, UpdateMany},
    value::Value,
};

/// The statement that gives the rows their new values; `Empty` where the query has none.
///
/// # Errors
/// When a value does not fit its column, or the query is one whose rows cannot be updated.
pub fn compile_updates(update: UpdateMany, dialect: Dialect) -> Result<Compiled> {
    let UpdateMany { query, fields, rows } = update;
    check::columns(query.model, dialect)?;
    check::changeable(&query, "update")?;
    let query = query.unordered();
    let frame = Frame::new(&query, None)?;
    let given = Given::new(query.model, &fields, rows, dialect)?;
    let mut text = Text::new(dialect);
    if takes_columns(query.model, dialect) {
        given.with_arrays(&mut text)?;
    } else if dialect.capability().update_from {
        given.with_values(&mut text)?;
    } else {
        given.cases(&mut text)?;
    }
    match select::changed(&frame, &mut text.binds)? {
        Condition::Never => return Ok(Compiled::Empty),
        Condition::Sql(sql) => {
            text.push(" AND (");
            text.sql(&sql);
            text.push(")");
        }
        Condition::Always => (),
    }
    let computed = held::computed(query.model, |name| fields.contains(&name))?;
    text.returned(&held::returned(Vec::new(), &computed, dialect))?;
    text.finish().map(Compiled::Statement)
}

/// How many parameters the conditions of the query have in such a statement.
///
/// # Errors
/// As [`compile_updates`].
pub fn filter_parameters(query: &Query, dialect: Dialect) -> Result<usize> {
    check::changeable(query, "update")?;
    let query = query.clone().unordered();
    let mut text = Text::new(dialect);
    if let Condition::Sql(sql) = select::changed(&Frame::new(&query, None)?, &mut text.binds)? {
        text.sql(&sql);
    }
    Ok(text.finish()?.binds.len())
}

/// The rows of the statement, each with the values of its key before those of the fields that are set.
struct Given {
    model: &'static ModelMeta,
    keys: Vec<&'static FieldMeta>,
    set: Vec<&'static FieldMeta>,
    rows: Vec<Vec<Value>>,
}

impl Given {
    fn new(
        model: &'static ModelMeta,
        names: &[&'static str],
        mut rows: Vec<Vec<Value>>,
        dialect: Dialect,
    ) -> Result<Self> {
        let keys: Vec<_> = model.keys().collect();
        let set = names.iter().map(|it| assignable(model, it)).collect::<Result<Vec<_>>>()?;
        if set.is_empty() {
            return Err(Error::nothing_to_update(model.name));
        }
        for row in &mut rows {
            let (found, given) =
                row.split_at_mut_checked(keys.len()).ok_or_else(Error::lost_placeholder)?;
            for (field, value) in keys.iter().zip(found) {
                *value = compared(mem::replace(value, Value::Null(field.kind)), field, dialect)?;
            }
            for (field, value) in set.iter().zip(given) {
                *value = fitted(mem::replace(value, Value::Null(field.kind)), field, dialect)?;
            }
        }
        Ok(Self { model, keys, set, rows })
    }

    fn columns(&self) -> Vec<&'static FieldMeta> {
        self.keys.iter().chain(&self.set).copied().collect()
    }

    /// `UPDATE … SET … FROM unnest(…) AS … WHERE …`
    fn with_arrays(mut self, text: &mut Text) -> Result<()> {
        let (columns, rows) = (self.columns(), mem::take(&mut self.rows));
        self.assignments(text)?;
        text.unnest(&columns, rows.into_iter().map(|row| row.into_iter().map(Ok)))?;
        let names: Vec<_> = (1..=columns.len()).map(|it| format!("column{it}")).collect();
        text.push(&format!(" AS {GIVEN} ({})", names.join(", ")));
        self.same_keys(text)
    }

    /// `UPDATE … SET … FROM (VALUES …) AS … WHERE …`; the columns of VALUES are called `column1` and so on.
    fn with_values(mut self, text: &mut Text) -> Result<()> {
        let (columns, rows) = (self.columns(), mem::take(&mut self.rows));
        self.assignments(text)?;
        text.push("(VALUES ");
        text.list(", ", rows, |text, row| {
            text.push("(");
            text.list(", ", columns.iter().zip(row), |text, (field, value)| {
                text.value_of(value, field)
            })?;
            text.push(")");
            Ok(())
        })?;
        text.push(&format!(") AS {GIVEN}"));
        self.same_keys(text)
    }

    /// `UPDATE … SET … = …, … FROM `
    fn assignments(&self, text: &mut Text) -> Result<()> {
        text.push("UPDATE ");
        text.name(self.model.table);
        text.push(" SET ");
        text.list(", ", self.set.iter().enumerate(), |text, (at, field)| {
            text.name(field.column);
            text.push(&format!(" = {GIVEN}.column{}", self.keys.len() + at + 1));
            Ok(())
        })?;
        text.push(" FROM ");
        Ok(())
    }

    /// ` WHERE … = …`
    fn same_keys(&self, text: &mut Text) -> Result<()> {
        text.push(" WHERE ");
        text.list(" AND ", self.keys.iter().enumerate(), |text, (at, key)| {
            text.column(self.model.table, key.column);
            text.push(&format!(" = {GIVEN}.column{}", at + 1));
            Ok(())
        })
    }

    /// `UPDATE … SET … = CASE WHEN … THEN … END WHERE … IN (…)`, Django's form.
    ///
    /// As a table of their own the rows would be compared by the collation of the connection, where keys are text.
    fn cases(&self, text: &mut Text) -> Result<()> {
        text.push("UPDATE ");
        text.name(self.model.table);
        text.push(" SET ");
        text.list(", ", self.set.iter().enumerate(), |text, (at, field)| {
            text.name(field.column);
            text.push(" = CASE");
            for row in &self.rows {
                text.push(" WHEN ");
                self.is_row(text, row)?;
                text.push(" THEN ");
                let value = row.get(self.keys.len() + at).ok_or_else(Error::lost_placeholder)?;
                text.value(value.clone());
            }
            text.push(" END");
            Ok(())
        })?;
        text.push(" WHERE (");
        text.list(" OR ", &self.rows, |text, row| self.is_row(text, row))?;
        text.push(")");
        Ok(())
    }

    /// `… = ? AND …`
    fn is_row(&self, text: &mut Text, row: &[Value]) -> Result<()> {
        text.list(" AND ", self.keys.iter().zip(row), |text, (key, value)| {
            text.column(self.model.table, key.column);
            text.push(" = ");
            text.value(value.clone());
            Ok(())
        })
    }
}

/// A field that an update of many rows can set.
fn assignable(model: &ModelMeta, name: &str) -> Result<&'static FieldMeta> {
    let field = model.field(name).ok_or_else(|| Error::not_a_field_of_its_own(name))?;
    if field.generated.is_some() {
        return Err(Error::generated_is_not_assignable(field.name).with_field(field.name));
    }
    Ok(field)
}
