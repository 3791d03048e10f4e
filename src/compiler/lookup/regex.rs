//! `regex` and `iregex`, each in the words of its database.

use sea_query::{BinOper, Expr as Sql, Func};

use crate::{
    compiler::{
        binds::Binds,
        condition::Comparison,
        expression::{self, Place},
        lookup::text::as_text,
    },
    dialect::Dialect,
    error::{Error, Result},
    query::{Expr, Lookup},
    value::{Type, Value},
};

/// The search for a regular expression in a column.
///
/// <https://www.postgresql.org/docs/15/functions-matching.html>, <https://mariadb.com/kb/en/regexp/>,
/// <https://dev.mysql.com/doc/refman/8.4/en/regexp.html>; on SQLite it is a function of this library.
pub(super) fn sql(it: Comparison<'_>, at: Place<'_>, binds: &mut Binds) -> Result<Sql> {
    let (left, lookup, right) = it;
    let [pattern] = right else { return Err(Error::wrong_operands(lookup.name(), right.len())) };
    let column = as_text(left, at, binds)?;
    let ignores_case = lookup == Lookup::IRegex;
    let dialect = binds.dialect();
    let pattern = match (dialect, ignores_case) {
        (Dialect::Sqlite, true) => any_case(pattern, at, binds)?,
        // The collation of JSON tells upper from lower case.
        (Dialect::Mariadb, true) if expression::type_of(left, at)? == Some(Type::Json) => {
            any_case(pattern, at, binds)?
        }
        _ => expression::beside(pattern, Some(Type::Text), at, binds)?,
    };
    let operator = match (dialect, ignores_case) {
        (Dialect::Postgres, false) => "~",
        (Dialect::Postgres, true) => "~*",
        (Dialect::Sqlite, _) | (Dialect::Mariadb, true) => "REGEXP",
        (Dialect::Mariadb, false) => "REGEXP BINARY",
        (Dialect::Mysql, _) => {
            let mode = Sql::Custom(if ignores_case { "'i'" } else { "'c'" }.into());
            return Ok(Func::cust("REGEXP_LIKE").args([column, pattern, mode]).into());
        }
    };
    Ok(Sql::Binary(Box::new(column), BinOper::Custom(operator), Box::new(pattern)))
}

/// The pattern, with the word that upper and lower case are alike in it.
fn any_case(pattern: &Expr, at: Place<'_>, binds: &mut Binds) -> Result<Sql> {
    const ANY_CASE: &str = "(?i)";
    Ok(match pattern {
        Expr::Value(Value::Text(it)) => binds.text(format!("{ANY_CASE}{it}")),
        _ => {
            let pattern = expression::beside(pattern, Some(Type::Text), at, binds)?;
            let flag = Sql::Custom(format!("'{ANY_CASE}'").into());
            match binds.dialect() {
                Dialect::Sqlite => {
                    Sql::Binary(Box::new(flag), BinOper::Custom("||"), Box::new(pattern))
                }
                _ => Func::cust("CONCAT").args([flag, pattern]).into(),
            }
        }
    })
}
