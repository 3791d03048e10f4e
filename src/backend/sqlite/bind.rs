//! Values in the formats that Django writes into SQLite.

use sqlx::{Arguments, error::BoxDynError, sqlite::SqliteArguments};

use crate::{
    backend::check::Rules,
    compiler::Statement,
    dialect::Dialect,
    error::{Error, Result},
    value::{Value, forms::text},
};

/// The dates are Python's, since SQLite has none of its own.
const RULES: Rules =
    Rules { title: "SQLite", first_year: 1, last_year: 9999, years: "year 1 to year 9999" };

/// The values of a statement.
pub(super) fn bind(statement: &Statement) -> Result<SqliteArguments> {
    RULES.check(Dialect::Sqlite, statement)?;
    let mut arguments = SqliteArguments::default();
    arguments.reserve(statement.binds.len(), 0);
    for value in &statement.binds {
        add(&mut arguments, value).map_err(|it| Error::value_not_bound(RULES.title, &*it))?;
    }
    Ok(arguments)
}

fn add(arguments: &mut SqliteArguments, value: &Value) -> Result<(), BoxDynError> {
    match value {
        Value::Null(_) => arguments.add(None::<i64>),
        Value::Boolean(it) => arguments.add(i64::from(*it)),
        Value::SmallInteger(it) => arguments.add(i64::from(*it)),
        Value::Integer(it) => arguments.add(i64::from(*it)),
        Value::BigInteger(it) => arguments.add(*it),
        Value::PositiveSmallInteger(it) => arguments.add(i64::from(*it)),
        Value::PositiveInteger(it) => arguments.add(i64::from(*it)),
        Value::PositiveBigInteger(it) => arguments.add(i64::try_from(*it)?),
        Value::Double(it) => arguments.add(*it),
        Value::Decimal(it) => arguments.add(it.to_string()),
        Value::Text(it) | Value::Json(it) => arguments.add(it.clone()),
        Value::Binary(it) => arguments.add(it.clone()),
        Value::Date(it) => arguments.add(text::write_date(*it)),
        Value::Time(it) => arguments.add(text::write_time(*it)),
        Value::DateTime(it) => arguments.add(text::write_datetime(*it)),
        Value::Duration(it) => arguments.add(*it),
        Value::Inet(it) => arguments.add(it.to_string()),
        Value::Uuid(it) => arguments.add(text::write_uuid(*it)),
        Value::Array(..) | Value::List(..) | Value::Refused(..) => {
            Err("is not a single value".into())
        }
    }
}
