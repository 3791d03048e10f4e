//! The text of a statement for many rows, with the values behind it.

use sea_query::Expr as Sql;

use crate::{
    compiler::{
        Statement,
        binds::{Binds, postgres_type},
        writer::Writer,
    },
    dialect::Dialect,
    error::{Error, Result},
    model::FieldMeta,
    value::Value,
};

/// The table of the rows in the statement. No name of a model's begins so.
pub(super) const GIVEN: &str = "queryset_given";

/// A statement that is being written.
pub(super) struct Text {
    pub(super) binds: Binds,
    writer: Writer,
}

impl Text {
    pub(super) fn new(dialect: Dialect) -> Self {
        Self { binds: Binds::new(dialect), writer: Writer::new(dialect) }
    }

    pub(super) fn push(&mut self, text: &str) {
        self.writer.push(text);
    }

    /// A name, quoted.
    pub(super) fn name(&mut self, name: &'static str) {
        self.sql(&Sql::col(name));
    }

    /// A column with its table.
    pub(super) fn column(&mut self, table: &'static str, column: &'static str) {
        self.sql(&Sql::col((table, column)));
    }

    pub(super) fn sql(&mut self, sql: &Sql) {
        self.binds.write(sql, &mut self.writer);
    }

    /// Several parts with `between` between them.
    pub(super) fn list<T>(
        &mut self,
        between: &str,
        parts: impl IntoIterator<Item = T>,
        mut write: impl FnMut(&mut Self, T) -> Result<()>,
    ) -> Result<()> {
        for (at, part) in parts.into_iter().enumerate() {
            if at > 0 {
                self.push(between);
            }
            write(self, part)?;
        }
        Ok(())
    }

    /// The columns of fields, in parentheses.
    pub(super) fn columns(&mut self, fields: &[&'static FieldMeta]) -> Result<()> {
        self.push("(");
        self.list(", ", fields, |it, field| {
            it.name(field.column);
            Ok(())
        })?;
        self.push(")");
        Ok(())
    }

    /// ` RETURNING …`, where something is to come back.
    pub(super) fn returned(&mut self, returned: &[Sql]) -> Result<()> {
        if returned.is_empty() {
            return Ok(());
        }
        self.push(" RETURNING ");
        self.list(", ", returned, |it, sql| {
            it.sql(sql);
            Ok(())
        })
    }

    /// A placeholder for a value.
    pub(super) fn value(&mut self, value: Value) {
        let number = self.binds.keep(value);
        self.writer.value(number);
    }

    /// A placeholder for a value of a column whose type the text does not tell.
    ///
    /// # Errors
    /// When the value is of another type, and the database would take the placeholder for that.
    pub(super) fn value_of(&mut self, value: Value, field: &FieldMeta) -> Result<()> {
        if value.type_of() != field.kind && self.binds.dialect() == Dialect::Postgres {
            let error = Error::value_of_another_type(field.kind, value.type_of());
            return Err(error.with_field(field.name));
        }
        self.value(value);
        if let Some(name) = self.binds.named_type(field) {
            self.push(&format!("::{name}"));
        }
        Ok(())
    }

    /// `unnest($1::bigint[], …)`: the rows as one array for each column.
    ///
    /// # Errors
    /// When a value cannot be had, or a row has not one value for each column.
    pub(super) fn unnest<R>(
        &mut self,
        fields: &[&'static FieldMeta],
        rows: impl ExactSizeIterator<Item = R>,
    ) -> Result<()>
    where
        R: Iterator<Item = Result<Value>>,
    {
        let count = rows.len();
        let mut columns: Vec<_> = fields.iter().map(|_| Vec::with_capacity(count)).collect();
        for mut row in rows {
            for column in &mut columns {
                column.push(row.next().ok_or_else(Error::lost_placeholder)??);
            }
        }
        self.push("unnest(");
        self.list(", ", fields.iter().zip(columns), |it, (field, values)| {
            it.value(Value::List(field.kind, values));
            it.push("::");
            match it.binds.named_type(field) {
                Some(name) => it.push(&format!("{name}[]")),
                None => it.push(postgres_type(field.kind, true)),
            }
            Ok(())
        })?;
        self.push(")");
        Ok(())
    }

    pub(super) fn finish(self) -> Result<Statement> {
        self.binds.finish_written(self.writer)
    }
}
