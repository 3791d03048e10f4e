//! Which whole numbers the columns of a database hold.

use std::ops::RangeInclusive;

use crate::{dialect::Dialect, value::Type};

impl Dialect {
    /// The whole numbers that a column of the type holds; `None` for other types.
    ///
    /// Positive columns are signed ones with a check where a database has no unsigned types, and `SQLite` has one type
    /// for all; there only the numbers that the Rust type holds are allowed.
    ///
    /// Django: `connection.ops.integer_field_range`.
    pub fn integer_range(self, kind: Type) -> Option<RangeInclusive<i128>> {
        let all = match kind {
            Type::SmallInteger => i128::from(i16::MIN)..=i128::from(i16::MAX),
            Type::Integer => i128::from(i32::MIN)..=i128::from(i32::MAX),
            Type::BigInteger => i128::from(i64::MIN)..=i128::from(i64::MAX),
            Type::PositiveSmallInteger => 0..=i128::from(u16::MAX),
            Type::PositiveInteger => 0..=i128::from(u32::MAX),
            Type::PositiveBigInteger => 0..=i128::from(u64::MAX),
            _ => return None,
        };
        let last = match (self, kind) {
            (Self::Postgres, Type::PositiveSmallInteger) => i128::from(i16::MAX),
            (Self::Postgres, Type::PositiveInteger) => i128::from(i32::MAX),
            (Self::Postgres | Self::Sqlite, Type::PositiveBigInteger) => i128::from(i64::MAX),
            _ => *all.end(),
        };
        Some(*all.start()..=last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_the_positive_numbers_fit_where_there_are_no_unsigned_types() {
        let last = |dialect: Dialect, kind| dialect.integer_range(kind).map(|it| *it.end());
        let small = |dialect| last(dialect, Type::PositiveSmallInteger);
        assert_eq!(small(Dialect::Postgres), Some(32_767));
        assert_eq!(small(Dialect::Sqlite), Some(65_535));
        assert_eq!(small(Dialect::Mariadb), Some(65_535));
        let big = |dialect| last(dialect, Type::PositiveBigInteger);
        assert_eq!(big(Dialect::Sqlite), Some(i128::from(i64::MAX)));
        assert_eq!(big(Dialect::Mysql), Some(i128::from(u64::MAX)));
        assert_eq!(last(Dialect::Sqlite, Type::Text), None);
    }
}
