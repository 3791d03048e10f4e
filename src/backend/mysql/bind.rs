//! Values in the formats that Django writes into MySQL and MariaDB.

use sqlx::{Arguments, error::BoxDynError, mysql::MySqlArguments};

use super::connect::Flavour;
use crate::{
    backend::check::Rules,
    compiler::Statement,
    dialect::Dialect,
    error::{Error, Result},
    value::{
        Value,
        forms::{json, text},
    },
};

/// <https://dev.mysql.com/doc/refman/8.4/en/datetime.html>
const RULES: Rules =
    Rules { title: "MySQL", first_year: 1000, last_year: 9999, years: "year 1000 to year 9999" };

/// The values of a statement.
pub(super) fn bind(
    flavour: Flavour,
    title: &'static str,
    statement: &Statement,
) -> Result<MySqlArguments> {
    Rules { title, ..RULES }.check(Dialect::Mysql, statement)?;
    if flavour == Flavour::Mysql {
        statement.binds.iter().try_for_each(|it| unrounded(title, it))?;
    }
    let mut arguments = MySqlArguments::default();
    arguments.reserve(statement.binds.len(), statement.binds.len() * 16);
    for value in &statement.binds {
        add(flavour, &mut arguments, value).map_err(|it| Error::value_not_bound(title, &*it))?;
    }
    Ok(arguments)
}

/// MySQL keeps numbers of JSON in 64 bits; MariaDB keeps their text.
///
/// <https://dev.mysql.com/doc/refman/8.4/en/json.html>
fn unrounded(title: &'static str, value: &Value) -> Result<()> {
    let Value::Json(document) = value else { return Ok(()) };
    match json::numbers(document).find(|it| !json::fits_64_bits(it, json::Numerals::AsWritten)) {
        Some(number) => Err(Error::json_number_is_rounded(title, number)),
        None => Ok(()),
    }
}

fn add(flavour: Flavour, arguments: &mut MySqlArguments, value: &Value) -> Result<(), BoxDynError> {
    match value {
        Value::Null(_) => arguments.add(None::<&str>),
        Value::Boolean(it) => arguments.add(i8::from(*it)),
        Value::SmallInteger(it) => arguments.add(*it),
        Value::Integer(it) => arguments.add(*it),
        Value::BigInteger(it) => arguments.add(*it),
        Value::PositiveSmallInteger(it) => arguments.add(*it),
        Value::PositiveInteger(it) => arguments.add(*it),
        Value::PositiveBigInteger(it) => arguments.add(*it),
        Value::Double(it) => arguments.add(*it),
        Value::Decimal(it) => arguments.add(it.to_string()),
        Value::Text(it) | Value::Json(it) => arguments.add(it.as_str()),
        Value::Binary(it) => arguments.add(it.as_slice()),
        Value::Date(it) => arguments.add(*it),
        Value::Time(it) => arguments.add(*it),
        Value::DateTime(it) => arguments.add(it.naive_utc()),
        Value::Duration(it) => arguments.add(*it),
        Value::Inet(it) => arguments.add(it.to_string()),
        Value::Uuid(it) => arguments.add(uuid(flavour, *it)),
        Value::Array(..) | Value::List(..) | Value::Refused(..) => {
            Err("is not a single value".into())
        }
    }
}

/// MariaDB has a type for it that reads hyphens; on MySQL it is 32 digits.
fn uuid(flavour: Flavour, uuid: [u8; 16]) -> String {
    let mut text = text::write_uuid(uuid);
    if flavour == Flavour::Mariadb {
        for place in [20, 16, 12, 8] {
            text.insert(place, '-');
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_json_are_not_rounded_on_mysql() {
        let refused = |text: &str| unrounded("MySQL", &Value::Json(text.into())).is_err();
        assert!(refused("[18446744073709551616]"));
        assert!(!refused(r#"{"18446744073709551616": [18446744073709551615, 1.50]}"#));
    }

    #[test]
    fn a_uuid_has_hyphens_on_mariadb_only() {
        let bytes = 0x0011_2233_4455_6677_8899_aabb_ccdd_eeff_u128.to_be_bytes();
        assert_eq!(uuid(Flavour::Mysql, bytes), "00112233445566778899aabbccddeeff");
        assert_eq!(uuid(Flavour::Mariadb, bytes), "00112233-4455-6677-8899-aabbccddeeff");
    }
}
