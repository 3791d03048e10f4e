//! INSERT statements of many rows.

use crate::{
    compiler::{
        Statement, check,
        fit::fitted,
        formula::expression_text,
        held,
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
    let target = Target::new(model, dialect, &rows)?;
    let mut text = Text::new(dialect);
    text.push("INSERT INTO ");
    text.name(model.table);
    text.push(" ");
    text.columns(&target.fields())?;
    if takes_columns(model, dialect) && rows.iter().all(|it| target.is_given_in(it)) {
        target.select(&mut text, rows)?;
    } else {
        target.values(&mut text, rows)?;
    }
    on_conflict(&mut text, &conflict, model, dialect)?;
    let asked = returning.into_iter().filter(|_| dialect.capability().insert_returning);
    let asked = asked.map(|it| field(model, it)).collect::<Result<_>>()?;
    text.returned(&held::returned(asked, &held::computed(model, |_| true)?, dialect))?;
    text.finish()
}

/// Where the rows go.
struct Target {
    model: &'static ModelMeta,
    dialect: Dialect,
    /// For each field of the model whether it is written.
    written: Vec<bool>,
}

impl Target {
    /// The fields that some row has a value for. Where there is none, the key stands for them: a row needs a column.
    fn new(
        model: &'static ModelMeta,
        dialect: Dialect,
        rows: &[Vec<Option<Value>>],
    ) -> Result<Self> {
        let mut written = vec![false; model.fields.len()];
        for row in rows {
            written.iter_mut().zip(row).for_each(|(written, value)| *written |= value.is_some());
        }
        if !written.contains(&true) {
            written = model.fields.iter().map(|it| it.name == model.primary_key().name).collect();
        }
        let target = Self { model, dialect, written };
        match target.fields().iter().find(|it| it.generated.is_some()) {
            Some(it) => Err(Error::generated_is_not_assignable(it.name).with_field(it.name)),
            None => Ok(target),
        }
    }

    fn fields(&self) -> Vec<&'static FieldMeta> {
        self.of_columns(self.model.fields).collect()
    }

    fn is_given_in(&self, row: &[Option<Value>]) -> bool {
        self.of_columns(row).all(Option::is_some)
    }

    /// What there is of the columns, of something for each field.
    fn of_columns<T>(&self, each: impl IntoIterator<Item = T>) -> impl Iterator<Item = T> {
        each.into_iter().zip(&self.written).filter(|(_, written)| **written).map(|(it, _)| it)
    }

    /// ` SELECT … FROM unnest(…)`; in the order of the rows where the database makes their keys.
    fn select(&self, text: &mut Text, rows: Vec<Vec<Option<Value>>>) -> Result<()> {
        let rows = rows.into_iter().map(|row| {
            let fields = self.model.fields.iter().zip(row);
            fields.filter_map(|(field, value)| Some(fitted(value?, field, self.dialect)))
        });
        let fields = self.fields();
        let makes_keys = !fields.iter().any(|it| it.primary_key);
        if !makes_keys {
            text.push(" SELECT * FROM ");
            return text.unnest(&fields, rows);
        }
        let names: Vec<_> = (1..=fields.len()).map(|it| format!("c{it}")).collect();
        let names = names.join(", ");
        text.push(&format!(" SELECT {names} FROM "));
        text.unnest(&fields, rows)?;
        text.push(&format!(" WITH ORDINALITY AS {GIVEN} ({names}, place) ORDER BY place"));
        Ok(())
    }

    /// ` VALUES (…), …`
    fn values(&self, text: &mut Text, rows: Vec<Vec<Option<Value>>>) -> Result<()> {
        text.push(" VALUES ");
        let fields = self.fields();
        text.list(", ", rows, |text, row| {
            text.push("(");
            text.list(", ", fields.iter().zip(self.of_columns(row)), |text, (field, value)| {
                match value {
                    Some(value) => {
                        text.value_of(fitted(value, field, self.dialect)?, field)?;
                    }
                    None => text.push(&self.left_out(field)?),
                }
                Ok(())
            })?;
            text.push(")");
            Ok(())
        })
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
            let given = format!("{GIVEN}.");
            let (before, after) = match dialect {
                Dialect::Postgres | Dialect::Sqlite => {
                    text.push(" ON CONFLICT ");
                    text.columns(&unique)?;
                    text.push(" DO UPDATE SET ");
                    ("EXCLUDED.", "")
                }
                Dialect::Mysql => {
                    text.push(&format!(" AS {GIVEN} ON DUPLICATE KEY UPDATE "));
                    (given.as_str(), "")
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
