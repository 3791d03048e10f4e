//! How the databases write tables, as data: one documented constant per database.

use crate::{dialect::Dialect, schema::types::Types};

/// What the rest of this layer asks of a database.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is its own question")]
pub(super) struct Grammar {
    /// The database.
    pub dialect: Dialect,
    /// The database in messages.
    pub database: &'static str,
    /// What stands round a name; inside one it is doubled.
    pub quote: char,
    /// The most characters of a name, where there is a limit.
    pub name_length: Option<usize>,
    /// The names of the types.
    pub types: Types,
    /// Whether a field can say the type of its column.
    pub named_types: bool,
    /// Whether a reference to a positive key is of its type; elsewhere its type has a sign.
    pub unsigned_references: bool,
    /// What becomes of the digits of a decimal.
    pub decimal: Decimal,
    /// How a key is made by the database.
    pub auto: Auto,
    /// Where constraints over several columns or tables are written.
    pub constraints: Constraints,
    /// What follows a reference.
    pub deferrable: &'static str,
    /// What indexes are made of and for.
    pub indexes: Indexes,
    /// Whether a column can be computed when it is read.
    pub virtual_columns: bool,
    /// Whether the default of text without a limit stands in parentheses.
    pub expression_default: bool,
}

/// What becomes of `max_digits` and `decimal_places`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decimal {
    /// They are not part of the type.
    Ignored,
    /// Without them, a number has as many digits as it needs.
    Optional,
    /// Without them, the database would round to whole numbers.
    Required,
}

/// How a key is made by the database.
#[derive(Clone, Copy, Debug)]
pub(super) struct Auto {
    /// The type, where it is not that of the integer.
    pub sql_type: Option<&'static str>,
    /// What follows the type.
    pub after_type: &'static str,
    /// What ends the column.
    pub at_end: &'static str,
}

/// Where constraints over several columns or tables are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Constraints {
    /// `ALTER TABLE … ADD CONSTRAINT`, once all tables are there.
    Added,
    /// References in the column, which may be to a table that is yet to come; unique sets are unique indexes.
    Inline,
}

/// What indexes are made of and for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is its own question")]
pub(super) struct Indexes {
    /// A second index serves `LIKE 'prefix%'`, with these operator classes for limited and unlimited text.
    pub patterns: Option<(&'static str, &'static str)>,
    /// Whether a constraint makes the index of a foreign key.
    pub by_constraint: bool,
    /// Whether values without a limit to their length can be indexed.
    pub unlimited: bool,
    /// Whether an index can be of some rows only.
    pub partial: bool,
    /// Whether an index can be over expressions.
    pub expressions: bool,
    /// Whether an index can hold columns that are no keys.
    pub include: bool,
    /// Whether keys have operator classes.
    pub classes: bool,
    /// Whether an index can count NULL as a value.
    pub nulls_distinct: bool,
    /// Whether a unique constraint can wait for the end of a transaction.
    pub deferrable: bool,
}

/// The length that shortened names have where a database has no limit.
const NAME_LENGTH: usize = 200;

impl Grammar {
    /// That of this database.
    pub(super) fn of(dialect: Dialect) -> &'static Self {
        match dialect {
            Dialect::Postgres => &POSTGRES,
            Dialect::Sqlite => &SQLITE,
            Dialect::Mysql => &MYSQL,
            Dialect::Mariadb => &MARIADB,
        }
    }

    /// A name between quotes.
    pub(super) fn quote(&self, name: &str) -> String {
        let quote = self.quote;
        format!("{quote}{}{quote}", name.replace(quote, &format!("{quote}{quote}")))
    }

    /// The most characters of the name of an index or a constraint.
    pub(super) fn index_name_length(&self) -> usize {
        self.name_length.unwrap_or(NAME_LENGTH)
    }
}

/// <https://www.postgresql.org/docs/15/sql-createtable.html>; the operator classes:
/// <https://www.postgresql.org/docs/15/indexes-opclass.html>
const POSTGRES: Grammar = Grammar {
    dialect: Dialect::Postgres,
    database: "PostgreSQL",
    quote: '"',
    name_length: Some(63),
    types: Types {
        boolean: "boolean",
        small_integer: "smallint",
        integer: "integer",
        big_integer: "bigint",
        unsigned: "",
        double: "double precision",
        decimal: "numeric",
        text: "text",
        binary: "bytea",
        date: "date",
        time: "time",
        date_time: "timestamp with time zone",
        duration: "interval",
        uuid: "uuid",
        inet: "inet",
        json: "jsonb",
        json_check: false,
    },
    named_types: true,
    unsigned_references: false,
    decimal: Decimal::Optional,
    auto: Auto { sql_type: None, after_type: "", at_end: " GENERATED BY DEFAULT AS IDENTITY" },
    constraints: Constraints::Added,
    deferrable: " DEFERRABLE INITIALLY DEFERRED",
    indexes: Indexes {
        patterns: Some(("varchar_pattern_ops", "text_pattern_ops")),
        by_constraint: false,
        unlimited: true,
        partial: true,
        expressions: true,
        include: true,
        classes: true,
        nulls_distinct: true,
        deferrable: true,
    },
    // Version 18 has them.
    virtual_columns: false,
    expression_default: false,
};

/// <https://www.sqlite.org/lang_createtable.html>; types are names with an affinity:
/// <https://www.sqlite.org/datatype3.html>
const SQLITE: Grammar = Grammar {
    dialect: Dialect::Sqlite,
    database: "SQLite",
    quote: '"',
    name_length: None,
    types: Types {
        boolean: "bool",
        small_integer: "smallint",
        integer: "integer",
        big_integer: "bigint",
        unsigned: " unsigned",
        double: "real",
        decimal: "decimal",
        text: "text",
        binary: "BLOB",
        date: "date",
        time: "time",
        date_time: "datetime",
        duration: "bigint",
        uuid: "char(32)",
        inet: "char(39)",
        json: "text",
        json_check: true,
    },
    named_types: false,
    unsigned_references: false,
    decimal: Decimal::Ignored,
    // Only `integer` is the row's own number, and AUTOINCREMENT never gives the number of a deleted row again.
    auto: Auto { sql_type: Some("integer"), after_type: "", at_end: " AUTOINCREMENT" },
    constraints: Constraints::Inline,
    deferrable: " DEFERRABLE INITIALLY DEFERRED",
    indexes: Indexes {
        patterns: None,
        by_constraint: false,
        unlimited: true,
        partial: true,
        expressions: true,
        include: false,
        classes: false,
        nulls_distinct: false,
        deferrable: false,
    },
    virtual_columns: true,
    expression_default: false,
};

/// <https://dev.mysql.com/doc/refman/8.4/en/create-table.html>; the index of a foreign key:
/// <https://dev.mysql.com/doc/refman/8.4/en/create-table-foreign-keys.html>
const MYSQL: Grammar = Grammar {
    dialect: Dialect::Mysql,
    database: "MySQL",
    quote: '`',
    name_length: Some(64),
    types: Types {
        boolean: "bool",
        small_integer: "smallint",
        integer: "integer",
        big_integer: "bigint",
        unsigned: " UNSIGNED",
        double: "double precision",
        decimal: "numeric",
        text: "longtext",
        binary: "longblob",
        date: "date",
        time: "time(6)",
        date_time: "datetime(6)",
        duration: "bigint",
        uuid: "char(32)",
        inet: "char(39)",
        json: "json",
        json_check: false,
    },
    named_types: false,
    unsigned_references: true,
    decimal: Decimal::Required,
    auto: Auto { sql_type: None, after_type: " AUTO_INCREMENT", at_end: "" },
    constraints: Constraints::Added,
    deferrable: "",
    indexes: Indexes {
        patterns: None,
        by_constraint: true,
        unlimited: false,
        partial: false,
        expressions: true,
        include: false,
        classes: false,
        nulls_distinct: false,
        deferrable: false,
    },
    virtual_columns: true,
    expression_default: true,
};

/// <https://mariadb.com/kb/en/create-table/>; <https://mariadb.com/kb/en/uuid-data-type/>
const MARIADB: Grammar = Grammar {
    dialect: Dialect::Mariadb,
    database: "MariaDB",
    types: Types { uuid: "uuid", ..MYSQL.types },
    indexes: Indexes { expressions: false, ..MYSQL.indexes },
    expression_default: false,
    ..MYSQL
};
