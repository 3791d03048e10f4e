//! Whose row is it that came back?
//!
//! No database promises to give rows back in the order in which it was given them, though all do. So the order is not
//! relied on but looked at: a row that is known by values of its own, a key or unique columns, must have those of its
//! instance; of rows whose key the database made, the keys must rise, as they were made in the order of the rows. Of rows
//! that may have been there before, the keys say nothing; MariaDB names no unique columns for them either, and then only
//! their number is checked.

use std::collections::HashSet;

use crate::{
    error::{Error, Result},
    model::{FieldMeta, ModelMeta},
    value::{Row, Value},
};

/// The rows that come back, in their order.
pub(super) struct Returned {
    /// The fields that tell whose row it is; none where only the order of the keys does.
    fields: Vec<&'static FieldMeta>,
    /// For each instance the values that were sent.
    sent: Vec<Vec<Value>>,
    seen: Vec<Vec<Value>>,
    last_key: Option<i128>,
    rises: bool,
}

impl Returned {
    /// Rows that are known by these fields.
    pub(super) fn of(
        fields: &[&'static FieldMeta],
        rows: &[Vec<Option<Value>>],
        model: &ModelMeta,
    ) -> Self {
        let mut sent = Vec::new();
        if !fields.is_empty() {
            let place = |it: &&FieldMeta| model.fields.iter().position(|own| own.name == it.name);
            let places: Vec<_> = fields.iter().filter_map(place).collect();
            let values = |row: &Vec<Option<Value>>| {
                places.iter().filter_map(|it| row.get(*it).cloned().flatten()).collect()
            };
            sent.extend(rows.iter().map(values));
        }
        Self::new(fields.to_vec(), sent)
    }

    fn new(fields: Vec<&'static FieldMeta>, sent: Vec<Vec<Value>>) -> Self {
        Self { fields, sent, seen: Vec::new(), last_key: None, rises: true }
    }

    /// Reads what tells whose row it is.
    pub(super) fn read(&mut self, row: &mut dyn Row) -> Result<()> {
        let values = self.fields.iter().map(|it| Value::read(row, it.kind));
        self.seen.push(values.collect::<Result<_>>()?);
        Ok(())
    }

    /// Notes a key that the database made.
    pub(super) fn made(&mut self, key: &[Value]) {
        let number = match key {
            [number] => number.as_whole(),
            _ => None,
        };
        self.rises &= self.last_key.is_none() || number > self.last_key;
        self.last_key = number.or(self.last_key);
    }

    /// # Errors
    /// When rows did not come back, or in another order.
    pub(super) fn check(&self, instances: usize, by_keys: bool) -> Result<()> {
        if self.seen.len() != instances {
            return Err(Error::other_rows_came_back(self.seen.len(), instances));
        }
        if (by_keys && self.fields.is_empty() && !self.rises) || self.is_mixed() {
            return Err(Error::rows_came_back_mixed());
        }
        Ok(())
    }

    /// Whether the values of an instance came back in another place. Values that came back nowhere were changed by the
    /// database, by a collation for instance; they tell nothing.
    fn is_mixed(&self) -> bool {
        let pairs = self.sent.iter().zip(&self.seen);
        let strangers: Vec<_> = pairs.filter(|(sent, seen)| sent != seen).collect();
        let elsewhere: HashSet<_> = strangers.iter().map(|(_, seen)| *seen).collect();
        strangers.iter().any(|(sent, _)| elsewhere.contains(sent))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn returned(sent: &[&str], seen: &[&str], keys: &[i64]) -> Returned {
        const NAME: FieldMeta = FieldMeta::new::<String>("name", "name");
        let values =
            |texts: &[&str]| texts.iter().map(|it| vec![Value::Text((*it).to_owned())]).collect();
        let fields = if sent.is_empty() { Vec::new() } else { vec![&NAME] };
        let seen: Vec<_> =
            if sent.is_empty() { vec![Vec::new(); keys.len()] } else { values(seen) };
        let mut returned = Returned { seen, ..Returned::new(fields, values(sent)) };
        for key in keys {
            returned.made(&[Value::BigInteger(*key)]);
        }
        returned
    }

    #[test]
    fn rows_are_known_by_their_values() {
        assert!(returned(&["b", "a"], &["b", "a"], &[2, 1]).check(2, true).is_ok());
        assert!(returned(&["b", "a"], &["a", "b"], &[1, 2]).check(2, true).is_err());
        assert!(returned(&["B", "a"], &["b", "a"], &[1, 2]).check(2, true).is_ok());
        assert!(returned(&["b", "a"], &["b"], &[1]).check(2, true).is_err());
    }

    #[test]
    fn rows_with_keys_of_the_database_are_known_by_the_order_of_the_keys() {
        assert!(returned(&[], &[], &[-5, 1, 7]).check(3, true).is_ok());
        assert!(returned(&[], &[], &[1, 7, 6]).check(3, true).is_err());
        assert!(returned(&[], &[], &[1, 1]).check(2, true).is_err());
        assert!(returned(&[], &[], &[3, 2]).check(2, false).is_ok());
        assert!(returned(&[], &[], &[1]).check(2, true).is_err());
    }
}
