//! The facts in which databases differ, one documented constant per database.

use crate::dialect::Dialect;

/// What a database can do. Read by the compiler's checks and by the tests, so that the two cannot disagree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[expect(clippy::struct_excessive_bools, reason = "each fact is its own question")]
pub struct Capability {
    /// `INSERT … RETURNING` gives back what the database filled in.
    pub insert_returning: bool,
    /// The protocol says the key that was made for an inserted row.
    pub last_insert_id: bool,
    /// Rows grouped by their key can be selected with all their columns.
    pub group_by_key: bool,
    /// `ORDER BY … NULLS FIRST | LAST` is part of the grammar; elsewhere it is written as a second sort key.
    pub order_by_nulls: bool,
    /// NULL sorts as larger than every value.
    pub nulls_are_largest: bool,
    /// `= ANY(array)`: a list of any length is one parameter.
    pub array_parameters: bool,
    /// How many parameters a statement may have.
    pub max_parameters: usize,
    /// A table can be locked to readers only while it is written: `SELECT … FOR UPDATE`.
    pub select_for_update: bool,
    /// Foreign keys may be broken inside a transaction until it commits.
    pub deferrable_constraints: bool,
    /// Text may contain the character NUL.
    pub text_with_nul: bool,
    /// Doubles may be NaN and infinite.
    pub nonfinite_doubles: bool,
    /// How many significant digits of a decimal survive being stored.
    pub decimal_digits: u32,
    /// `LIKE` tells upper from lower case in ASCII text.
    pub like_is_case_sensitive: bool,
    /// Spaces at the end of text count in comparisons.
    pub trailing_spaces_count: bool,
    /// A statement that fails leaves its transaction unusable.
    pub error_aborts_transaction: bool,
}

impl Dialect {
    /// The facts of this database.
    pub fn capability(self) -> &'static Capability {
        match self {
            Self::Postgres => &POSTGRES,
            Self::Sqlite => &SQLITE,
            Self::Mysql => &MYSQL,
            Self::Mariadb => &MARIADB,
        }
    }
}

/// <https://www.postgresql.org/docs/15/>
const POSTGRES: Capability = Capability {
    insert_returning: true,
    last_insert_id: false,
    group_by_key: true,
    order_by_nulls: true,
    nulls_are_largest: true,
    array_parameters: true,
    max_parameters: 65_535,
    select_for_update: true,
    deferrable_constraints: true,
    text_with_nul: false,
    nonfinite_doubles: true,
    decimal_digits: 1_000,
    like_is_case_sensitive: true,
    trailing_spaces_count: true,
    error_aborts_transaction: true,
};

/// <https://www.sqlite.org/lang.html>; the parameter limit is that of the bundled build.
const SQLITE: Capability = Capability {
    insert_returning: true,
    last_insert_id: true,
    group_by_key: true,
    order_by_nulls: true,
    nulls_are_largest: false,
    array_parameters: false,
    max_parameters: 32_766,
    select_for_update: false,
    deferrable_constraints: true,
    text_with_nul: true,
    nonfinite_doubles: false,
    decimal_digits: 15,
    like_is_case_sensitive: false,
    trailing_spaces_count: true,
    error_aborts_transaction: false,
};

/// <https://dev.mysql.com/doc/refman/8.4/en/>
const MYSQL: Capability = Capability {
    insert_returning: false,
    last_insert_id: true,
    group_by_key: true,
    order_by_nulls: false,
    nulls_are_largest: false,
    array_parameters: false,
    max_parameters: 65_535,
    select_for_update: true,
    deferrable_constraints: false,
    text_with_nul: true,
    nonfinite_doubles: false,
    decimal_digits: 65,
    like_is_case_sensitive: true,
    trailing_spaces_count: false,
    error_aborts_transaction: false,
};

/// <https://mariadb.com/kb/en/documentation/>
///
/// With `ONLY_FULL_GROUP_BY` it does not know that the key decides about the other columns.
const MARIADB: Capability = Capability { insert_returning: true, group_by_key: false, ..MYSQL };
