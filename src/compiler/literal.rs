//! Values as SQL literals, for the definition of tables, where no database takes a parameter.
//!
//! Text is quoted by the rules of the database that reads it. Nothing else in the crate writes a value into SQL.

use std::fmt::Write;

use crate::{
    dialect::Dialect,
    error::{Error, Result},
    value::{Value, forms::text},
};

/// The literal of a value, in the form in which it is stored.
pub(super) fn literal(value: &Value, dialect: Dialect) -> Result<String> {
    value.check()?;
    let postgres = dialect == Dialect::Postgres;
    let typed = |text: &str, name: &str| {
        let text = quoted(text, dialect);
        if postgres { format!("{text}::{name}") } else { text }
    };
    Ok(match value {
        Value::Null(_) => "NULL".to_owned(),
        Value::Boolean(it) if postgres => it.to_string(),
        Value::Boolean(it) => u8::from(*it).to_string(),
        Value::SmallInteger(it) => it.to_string(),
        Value::Integer(it) => it.to_string(),
        Value::BigInteger(it) => it.to_string(),
        Value::PositiveSmallInteger(it) => it.to_string(),
        Value::PositiveInteger(it) => it.to_string(),
        Value::PositiveBigInteger(it) => it.to_string(),
        Value::Double(it) if it.is_finite() => format!("{it:?}"),
        Value::Decimal(it) => it.to_string(),
        Value::Text(it) if it.contains('\0') => return Err(Error::no_literal("the character NUL")),
        Value::Text(it) => quoted(it, dialect),
        Value::Json(it) => typed(it, "jsonb"),
        Value::Binary(it) if postgres => format!(r"'\x{}'::bytea", hex(it)),
        Value::Binary(it) => format!("X'{}'", hex(it)),
        Value::Date(it) => typed(&text::write_date(*it), "date"),
        Value::Time(it) => typed(&text::write_time(*it), "time"),
        Value::DateTime(it) => {
            let zone = if postgres { "+00:00" } else { "" };
            typed(&format!("{}{zone}", text::write_datetime(*it)), "timestamptz")
        }
        Value::Duration(it) if postgres => format!("'{it} microseconds'::interval"),
        Value::Duration(it) => it.to_string(),
        Value::Inet(it) => typed(&it.to_string(), "inet"),
        Value::Uuid(it) => typed(&uuid(*it, dialect), "uuid"),
        other => return Err(Error::no_literal(&format!("{other:?}"))),
    })
}

/// Text between quotes. MySQL also reads the backslash.
fn quoted(text: &str, dialect: Dialect) -> String {
    let doubled = text.replace('\'', "''");
    match dialect {
        Dialect::Mysql | Dialect::Mariadb => format!("'{}'", doubled.replace('\\', r"\\")),
        Dialect::Postgres | Dialect::Sqlite => format!("'{doubled}'"),
    }
}

/// 32 digits, with hyphens where the database has a type that prints them.
fn uuid(bytes: [u8; 16], dialect: Dialect) -> String {
    let mut text = text::write_uuid(bytes);
    if matches!(dialect, Dialect::Postgres | Dialect::Mariadb) {
        for place in [20, 16, 12, 8] {
            text.insert(place, '-');
        }
    }
    text
}

fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // Writing into a String cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

#[cfg(test)]
mod tests {
    use chrono::NaiveTime;

    use super::*;

    #[test]
    fn text_cannot_leave_its_quotes() {
        let hostile = Value::Text(r"a'b\'; DROP TABLE x; --".to_owned());
        let written = |dialect| literal(&hostile, dialect).unwrap_or_default();
        assert_eq!(written(Dialect::Sqlite), r"'a''b\''; DROP TABLE x; --'");
        assert_eq!(written(Dialect::Postgres), r"'a''b\''; DROP TABLE x; --'");
        assert_eq!(written(Dialect::Mysql), r"'a''b\\''; DROP TABLE x; --'");
        assert!(literal(&Value::Text("a\0b".to_owned()), Dialect::Sqlite).is_err());
    }

    #[test]
    fn literals_have_the_form_in_which_values_are_stored() {
        let noon = NaiveTime::from_hms_micro_opt(12, 0, 0, 250).unwrap_or_default();
        let both = |value: Value| {
            [Dialect::Sqlite, Dialect::Postgres].map(|it| literal(&value, it).unwrap_or_default())
        };
        assert_eq!(both(Value::Time(noon)), ["'12:00:00.000250'", "'12:00:00.000250'::time"]);
        assert_eq!(both(Value::Boolean(true)), ["1", "true"]);
        assert_eq!(both(Value::Binary(vec![0, 255])), ["X'00ff'", r"'\x00ff'::bytea"]);
        assert_eq!(both(Value::Double(1.0)), ["1.0", "1.0"]);
        let bytes = 0x0011_2233_4455_6677_8899_aabb_ccdd_eeff_u128.to_be_bytes();
        let uuids =
            ["'00112233445566778899aabbccddeeff'", "'00112233-4455-6677-8899-aabbccddeeff'::uuid"];
        assert_eq!(both(Value::Uuid(bytes)), uuids);
        assert!(literal(&Value::Double(f64::NAN), Dialect::Postgres).is_err());
    }
}
