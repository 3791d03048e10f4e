//! How many rows go into one statement.

use std::mem;

use crate::{
    compiler::takes_columns, db::Access, dialect::Dialect, model::ModelMeta, value::Value,
};

/// The most rows of a statement with a placeholder for each value.
const MOST_IN_VALUES: usize = 1_024;

/// Up to here a statement is as long as it happens to be; longer ones have a power of two of rows, so that most rows go by
/// few texts, and a prepared statement of each can be kept.
const ANY_LENGTH: usize = 64;

/// About how many bytes of values a statement has, which bounds the number of values too. It is well below what servers
/// take, and one row can have more.
const MOST_BYTES: usize = 1 << 20;

/// How the rows of one call are cut.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cut {
    /// The most rows of a statement.
    pub(super) most: usize,
    length: Length,
}

/// What the length of a statement is, and whether its text comes again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Length {
    /// As long as it happens to be: the text is the same whatever the number of rows.
    Constant,
    /// As long as it happens to be, since the caller has said how many rows go together.
    Chosen,
    /// Where it is long, a power of two.
    Power,
}

impl Cut {
    /// For rows that have `row` values each beside `fixed` values of the statement, of which the caller wants at most
    /// `wanted` together.
    pub(super) fn new(
        model: &ModelMeta,
        dialect: Dialect,
        (row, fixed): (usize, usize),
        wanted: Option<usize>,
    ) -> Self {
        if takes_columns(model, dialect) {
            return Self { most: wanted.unwrap_or(usize::MAX).max(1), length: Length::Constant };
        }
        Self::of_placeholders(dialect, (row, fixed), wanted)
    }

    /// The same for statements with a placeholder for each value.
    pub(super) fn of_placeholders(
        dialect: Dialect,
        (row, fixed): (usize, usize),
        wanted: Option<usize>,
    ) -> Self {
        let possible = dialect.capability().max_parameters.saturating_sub(fixed) / row.max(1);
        let possible = possible.clamp(1, MOST_IN_VALUES);
        match wanted {
            Some(wanted) => Self { most: wanted.clamp(1, possible), length: Length::Chosen },
            None => Self { most: power_of_two(possible), length: Length::Power },
        }
    }

    /// At most so many rows, where a statement grows faster than its rows.
    pub(super) fn at_most(self, rows: usize) -> Self {
        Self { most: self.most.min(rows), ..self }
    }

    /// How many of these rows go into the next statement.
    pub(super) fn next(self, rows: usize) -> usize {
        if self.length != Length::Power || rows <= ANY_LENGTH || rows >= self.most {
            rows.min(self.most)
        } else {
            power_of_two(rows)
        }
    }

    /// How a statement of so many rows is sent: one whose length others have too is kept.
    pub(super) fn access(self, rows: usize) -> Access {
        if self.length == Length::Constant || rows == self.most || rows.is_power_of_two() {
            Access::Write
        } else {
            Access::Once
        }
    }
}

/// Rows that wait for their statement.
#[derive(Debug)]
pub(super) struct Waiting<T> {
    rows: Vec<T>,
    bytes: usize,
    most: usize,
}

impl<T> Waiting<T> {
    /// For statements of at most so many rows.
    pub(super) fn new(most: usize) -> Self {
        Self { rows: Vec::new(), bytes: 0, most }
    }

    /// Adds a row of so many bytes; whether it is time to send what waits.
    pub(super) fn add(&mut self, row: T, bytes: usize) -> bool {
        self.bytes += bytes;
        self.rows.push(row);
        self.rows.len() == self.most || self.bytes >= MOST_BYTES
    }

    /// All that waits.
    pub(super) fn take(&mut self) -> Vec<T> {
        self.bytes = 0;
        mem::take(&mut self.rows)
    }
}

/// Takes the first rows away.
pub(super) fn front<T>(rows: &mut Vec<T>, count: usize) -> Vec<T> {
    let rest = rows.split_off(count);
    mem::replace(rows, rest)
}

/// The largest power of two that is not larger.
fn power_of_two(number: usize) -> usize {
    1 << number.max(1).ilog2()
}

/// About how many bytes the values of a row have in a statement.
pub(super) fn bytes<'v>(values: impl IntoIterator<Item = &'v Value>) -> usize {
    values.into_iter().map(bytes_of).sum()
}

fn bytes_of(value: &Value) -> usize {
    let variable = match value {
        Value::Text(it) | Value::Json(it) => it.len(),
        Value::Binary(it) => it.len(),
        Value::Array(_, members) | Value::List(_, members) => bytes(members),
        _ => 0,
    };
    8 + variable
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lengths(cut: Cut, mut rows: usize) -> Vec<usize> {
        let mut lengths = Vec::new();
        while rows > 0 {
            lengths.push(cut.next(rows));
            rows -= cut.next(rows);
        }
        lengths
    }

    #[test]
    fn there_are_few_texts_and_few_statements() {
        let cut = Cut { most: 1_024, length: Length::Power };
        assert_eq!(lengths(cut, 7), [7]);
        assert_eq!(lengths(cut, 64), [64]);
        assert_eq!(lengths(cut, 10_000)[..9], [1_024; 9]);
        assert_eq!(lengths(cut, 10_000)[9..], [512, 256, 16]);
        let cut = Cut { most: 8_000, length: Length::Constant };
        assert_eq!(lengths(cut, 10_000), [8_000, 2_000]);
    }

    #[test]
    fn a_size_that_is_wanted_is_the_size() {
        let cut = |wanted| Cut::of_placeholders(Dialect::Sqlite, (31, 0), Some(wanted));
        assert_eq!(lengths(cut(100), 90), [90]);
        assert_eq!(lengths(cut(100), 250), [100, 100, 50]);
        assert_eq!(lengths(cut(1), 3), [1, 1, 1]);
        assert_eq!(lengths(cut(5_000), 2_000), [1_024, 976]);
    }

    #[test]
    fn values_beside_the_rows_have_room() {
        let cut = |fixed| Cut::of_placeholders(Dialect::Sqlite, (31, fixed), None).most;
        assert_eq!((cut(1_022), cut(1_023)), (1_024, 512));
        assert_eq!((cut(32_766), cut(40_000)), (1, 1));
    }

    #[test]
    fn a_statement_is_kept_whose_length_others_have() {
        let cut = Cut { most: 100, length: Length::Chosen };
        let kept: Vec<_> = (1..=100).filter(|it| cut.access(*it) == Access::Write).collect();
        assert_eq!(kept, [1, 2, 4, 8, 16, 32, 64, 100]);
        assert_eq!(Cut { length: Length::Constant, ..cut }.access(99), Access::Write);
    }
}
