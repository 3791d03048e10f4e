//! `iexact`, `contains`, `startswith`, `endswith`, and those that take upper and lower case alike.
//!
//! The SQL is Django's on each database: <https://docs.djangoproject.com/en/6.1/ref/databases/>. In a pattern `%`, `_`
//! and `\` are escaped, in Rust for a value and in SQL for an expression.

use sea_query::{BinOper, Expr as Sql, Func};

use crate::{
    compiler::{
        binds::Binds,
        condition::Comparison,
        expression::{self, Place},
    },
    dialect::Dialect,
    error::{Error, Result},
    query::{Expr, Lookup},
    value::{Type, Value},
};

/// The search for a text in a column.
pub(super) fn sql(it: Comparison<'_>, at: Place<'_>, binds: &mut Binds) -> Result<Sql> {
    let (left, lookup, right) = it;
    let [operand] = right else { return Err(Error::wrong_operands(lookup.name(), right.len())) };
    let dialect = binds.dialect();
    let kind = expression::type_of(left, at)?;
    let search = Search { without_dashes: is_without_dashes(kind, dialect), ..Search::of(lookup) };
    let column = as_text(left, at, binds)?;
    if dialect == Dialect::Postgres && lookup == Lookup::IExact {
        let operand = expression::beside(operand, Some(Type::Text), at, binds)?;
        return Ok(Sql::Binary(Box::new(upper(column)), BinOper::Equal, Box::new(upper(operand))));
    }
    let pattern = match operand {
        Expr::Value(Value::Text(text))
            if text.contains('\0') && !dialect.capability().patterns_with_nul =>
        {
            return Err(Error::pattern_with_nul(lookup.name()));
        }
        Expr::Value(Value::Text(text)) => binds.text(search.pattern(text)),
        Expr::Value(value) => binds.beside(value, Type::Text)?,
        expr => search.pattern_sql(expression::sql(expr, at, binds)?, dialect),
    };
    // The collation of JSON tells upper from lower case there.
    let folds = search.ignores_case && is_mysql(dialect) && kind == Some(Type::Json);
    let fold = |it: Sql| if folds { Func::lower(it).into() } else { it };
    Ok(like(fold(column), fold(pattern), search.ignores_case, dialect))
}

/// A column as the text that is searched.
pub(super) fn as_text(column: &Expr, at: Place<'_>, binds: &mut Binds) -> Result<Sql> {
    let native =
        expression::type_of(column, at)?.filter(|it| matches!(it, Type::Uuid | Type::Inet));
    let sql = match native {
        Some(_) => expression::beside(column, native, at, binds)?,
        None => expression::text(column, at, binds)?,
    };
    Ok(match (native, binds.dialect()) {
        (Some(Type::Uuid), Dialect::Postgres) => Func::cast_as(sql, "text").into(),
        // As text it would have the length of its network behind it.
        (Some(Type::Inet), Dialect::Postgres) => Func::cust("HOST").arg(sql).into(),
        _ => sql,
    })
}

/// Whether it is a UUID that is stored as its digits.
fn is_without_dashes(kind: Option<Type>, dialect: Dialect) -> bool {
    kind == Some(Type::Uuid) && matches!(dialect, Dialect::Sqlite | Dialect::Mysql)
}

/// What is sought, and where.
#[derive(Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a question of its own")]
struct Search {
    without_dashes: bool,
    ignores_case: bool,
    open_start: bool,
    open_end: bool,
}

impl Search {
    fn of(lookup: Lookup) -> Self {
        let (open_start, open_end) = match lookup {
            Lookup::Contains | Lookup::IContains => (true, true),
            Lookup::StartsWith | Lookup::IStartsWith => (false, true),
            Lookup::EndsWith | Lookup::IEndsWith => (true, false),
            _ => (false, false),
        };
        let ignores_case = matches!(
            lookup,
            Lookup::IExact | Lookup::IContains | Lookup::IStartsWith | Lookup::IEndsWith
        );
        Self { without_dashes: false, ignores_case, open_start, open_end }
    }

    /// The pattern for a text known here.
    fn pattern(self, text: &str) -> String {
        let mut pattern = String::with_capacity(text.len() + 2);
        if self.open_start {
            pattern.push('%');
        }
        for character in text.chars().filter(|it| !(self.without_dashes && *it == '-')) {
            if matches!(character, '%' | '_' | '\\') {
                pattern.push('\\');
            }
            pattern.push(character);
        }
        if self.open_end {
            pattern.push('%');
        }
        pattern
    }

    /// The pattern for a text that the database knows.
    fn pattern_sql(self, text: Sql, dialect: Dialect) -> Sql {
        let quoted = |text: &'static str| Sql::Custom(text.into());
        // MySQL reads `\\` in a literal as one backslash.
        let (single, double) =
            if is_mysql(dialect) { (r"'\\'", r"'\\\\'") } else { (r"'\'", r"'\\'") };
        let replace = |text: Sql, from: Sql, to: Sql| -> Sql {
            Func::cust("REPLACE").args([text, from, to]).into()
        };
        let text =
            if self.without_dashes { replace(text, quoted("'-'"), quoted("''")) } else { text };
        let escaped = replace(text, quoted(single), quoted(double));
        let (percent, underscore) =
            if is_mysql(dialect) { (r"'\\%'", r"'\\_'") } else { (r"'\%'", r"'\_'") };
        let escaped = replace(escaped, quoted("'%'"), quoted(percent));
        let escaped = replace(escaped, quoted("'_'"), quoted(underscore));
        let mut parts = Vec::with_capacity(3);
        parts.extend(self.open_start.then(|| quoted("'%'")));
        parts.push(escaped);
        parts.extend(self.open_end.then(|| quoted("'%'")));
        concatenated(parts, dialect)
    }
}

fn concatenated(parts: Vec<Sql>, dialect: Dialect) -> Sql {
    if is_mysql(dialect) {
        return Func::cust("CONCAT").args(parts).into();
    }
    let mut parts = parts.into_iter();
    let first = parts.next().unwrap_or(Sql::Custom("''".into()));
    parts.fold(first, |a, b| Sql::Binary(Box::new(a), BinOper::Custom("||"), Box::new(b)))
}

fn like(column: Sql, pattern: Sql, ignores_case: bool, dialect: Dialect) -> Sql {
    let like = |left: Sql, operator: BinOper, right: Sql| {
        Sql::Binary(Box::new(left), operator, Box::new(right))
    };
    match (dialect, ignores_case) {
        (Dialect::Postgres, true) => like(upper(column), BinOper::Like, upper(pattern)),
        (Dialect::Postgres, false) | (Dialect::Mysql | Dialect::Mariadb, true) => {
            like(column, BinOper::Like, pattern)
        }
        (Dialect::Mysql | Dialect::Mariadb, false) => {
            like(column, BinOper::Custom("LIKE BINARY"), pattern)
        }
        // SQLite has no escape character of its own.
        (Dialect::Sqlite, _) => {
            let escaped = like(pattern, BinOper::Escape, Sql::Custom(r"'\'".into()));
            like(column, BinOper::Like, escaped)
        }
    }
}

fn upper(expr: Sql) -> Sql {
    Func::upper(expr).into()
}

fn is_mysql(dialect: Dialect) -> bool {
    matches!(dialect, Dialect::Mysql | Dialect::Mariadb)
}
