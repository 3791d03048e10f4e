//! Values as members of a JSON document: how an API writes them, and reads them back.
//!
//! In: a value, whatever Rust type it is of; out: JSON, and the other way round. Every column type takes part without
//! serde impls of its own. The forms are those of Django's `DjangoJSONEncoder`, with all digits of a second.

use std::net::IpAddr;

use base64::{Engine, prelude::BASE64_STANDARD as BASE64};
use chrono::{DateTime, NaiveDate, NaiveTime, SecondsFormat, TimeDelta, Utc};
use serde::{Serialize, Serializer, de, ser};
use serde_json::Value as Document;

use crate::{
    error::{Error, Result},
    value::{
        Column, Digits, Nullability, Row, Scalar, Type, Value, document,
        forms::{duration, numeral, text},
    },
};

/// A column's value, serialized as JSON.
#[derive(Debug)]
pub struct AsJson<'a, T>(pub &'a T);

impl<T: Column> Serialize for AsJson<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write(&self.0.to_value(), serializer)
    }
}

/// A value, serialized as JSON.
pub(super) struct Member<'a>(pub(super) &'a Value);

impl Serialize for Member<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write(self.0, serializer)
    }
}

/// A value as the text that [`Value::parse`] reads; NULL has none.
pub(crate) struct AsText<'a>(pub(crate) &'a Value);

impl AsText<'_> {
    pub(crate) fn text(&self) -> Result<Option<String>> {
        let document = serde_json::to_value(Member(self.0));
        Ok(match document.map_err(|_| Error::no_key_of_a_place())? {
            Document::Null => None,
            Document::String(text) => Some(text),
            other => Some(other.to_string()),
        })
    }
}

fn write<S: Serializer>(value: &Value, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        Value::Null(_) => serializer.serialize_unit(),
        Value::Boolean(it) => serializer.serialize_bool(*it),
        Value::SmallInteger(it) => serializer.serialize_i16(*it),
        Value::Integer(it) => serializer.serialize_i32(*it),
        Value::BigInteger(it) => serializer.serialize_i64(*it),
        Value::PositiveSmallInteger(it) => serializer.serialize_u16(*it),
        Value::PositiveInteger(it) => serializer.serialize_u32(*it),
        Value::PositiveBigInteger(it) => serializer.serialize_u64(*it),
        Value::Double(it) => serializer.serialize_f64(*it),
        Value::Decimal(it) => serializer.collect_str(it),
        Value::Text(it) => serializer.serialize_str(it),
        Value::Binary(it) => serializer.serialize_str(&BASE64.encode(it)),
        Value::Date(it) => serializer.serialize_str(&text::write_date(*it)),
        Value::Time(it) => serializer.serialize_str(&text::write_time(*it)),
        Value::DateTime(it) => {
            serializer.serialize_str(&it.to_rfc3339_opts(SecondsFormat::AutoSi, true))
        }
        Value::Duration(it) => serializer.serialize_str(&duration::write_duration(*it)),
        Value::Inet(it) => serializer.collect_str(it),
        Value::Uuid(it) => serializer.serialize_str(&hyphenated(*it)),
        Value::Json(it) => document::serialized(it, serializer),
        Value::List(_, members) | Value::Array(_, members) => {
            serializer.collect_seq(members.iter().map(Member))
        }
        Value::Refused(_, error) => Err(ser::Error::custom(error)),
    }
}

fn hyphenated(uuid: [u8; 16]) -> String {
    let mut text = text::write_uuid(uuid);
    for at in [20, 16, 12, 8] {
        text.insert(at, '-');
    }
    text
}

/// Reads a column's value from JSON; an error names the field.
///
/// # Errors
/// When the document is no value of the type.
pub fn from_json<T: Column, E: de::Error>(
    document: &Document,
    field: &'static str,
) -> Result<T, E> {
    let kind = <T::Bare as Scalar>::TYPE;
    let read = if document.is_null() && !<T::Null as Nullability>::NULLABLE && kind != Type::Json {
        Err(Error::null_in_body(kind))
    } else {
        T::read(&mut Cell { document, kind, nullable: <T::Null as Nullability>::NULLABLE })
    };
    read.map_err(|it| E::custom(it.with_field(field)))
}

/// One member of a JSON document, read as a cell.
struct Cell<'d> {
    document: &'d Document,
    /// The type of the column, which messages name; a row is asked for a wider one.
    kind: Type,
    /// Whether `null` is NULL; else only a JSON column takes it, as a document.
    nullable: bool,
}

impl Cell<'_> {
    fn read<T>(&self, read: impl FnOnce(&Document) -> Option<T>) -> Result<Option<T>> {
        if self.document.is_null() && self.nullable {
            return Ok(None);
        }
        let shown = || match self.document {
            Document::String(text) => text.clone(),
            other => other.to_string(),
        };
        read(self.document).map(Some).ok_or_else(|| Error::not_of_type(&shown(), self.kind))
    }

    /// A value that JSON writes as text.
    fn parsed<T>(&self, kind: Type, take: impl FnOnce(Value) -> Option<T>) -> Result<Option<T>> {
        self.read(|it| take(Value::parse(it.as_str()?, kind).ok()?))
    }
}

/// `3` and `3.0`.
fn whole(number: &serde_json::Number) -> Option<i128> {
    numeral::whole(number.to_string().parse().ok()?)
}

macro_rules! taken {
    ($Variant:ident) => {
        |it| if let Value::$Variant(it) = it { Some(it) } else { None }
    };
}

impl Row for Cell<'_> {
    fn boolean(&mut self) -> Result<Option<bool>> {
        self.read(Document::as_bool)
    }

    fn integer(&mut self) -> Result<Option<i64>> {
        self.read(|it| match it {
            Document::Number(number) => number.as_i64().or_else(|| whole(number)?.try_into().ok()),
            _ => None,
        })
    }

    fn unsigned(&mut self) -> Result<Option<u64>> {
        self.read(|it| match it {
            Document::Number(number) => number.as_u64().or_else(|| whole(number)?.try_into().ok()),
            _ => None,
        })
    }

    fn double(&mut self) -> Result<Option<f64>> {
        self.read(Document::as_f64)
    }

    fn decimal(&mut self) -> Result<Option<Digits>> {
        self.read(|it| match it {
            Document::Number(number) => number.to_string().parse().ok(),
            other => other.as_str()?.parse().ok(),
        })
    }

    fn text(&mut self) -> Result<Option<String>> {
        self.read(|it| it.as_str().map(str::to_owned))
    }

    fn binary(&mut self) -> Result<Option<Vec<u8>>> {
        self.parsed(Type::Binary, taken!(Binary))
    }

    fn date(&mut self) -> Result<Option<NaiveDate>> {
        self.parsed(Type::Date, taken!(Date))
    }

    fn time(&mut self) -> Result<Option<NaiveTime>> {
        self.parsed(Type::Time, taken!(Time))
    }

    fn datetime(&mut self) -> Result<Option<DateTime<Utc>>> {
        self.parsed(Type::DateTime, taken!(DateTime))
    }

    fn duration(&mut self) -> Result<Option<TimeDelta>> {
        self.parsed(Type::Duration, |it| match it {
            Value::Duration(micros) => Some(TimeDelta::microseconds(micros)),
            _ => None,
        })
    }

    fn inet(&mut self) -> Result<Option<IpAddr>> {
        self.parsed(Type::Inet, taken!(Inet))
    }

    fn uuid(&mut self) -> Result<Option<[u8; 16]>> {
        self.parsed(Type::Uuid, taken!(Uuid))
    }

    fn json(&mut self) -> Result<Option<String>> {
        self.read(|it| Some(it.to_string()))
    }

    fn array(
        &mut self,
        of: &'static Type,
        each: &mut dyn FnMut(&mut dyn Row) -> Result<()>,
    ) -> Result<Option<()>> {
        let members = self.read(|it| it.as_array().cloned())?;
        let Some(members) = members else { return Ok(None) };
        for document in &members {
            each(&mut Cell { document, kind: *of, nullable: false })?;
        }
        Ok(Some(()))
    }

    fn columns(&self) -> Vec<&str> {
        Vec::new()
    }

    // A document is a row of one cell.
    fn seek(&mut self, _: usize) {}
}
