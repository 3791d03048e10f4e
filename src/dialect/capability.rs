//! The facts in which databases differ, one documented constant per database.

use crate::{
    dialect::Dialect,
    query::{ExplainFormat, ExplainOption},
};

/// What a database can do. Read by the compiler's checks and by the tests, so that the two cannot disagree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[expect(clippy::struct_excessive_bools, reason = "each fact is its own question")]
pub struct Capability {
    /// The protocol says the key that was made for an inserted row.
    pub last_insert_id: bool,
    /// An INSERT can give back columns of the new row.
    pub insert_returning: bool,
    /// An UPDATE can give back columns of the changed rows.
    pub update_returning: bool,
    /// An UPDATE can say in which order it changes its rows.
    pub ordered_updates: bool,
    /// An UPDATE can take its values from the rows of another table.
    pub update_from: bool,
    /// `DEFAULT` can stand in place of a value in an INSERT of several rows.
    pub default_in_values: bool,
    /// An INSERT says which unique columns it takes conflicts of; else it takes those of all.
    pub conflict_targets: bool,
    /// Rows grouped by their key can be selected with all their columns.
    pub group_by_key: bool,
    /// NULL sorts as larger than every value.
    pub nulls_are_largest: bool,
    /// Columns can hold arrays.
    pub array_columns: bool,
    /// `= ANY(array)`: a list of any length is one parameter.
    pub array_parameters: bool,
    /// How many parameters a statement may have.
    pub max_parameters: usize,
    /// Text may contain the character NUL.
    pub text_with_nul: bool,
    /// A pattern of LIKE may contain the character NUL; where it may not, it ends there and would match too much.
    pub patterns_with_nul: bool,
    /// Doubles may be NaN and infinite.
    pub nonfinite_doubles: bool,
    /// How many significant digits of a decimal survive being stored.
    pub decimal_digits: u32,
    /// A column rounds decimals to the places that it declares.
    pub decimal_places: bool,
    /// A column refuses whole numbers beyond its width and text beyond its length; elsewhere the statement does.
    pub bounded_columns: bool,
    /// `LIKE` tells upper from lower case in ASCII text.
    pub like_is_case_sensitive: bool,
    /// It is known whether one JSON document contains another.
    pub json_containment: bool,
    /// JSON arrays can be counted from their end.
    pub json_negative_indexes: bool,
    /// A JSON path leads to keys that begin with a minus.
    pub json_keys_with_minus: bool,
    /// Spaces at the end of text count in comparisons.
    pub trailing_spaces_count: bool,
    /// There is a type for spans of time, whose parts are known.
    pub native_durations: bool,
    /// A SELECT can lock its rows, wait for those of others, fail or leave them out.
    pub row_locks: bool,
    /// A lock can name the tables that it is of.
    pub lock_of: bool,
    /// A lock can leave rows open for those who refer to their keys.
    pub lock_no_key: bool,
    /// Rows that an outer join did not find can be asked to be locked.
    pub locks_absent_rows: bool,
    /// Rows that groups and distinct rows are made of can be locked.
    pub locks_merged_rows: bool,
    /// The rows of a query can be read in chunks inside of a transaction, and other statements run in between.
    pub cursors: bool,
    /// Of the rows that are equal in some expressions the first can be taken.
    pub distinct_on: bool,
    /// The forms in which it explains a statement.
    pub explain_formats: &'static [ExplainFormat],
    /// What it can be told to show in the plan of a statement.
    pub explain_options: &'static [ExplainOption],
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
    last_insert_id: false,
    insert_returning: true,
    update_returning: true,
    ordered_updates: false,
    update_from: true,
    default_in_values: true,
    conflict_targets: true,
    group_by_key: true,
    nulls_are_largest: true,
    array_columns: true,
    array_parameters: true,
    max_parameters: 65_535,
    text_with_nul: false,
    patterns_with_nul: false,
    nonfinite_doubles: true,
    decimal_digits: 1_000,
    decimal_places: true,
    bounded_columns: true,
    like_is_case_sensitive: true,
    json_containment: true,
    json_negative_indexes: true,
    json_keys_with_minus: true,
    trailing_spaces_count: true,
    native_durations: true,
    row_locks: true,
    lock_of: true,
    lock_no_key: true,
    locks_absent_rows: false,
    locks_merged_rows: false,
    cursors: true,
    distinct_on: true,
    explain_formats: &[
        ExplainFormat::Json,
        ExplainFormat::Text,
        ExplainFormat::Xml,
        ExplainFormat::Yaml,
    ],
    explain_options: &[
        ExplainOption::Analyze,
        ExplainOption::Buffers,
        ExplainOption::Costs,
        ExplainOption::GenericPlan,
        ExplainOption::Memory,
        ExplainOption::Settings,
        ExplainOption::Summary,
        ExplainOption::Timing,
        ExplainOption::Verbose,
        ExplainOption::Wal,
    ],
};

/// <https://www.sqlite.org/lang.html>; the parameter limit is that of the bundled build.
const SQLITE: Capability = Capability {
    last_insert_id: true,
    insert_returning: true,
    update_returning: true,
    ordered_updates: false,
    update_from: true,
    default_in_values: false,
    conflict_targets: true,
    group_by_key: true,
    nulls_are_largest: false,
    array_columns: false,
    array_parameters: false,
    max_parameters: 32_766,
    text_with_nul: true,
    patterns_with_nul: false,
    nonfinite_doubles: false,
    decimal_digits: 15,
    decimal_places: false,
    bounded_columns: false,
    like_is_case_sensitive: false,
    json_containment: false,
    json_negative_indexes: true,
    json_keys_with_minus: true,
    trailing_spaces_count: true,
    native_durations: false,
    row_locks: false,
    lock_of: false,
    lock_no_key: false,
    locks_absent_rows: false,
    locks_merged_rows: false,
    cursors: false,
    distinct_on: false,
    explain_formats: &[],
    explain_options: &[],
};

/// <https://dev.mysql.com/doc/refman/8.4/en/>
const MYSQL: Capability = Capability {
    last_insert_id: true,
    insert_returning: false,
    update_returning: false,
    ordered_updates: true,
    update_from: false,
    default_in_values: true,
    conflict_targets: false,
    group_by_key: true,
    nulls_are_largest: false,
    array_columns: false,
    array_parameters: false,
    max_parameters: 65_535,
    text_with_nul: true,
    patterns_with_nul: true,
    nonfinite_doubles: false,
    decimal_digits: 65,
    decimal_places: true,
    bounded_columns: true,
    like_is_case_sensitive: true,
    json_containment: true,
    json_negative_indexes: false,
    json_keys_with_minus: true,
    trailing_spaces_count: false,
    native_durations: false,
    row_locks: true,
    lock_of: true,
    lock_no_key: false,
    locks_absent_rows: true,
    locks_merged_rows: true,
    cursors: false,
    distinct_on: false,
    explain_formats: &[
        ExplainFormat::Json,
        ExplainFormat::Text,
        ExplainFormat::Traditional,
        ExplainFormat::Tree,
    ],
    explain_options: &[ExplainOption::Analyze],
};

/// <https://mariadb.com/kb/en/documentation/>
///
/// With `ONLY_FULL_GROUP_BY` it does not know that the key decides about the other columns. In a path it takes `"-a"` for an
/// index that it does not understand, and finds nothing.
const MARIADB: Capability = Capability {
    insert_returning: true,
    group_by_key: false,
    json_keys_with_minus: false,
    lock_of: false,
    explain_formats: &[ExplainFormat::Json, ExplainFormat::Text, ExplainFormat::Traditional],
    ..MYSQL
};
