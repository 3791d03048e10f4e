//! How many rows go into one statement.

use crate::{compiler::takes_columns, dialect::Dialect, model::ModelMeta, value::Value};

/// The most rows of a statement with a placeholder for each value.
const MOST_IN_VALUES: usize = 1_024;

/// Up to here a statement is as long as it happens to be; longer ones have a power of two of rows, so that there are few
/// texts, and a prepared statement of each can be kept.
const ANY_LENGTH: usize = 64;

/// About how many bytes of values a statement has, which bounds the number of values too. It is well below what servers
/// take, and one row can have more.
pub(super) const MOST_BYTES: usize = 1 << 20;

/// How the rows of one call are cut.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cut {
    /// The most rows of a statement.
    pub(super) most: usize,
    /// The text is the same whatever the number of rows.
    constant: bool,
}

impl Cut {
    /// For rows that have `values` values each, of which the caller wants at most `wanted` together.
    pub(super) fn new(
        model: &ModelMeta,
        dialect: Dialect,
        values: usize,
        wanted: Option<usize>,
    ) -> Self {
        let wanted = wanted.unwrap_or(usize::MAX).max(1);
        if takes_columns(model, dialect) {
            return Self { most: wanted, constant: true };
        }
        let possible = dialect.capability().max_parameters / values.max(1);
        let possible = power_of_two(possible.clamp(1, MOST_IN_VALUES));
        Self { most: wanted.min(possible), constant: false }
    }

    /// At most so many rows, where a statement grows faster than its rows.
    pub(super) fn at_most(self, rows: usize) -> Self {
        Self { most: self.most.min(rows), ..self }
    }

    /// How many of these rows go into the next statement.
    pub(super) fn next(self, rows: usize) -> usize {
        if self.constant || rows <= ANY_LENGTH || rows >= self.most {
            rows.min(self.most)
        } else {
            power_of_two(rows)
        }
    }
}

/// The largest power of two that is not larger.
fn power_of_two(number: usize) -> usize {
    1 << number.max(1).ilog2()
}

/// About how many bytes a value has in a statement.
pub(super) fn bytes(value: &Value) -> usize {
    let variable = match value {
        Value::Text(it) | Value::Json(it) => it.len(),
        Value::Binary(it) => it.len(),
        Value::Array(_, members) | Value::List(_, members) => members.iter().map(bytes).sum(),
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
        let cut = Cut { most: 1_024, constant: false };
        assert_eq!(lengths(cut, 7), [7]);
        assert_eq!(lengths(cut, 64), [64]);
        assert_eq!(lengths(cut, 10_000)[..9], [1_024; 9]);
        assert_eq!(lengths(cut, 10_000)[9..], [512, 256, 16]);
        assert_eq!(lengths(Cut { most: 100, constant: false }, 250), [100, 100, 50]);
        assert_eq!(lengths(Cut { most: 8_000, constant: true }, 10_000), [8_000, 2_000]);
        assert_eq!(lengths(Cut { most: 1, constant: false }, 3), [1, 1, 1]);
    }
}
