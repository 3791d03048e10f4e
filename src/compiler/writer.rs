//! The text of a statement while sea-query writes it.
//!
//! In: pieces of text, and the tickets of values. Out: the text with a placeholder for each ticket, and what stands
//! behind the placeholders, in their order.

use std::fmt::{self, Write};

use sea_query::{QueryBuilder, SqlWriter, Value as Ticket};

use crate::{
    dialect::Dialect,
    error::{Error, Result},
};

/// What stands behind a placeholder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    /// The value with this number.
    Value(usize),
    /// The number of rows that an OFFSET leaves out.
    Rows(i64),
}

/// Takes the text from sea-query.
#[derive(Debug)]
pub(super) struct Writer {
    numbered: bool,
    /// What stands in the text for each value in place of a placeholder.
    literals: Option<Vec<String>>,
    sql: String,
    bound: Vec<Bound>,
    /// The number of the placeholder of each value, where they have numbers; 0 of a value that has none yet.
    numbers: Vec<usize>,
    lost: bool,
}

impl Writer {
    pub(super) fn new(dialect: Dialect) -> Self {
        let numbered = dialect == Dialect::Postgres;
        let sql = String::with_capacity(512);
        Self { numbered, literals: None, sql, bound: Vec::new(), numbers: Vec::new(), lost: false }
    }

    /// For text that has literals in place of placeholders: one for each value, in the order of their tickets.
    pub(super) fn with_literals(literals: Vec<String>) -> Self {
        let literals = Some(literals);
        Self { literals, ..Self::new(Dialect::Sqlite) }
    }

    /// The text, and what stands behind its placeholders.
    pub(super) fn finish(self) -> Result<(String, Vec<Bound>)> {
        if self.lost { Err(Error::lost_placeholder()) } else { Ok((self.sql, self.bound)) }
    }

    /// Text of our own.
    pub(super) fn push(&mut self, text: &str) {
        self.sql.push_str(text);
    }

    /// The placeholder of the value with this number.
    pub(super) fn value(&mut self, number: usize) {
        match &self.literals {
            None => self.placeholder(Bound::Value(number)),
            Some(literals) => match literals.get(number) {
                Some(literal) => self.sql.push_str(literal),
                None => self.lost = true,
            },
        }
    }

    fn placeholder(&mut self, bound: Bound) {
        if self.numbered {
            let number = self.number(bound);
            // Writing into a String cannot fail.
            let _ = write!(self.sql, "${number}");
        } else {
            self.bound.push(bound);
            self.sql.push('?');
        }
    }

    /// The number of a placeholder: a value that stands in two places has one.
    fn number(&mut self, bound: Bound) -> usize {
        let Bound::Value(value) = bound else {
            self.bound.push(bound);
            return self.bound.len();
        };
        if self.numbers.len() <= value {
            self.numbers.resize(value + 1, 0);
        }
        match self.numbers.get_mut(value) {
            Some(number) if *number > 0 => *number,
            known => {
                self.bound.push(bound);
                let number = self.bound.len();
                if let Some(known) = known {
                    *known = number;
                }
                number
            }
        }
    }

    /// A limit is part of the text, as in Django. `PostgreSQL` would plan a statement with a bound one anew each time,
    /// since a plan for any limit looks dear, and `SQLite` would compile it anew. An offset takes many values, and
    /// would fill the caches of prepared statements.
    fn rows(&mut self, rows: u64) {
        let rows = i64::try_from(rows).unwrap_or(i64::MAX);
        if self.sql.ends_with("LIMIT ") {
            let _ = write!(self.sql, "{rows}");
        } else {
            self.placeholder(Bound::Rows(rows));
        }
    }
}

impl SqlWriter for Writer {
    fn push_param<T: QueryBuilder>(&mut self, ticket: Ticket, _: &T) {
        match ticket {
            Ticket::BigInt(Some(number)) => {
                // A number that is none leads to no value, which the redeeming finds out.
                self.value(usize::try_from(number).unwrap_or(usize::MAX));
            }
            // A limit or an offset is no ticket.
            Ticket::BigUnsigned(Some(rows)) => self.rows(rows),
            _ => self.lost = true,
        }
    }

    fn as_writer(&mut self) -> &mut dyn Write {
        self
    }
}

impl Write for Writer {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.sql.push_str(text);
        Ok(())
    }
}

impl fmt::Display for Writer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sql)
    }
}
