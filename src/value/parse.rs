//! Text → a value of a type: what a client sends, and what a migration writes.

use base64::{Engine, prelude::BASE64_STANDARD as BASE64};

use crate::{
    error::{Error, Result},
    value::{
        Type, Value, document,
        forms::{duration, text, uuid},
    },
};

impl Value {
    /// The value of type `kind` that a text stands for.
    ///
    /// Numbers are written in decimal, truth values as `true` and `false` (or `1` and `0`), dates and times as in ISO
    /// 8601; an instant without an offset is in UTC. Django: `Field.to_python`.
    ///
    /// ```
    /// use queryset::value::{Type, Value};
    ///
    /// assert_eq!(Value::parse("300", Type::Integer)?, Value::Integer(300));
    /// let error = Value::parse("many", Type::Integer).unwrap_err();
    /// assert_eq!(error.to_string(), "`many` is no 32-bit integer");
    /// # Ok::<(), queryset::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`InvalidValue`](crate::error::ErrorKind::InvalidValue) when it stands for none.
    pub fn parse(text: &str, kind: Type) -> Result<Self> {
        parsed(text, kind).ok_or_else(|| Error::not_of_type(text, kind))
    }
}

fn parsed(text: &str, kind: Type) -> Option<Value> {
    match kind {
        Type::Boolean => boolean(text).map(Value::Boolean),
        Type::SmallInteger => text.parse().ok().map(Value::SmallInteger),
        Type::Integer => text.parse().ok().map(Value::Integer),
        Type::BigInteger => text.parse().ok().map(Value::BigInteger),
        Type::PositiveSmallInteger => text.parse().ok().map(Value::PositiveSmallInteger),
        Type::PositiveInteger => text.parse().ok().map(Value::PositiveInteger),
        Type::PositiveBigInteger => text.parse().ok().map(Value::PositiveBigInteger),
        Type::Double => text.parse().ok().filter(|it: &f64| it.is_finite()).map(Value::Double),
        Type::Decimal => text.parse().ok().map(Value::Decimal),
        Type::Text => Some(Value::Text(text.to_owned())),
        Type::Binary => BASE64.decode(text).ok().map(Value::Binary),
        Type::Date => text::read_date(text).map(Value::Date),
        Type::Time => text::read_time(text).map(Value::Time),
        Type::DateTime => text::read_datetime(text).map(Value::DateTime),
        Type::Duration => duration::read_duration(text).map(Value::Duration),
        Type::Inet => text.trim().parse().ok().map(Value::Inet),
        Type::Uuid => {
            uuid::read_uuid(text.as_bytes()).filter(|_| text.len() != 16).map(Value::Uuid)
        }
        Type::Array(of) => array(text, of),
        Type::Json => document::of_text(text),
    }
}

/// A JSON array, whose members are text or stand for themselves.
fn array(text: &str, of: &'static Type) -> Option<Value> {
    let members: Vec<serde_json::Value> = serde_json::from_str(text).ok()?;
    let member = |it: &serde_json::Value| match it {
        serde_json::Value::String(text) => parsed(text, *of),
        other => parsed(&other.to_string(), *of),
    };
    members.iter().map(member).collect::<Option<_>>().map(|it| Value::Array(of, it))
}

fn boolean(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "t" | "1" => Some(true),
        "false" | "f" | "0" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_becomes_a_value_of_the_type() {
        for (text, kind, printed) in [
            ("true", Type::Boolean, "true"),
            ("F", Type::Boolean, "false"),
            ("-7", Type::SmallInteger, "-7"),
            ("1.50", Type::Decimal, "1.50"),
            ("2024-02-29", Type::Date, "2024-02-29"),
            ("01:02", Type::Time, "01:02:00"),
            ("2024-02-29T14:00+02:00", Type::DateTime, "2024-02-29 12:00:00 UTC"),
            (
                "00112233-4455-6677-8899-aabbccddeeff",
                Type::Uuid,
                "uuid 00112233445566778899aabbccddeeff",
            ),
            ("65535", Type::PositiveSmallInteger, "65535"),
            ("1 00:00:01", Type::Duration, "PT86401S"),
            ("::FFFF:10.0.0.1", Type::Inet, "::ffff:10.0.0.1"),
            ("[1]", Type::Json, "json [1]"),
            ("[1, \"2\"]", Type::Array(&Type::Integer), "[1, 2]"),
            ("aGk=", Type::Binary, "2 bytes"),
        ] {
            assert_eq!(format!("{:?}", Value::parse(text, kind).unwrap()), printed);
        }
    }

    #[test]
    fn what_stands_for_no_value_is_refused() {
        for (text, kind) in [
            ("yes", Type::Boolean),
            ("40000", Type::SmallInteger),
            ("1.5", Type::Integer),
            ("-1", Type::PositiveInteger),
            ("soon", Type::Duration),
            ("10.0.0.0/8", Type::Inet),
            ("inf", Type::Double),
            ("NaN", Type::Decimal),
            ("2024-02-30", Type::Date),
            ("25:00", Type::Time),
            ("0123456789abcdef", Type::Uuid),
            ("{", Type::Json),
            ("[1, null]", Type::Array(&Type::Integer)),
            ("1", Type::Array(&Type::Integer)),
            ("no base64", Type::Binary),
        ] {
            let error = Value::parse(text, kind).unwrap_err();
            assert_eq!(error.kind(), crate::error::ErrorKind::InvalidValue, "{text}");
            assert!(error.to_string().contains(text), "{error}");
        }
    }
}
