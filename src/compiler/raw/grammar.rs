//! What a placeholder looks like, and what hides one: quotations and comments.

use crate::dialect::Dialect;

/// The marks of a dialect.
#[derive(Debug)]
pub(super) struct Grammar {
    /// The characters that begin a placeholder; one that is `$` has a number.
    pub(super) placeholders: &'static [char],
    /// What opens a quotation, and what closes it.
    pub(super) quotes: &'static [(char, char)],
    /// The quotes inside which a backslash takes the next character with it.
    pub(super) escaping: &'static [char],
    /// What opens a comment that goes to the end of the line.
    pub(super) line_comments: &'static [&'static str],
    /// Whether a comment can hold a comment.
    pub(super) nesting: bool,
}

/// The marks of this database.
pub(super) fn grammar(dialect: Dialect) -> &'static Grammar {
    match dialect {
        Dialect::Postgres => &POSTGRES,
        Dialect::Sqlite => &SQLITE,
        Dialect::Mysql | Dialect::Mariadb => &MYSQL,
    }
}

/// <https://www.postgresql.org/docs/15/sql-syntax-lexical.html>; `?` is an operator. A backslash counts in `E'…'` only,
/// and `$$…$$` is a quotation: both are known to the reader of the text.
const POSTGRES: Grammar = Grammar {
    placeholders: &['$'],
    quotes: &[('\'', '\''), ('"', '"')],
    escaping: &[],
    line_comments: &["--"],
    nesting: true,
};

/// <https://www.sqlite.org/lang_expr.html#varparam>, as far as sqlx binds it.
const SQLITE: Grammar = Grammar {
    placeholders: &['?', '$'],
    quotes: &[('\'', '\''), ('"', '"'), ('`', '`'), ('[', ']')],
    escaping: &[],
    line_comments: &["--"],
    nesting: false,
};

/// <https://dev.mysql.com/doc/refman/8.4/en/string-literals.html>; two hyphens alone subtract.
const MYSQL: Grammar = Grammar {
    placeholders: &['?'],
    quotes: &[('\'', '\''), ('"', '"'), ('`', '`')],
    escaping: &['\'', '"'],
    line_comments: &["-- ", "--\t", "--\n", "#"],
    nesting: false,
};
