//! INSERT statements of many rows.

use crate::{
    compiler::{
        Statement, check,
        fit::fitted,
        formula::expression_text,
        many::text::{GIVEN, Text},
    },
    dialect::Dialect,
    error::{Error, Result},
    model::{FieldMeta, ModelMeta},
    query::{Conflict, InsertMany},
    value::{Type, Value},
};

/// Whether many rows of a model are one parameter for each column, so that their number does not reach the text.
///
/// An array of arrays would be taken apart to its last members, so a model with arrays has no such form.
pub fn takes_columns(model: &ModelMeta, dialect: Dialect) -> bool {
    let is_array = |field: &FieldMeta| matches!(field.kind, Type::Array(_));
    dialect.capability().array_parameters && !model.fields.iter().any(is_array)
}

/// The statement that adds the rows; there is at least one.
///
/// # Errors
/// When a value does not fit its column, or the database lacks what is asked for.
pub fn compile_inserts(insert: InsertMany, dialect: Dialect) -> Result<Statement> {
    let InsertMany { model, rows, conflict, returning } = insert;
    check::columns(model, dialect)?;
    let target = Target { model, dialect, columns: columns(model, &rows)? };
    let mut text = Text::new(dialect);
    text.push("INSERT INTO ");
    text.name(model.table);
    text.push(" ");
    text.columns(&target.columns)?;
    if takes_columns(model, dialect) && rows.iter().all(|it| target.is_given_in(it)) {
        target.select(&mut text, rows)?;
    } else {
        target.values(&mut text, rows)?;
    }
    on_conflict(&mut text, &conflict, model, dialect)?;
    if !returning.is_empty() && dialect.capability().insert_returning {
        text.push(" RETURNING ");
        text.list(", ", returning, |it, name| {
            it.name(column(model, name)?);
            Ok(())
        })?;
    }
    text.finish()
}

/// Where the rows go.
struct Target {
    model: &'static ModelMeta,
    dialect: Dialect,
    columns: Vec<&'static FieldMeta>,
}

impl Target {
    fn is_given_in(&self, row: &[Option<Value>]) -> bool {
        self.fields_of(row).all(|(_, value)| value.is_some())
    }

    /// The values of a row for the columns.
    fn fields_of<'r>(
        &self,
        row: &'r [Option<Value>],
    ) -> impl Iterator<Item = (&'static FieldMeta, &'r Option<Value>)> {
        let written = |field: &FieldMeta| self.columns.iter().any(|it| it.name == field.name);
        self.model.fields.iter().zip(row).filter(move |(field, _)| written(field))
    }

    /// ` SELECT … FROM unnest(…)`; in the order of the rows where the database makes their keys.
    fn select(&self, text: &mut Text, rows: Vec<Vec<Option<Value>>>) -> Result<()> {
        let rows = rows.into_iter().map(|row| {
            let fields = self.model.fields.iter().zip(row);
            fields.filter_map(|(field, value)| Some(fitted(value?, field, self.dialect)))
        });
        let makes_keys = !self.columns.iter().any(|it| it.primary_key);
        if !makes_keys {
            text.push(" SELECT * FROM ");
            return text.unnest(&self.columns, rows);
        }
        let names: Vec<_> = (1..=self.columns.len()).map(|it| format!("c{it}")).collect();
        let names = names.join(", ");
        text.push(&format!(" SELECT {names} FROM "));
        text.unnest(&self.columns, rows)?;
        text.push(&format!(" WITH ORDINALITY AS {GIVEN} ({names}, place) ORDER BY place"));
        Ok(())
    }

    /// ` VALUES (…), …`
    fn values(&self, text: &mut Text, rows: Vec<Vec<Option<Value>>>) -> Result<()> {
        text.push(" VALUES ");
        text.list(", ", rows, |text, row| {
            let mut separator = "(";
            for (field, value) in self.model.fields.iter().zip(row) {
                if !self.columns.iter().any(|it| it.name == field.name) {
                    continue;
                }
                text.push(separator);
                separator = ", ";
                match value {
                    Some(value) => text.value(self.typed(value, field)?),
                    None => text.push(&self.left_out(field)?),
                }
            }
            text.push(")");
            Ok(())
        })
    }

    /// The value in the type of its column, which the text does not tell.
    fn typed(&self, value: Value, field: &FieldMeta) -> Result<Value> {
        let value = fitted(value, field, self.dialect)?;
        if value.type_of() != field.kind && self.dialect == Dialect::Postgres {
            let error = Error::list_of_mixed_types(field.kind, value.type_of());
            return Err(error.with_field(field.name));
        }
        Ok(value)
    }

    /// What stands in place of a value that is left to the database. SQLite has no word for it there: it is given the
    /// default itself, as in Django, and takes NULL for "make a key".
    fn left_out(&self, field: &FieldMeta) -> Result<String> {
        if self.dialect.capability().default_in_values {
            return Ok("DEFAULT".to_owned());
        }
        match field.db_default {
            Some(formula) => expression_text(&formula.expr()?, self.model, self.dialect)
                .map_err(|it| it.with_field(field.name)),
            None => Ok("NULL".to_owned()),
        }
    }
}

/// The fields that some row has a value for. Where there is none, the key stands for them: a row needs a column.
fn columns(
    model: &'static ModelMeta,
    rows: &[Vec<Option<Value>>],
) -> Result<Vec<&'static FieldMeta>> {
    let mut given = vec![false; model.fields.len()];
    for row in rows {
        given.iter_mut().zip(row).for_each(|(given, value)| *given |= value.is_some());
    }
    let fields = model.fields.iter().zip(given).filter(|(_, given)| *given);
    let columns: Vec<_> = fields.map(|(field, _)| field).collect();
    if let Some(field) = columns.iter().find(|it| it.generated.is_some()) {
        return Err(Error::generated_is_not_assignable(field.name).with_field(field.name));
    }
    Ok(if columns.is_empty() { vec![model.primary_key()] } else { columns })
}

/// What becomes of rows that the table has already.
///
/// Where no unique columns can be named, a row that is to be left out sets a column of its key to what it is:
/// `INSERT IGNORE` would leave out rows with other faults too, or bend their values.
fn on_conflict(
    text: &mut Text,
    conflict: &Conflict,
    model: &'static ModelMeta,
    dialect: Dialect,
) -> Result<()> {
    let targets = dialect.capability().conflict_targets;
    match conflict {
        Conflict::Fail => Ok(()),
        Conflict::Ignore if targets => {
            text.push(" ON CONFLICT DO NOTHING");
            Ok(())
        }
        Conflict::Ignore => {
            let key = model.primary_key().column;
            text.push(" ON DUPLICATE KEY UPDATE ");
            text.name(key);
            text.push(" = ");
            text.column(model.table, key);
            Ok(())
        }
        Conflict::Update { fields, unique } => {
            let unique = unique.iter().map(|it| field(model, it)).collect::<Result<Vec<_>>>()?;
            let (before, after) = match dialect {
                Dialect::Postgres | Dialect::Sqlite => {
                    text.push(" ON CONFLICT ");
                    text.columns(&unique)?;
                    text.push(" DO UPDATE SET ");
                    ("EXCLUDED.", "")
                }
                Dialect::Mysql => {
                    text.push(&format!(" AS {GIVEN} ON DUPLICATE KEY UPDATE "));
                    ("queryset_given.", "")
                }
                Dialect::Mariadb => {
                    text.push(" ON DUPLICATE KEY UPDATE ");
                    ("VALUES(", ")")
                }
            };
            text.list(", ", fields, |text, name| {
                let column = column(model, name)?;
                text.name(column);
                text.push(" = ");
                text.push(before);
                text.name(column);
                text.push(after);
                Ok(())
            })
        }
    }
}

fn column(model: &ModelMeta, name: &str) -> Result<&'static str> {
    field(model, name).map(|it| it.column)
}

fn field(model: &ModelMeta, name: &str) -> Result<&'static FieldMeta> {
    model.field(name).ok_or_else(|| Error::not_a_field_of_its_own(name))
}
