//! The text and its values.

use std::sync::Arc;

use crate::{
    compiler::{Statement, binds::postgres_type, raw::placeholders},
    dialect::Dialect,
    error::{Error, Result},
    value::Value,
};

/// SQL in the caller's own words, and the values of its placeholders.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Raw {
    sql: Arc<str>,
    others: Vec<(Dialect, Arc<str>)>,
    binds: Vec<Value>,
}

impl Raw {
    /// This text, without values.
    pub fn new(sql: Arc<str>) -> Self {
        Self { sql, others: Vec::new(), binds: Vec::new() }
    }

    /// Another text on that database.
    #[must_use]
    pub fn on(mut self, dialect: Dialect, sql: Arc<str>) -> Self {
        self.others.push((dialect, sql));
        self
    }

    /// The value of the next placeholder.
    #[must_use]
    pub fn bind(mut self, value: Value) -> Self {
        self.binds.push(value);
        self
    }

    /// The values.
    pub fn binds(&self) -> &[Value] {
        &self.binds
    }

    /// The text on a database, as the caller wrote it. One for MySQL serves MariaDB, which may have its own.
    pub fn text(&self, dialect: Dialect) -> &Arc<str> {
        let own = |wanted| self.others.iter().rev().find(|(it, _)| *it == wanted);
        let found = own(dialect).or_else(|| match dialect {
            Dialect::Mariadb => own(Dialect::Mysql),
            Dialect::Postgres | Dialect::Sqlite | Dialect::Mysql => None,
        });
        found.map_or(&self.sql, |(_, sql)| sql)
    }

    /// The statement.
    ///
    /// # Errors
    /// When the text has more or fewer placeholders than there are values, or a value could not be made.
    pub fn compile(&self, dialect: Dialect) -> Result<Statement> {
        let sql = self.text(dialect);
        let needed = placeholders::count(sql, dialect)?;
        if needed != self.binds.len() {
            return Err(Error::values_of_placeholders(needed, self.binds.len()));
        }
        self.binds.iter().try_for_each(Value::check)?;
        Ok(Statement::new(self.typed(sql, dialect), self.binds.clone()))
    }

    /// sqlx keeps prepared statements by their text, and one that was prepared for other types fails, or answers
    /// wrongly. So the types become part of the text, behind all that the caller wrote.
    fn typed(&self, sql: &Arc<str>, dialect: Dialect) -> Arc<str> {
        if dialect != Dialect::Postgres || self.binds.is_empty() {
            return sql.clone();
        }
        let name = |it: &Value| postgres_type(it.type_of(), matches!(it, Value::List(..)));
        let types: Vec<&str> = self.binds.iter().map(name).collect();
        format!("{sql} /* {} */", types.join(", ")).into()
    }
}
