//! Values in PostgreSQL's binary format, each with the type that its column is declared with.

use std::net::IpAddr;

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Timelike, Utc};
use sqlx::{
    Arguments, Encode, Type,
    encode::IsNull,
    error::BoxDynError,
    postgres::{PgArgumentBuffer, PgArguments, PgTypeInfo, types::Oid},
};

use crate::{
    backend::{check::Rules, numeric},
    compiler::Statement,
    dialect::Dialect,
    error::{Error, Result},
    value::{self, Value},
};

/// PostgreSQL counts days from 2000-01-01, chrono from the first day of the year 1.
pub(super) const EPOCH: i32 = 730_120;

pub(super) const MICROS_OF_A_DAY: i64 = 86_400_000_000;

/// The families of `inet`, whatever numbers the operating system gives them:
/// <https://github.com/postgres/postgres/blob/REL_15_STABLE/src/include/utils/inet.h>
pub(super) const PGSQL_AF_INET: u8 = 2;
pub(super) const PGSQL_AF_INET6: u8 = 3;

/// <https://www.postgresql.org/docs/15/datatype-datetime.html>; the last years are beyond what `NaiveDate` holds.
const RULES: Rules = Rules {
    title: "PostgreSQL",
    first_year: -4712,
    last_year: 262_142,
    years: "4713 BC to 294276 AD",
};

/// The values of a statement.
pub(super) fn bind(statement: &Statement) -> Result<PgArguments> {
    RULES.check(Dialect::Postgres, statement)?;
    let mut arguments = PgArguments::default();
    arguments.reserve(statement.binds.len(), statement.binds.len() * 16);
    for value in &statement.binds {
        arguments.add(Parameter(value)).map_err(|it| Error::value_not_bound(RULES.title, &*it))?;
    }
    Ok(arguments)
}

/// A value with the type it is declared with.
struct Parameter<'v>(&'v Value);

impl Type<sqlx::Postgres> for Parameter<'_> {
    fn type_info() -> PgTypeInfo {
        // Never asked, since every parameter says what it produces; 705 is `unknown`.
        PgTypeInfo::with_oid(Oid(705))
    }
}

impl Encode<'_, sqlx::Postgres> for Parameter<'_> {
    fn encode_by_ref(&self, buffer: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        match self.0 {
            Value::Null(_) => return Ok(IsNull::Yes),
            Value::Array(of, values) => write_array(oid(**of).0, values, buffer)?,
            Value::List(of, values) => write_array(oid(*of).0, values, buffer)?,
            single => write(single, buffer)?,
        }
        Ok(IsNull::No)
    }

    fn produces(&self) -> Option<PgTypeInfo> {
        let (one, array) = oid(self.0.type_of());
        let oid = if matches!(self.0, Value::List(..)) { array } else { one };
        Some(PgTypeInfo::with_oid(Oid(oid)))
    }
}

/// The object identifiers of a type and of its array type, as `pg_type` fixes them.
fn oid(of: value::Type) -> (u32, u32) {
    match of {
        value::Type::Boolean => (16, 1000),
        value::Type::SmallInteger | value::Type::PositiveSmallInteger => (21, 1005),
        value::Type::Integer | value::Type::PositiveInteger => (23, 1007),
        value::Type::BigInteger | value::Type::PositiveBigInteger => (20, 1016),
        value::Type::Double => (701, 1022),
        value::Type::Decimal => (1700, 1231),
        value::Type::Text => (25, 1009),
        value::Type::Binary => (17, 1001),
        value::Type::Date => (1082, 1182),
        value::Type::Time => (1083, 1183),
        value::Type::DateTime => (1184, 1185),
        value::Type::Duration => (1186, 1187),
        value::Type::Uuid => (2950, 2951),
        value::Type::Inet => (869, 1041),
        value::Type::Json => (3802, 3807),
        // An array of arrays has more dimensions, and the same type.
        value::Type::Array(of) => (oid(*of).1, oid(*of).1),
    }
}

fn write(value: &Value, buffer: &mut Vec<u8>) -> Result<(), BoxDynError> {
    match value {
        Value::Boolean(it) => buffer.push(u8::from(*it)),
        Value::SmallInteger(it) => buffer.extend_from_slice(&it.to_be_bytes()),
        Value::Integer(it) => buffer.extend_from_slice(&it.to_be_bytes()),
        Value::BigInteger(it) => buffer.extend_from_slice(&it.to_be_bytes()),
        Value::PositiveSmallInteger(it) => {
            buffer.extend_from_slice(&i16::try_from(*it)?.to_be_bytes());
        }
        Value::PositiveInteger(it) => buffer.extend_from_slice(&i32::try_from(*it)?.to_be_bytes()),
        Value::PositiveBigInteger(it) => {
            buffer.extend_from_slice(&i64::try_from(*it)?.to_be_bytes());
        }
        Value::Double(it) => buffer.extend_from_slice(&it.to_be_bytes()),
        Value::Decimal(it) => numeric::write(*it, buffer)?,
        Value::Text(it) => buffer.extend_from_slice(it.as_bytes()),
        Value::Binary(it) => buffer.extend_from_slice(it),
        Value::Date(it) => buffer.extend_from_slice(&days(*it).to_be_bytes()),
        Value::Time(it) => buffer.extend_from_slice(&micros(*it).to_be_bytes()),
        Value::DateTime(it) => buffer.extend_from_slice(&instant(*it).to_be_bytes()),
        Value::Duration(it) => interval(*it, buffer)?,
        Value::Uuid(it) => buffer.extend_from_slice(it),
        Value::Inet(it) => inet(*it, buffer),
        Value::Json(it) => {
            // `jsonb` is preceded by the version of its format.
            buffer.push(1);
            buffer.extend_from_slice(it.as_bytes());
        }
        Value::Null(_) | Value::Array(..) | Value::List(..) | Value::Refused(..) => {
            return Err("is not a single value".into());
        }
    }
    Ok(())
}

/// One dimension, its lower bound 1; each member after its length, NULL with the length -1.
fn write_array(member: u32, values: &[Value], buffer: &mut Vec<u8>) -> Result<(), BoxDynError> {
    let has_null = values.iter().any(Value::is_null);
    let dimensions = i32::from(!values.is_empty());
    buffer.extend_from_slice(&dimensions.to_be_bytes());
    buffer.extend_from_slice(&i32::from(has_null).to_be_bytes());
    buffer.extend_from_slice(&member.to_be_bytes());
    if values.is_empty() {
        return Ok(());
    }
    buffer.extend_from_slice(&i32::try_from(values.len())?.to_be_bytes());
    buffer.extend_from_slice(&1_i32.to_be_bytes());
    values.iter().try_for_each(|it| write_member(it, buffer))
}

fn write_member(value: &Value, buffer: &mut Vec<u8>) -> Result<(), BoxDynError> {
    let start = buffer.len();
    buffer.extend_from_slice(&(-1_i32).to_be_bytes());
    if value.is_null() {
        return Ok(());
    }
    write(value, buffer)?;
    let length = i32::try_from(buffer.len() - start - 4)?;
    if let Some(place) = buffer.get_mut(start..start + 4) {
        place.copy_from_slice(&length.to_be_bytes());
    }
    Ok(())
}

fn days(date: NaiveDate) -> i32 {
    date.num_days_from_ce() - EPOCH
}

fn micros(time: NaiveTime) -> i64 {
    let fraction = i64::from(time.nanosecond() / 1_000).min(999_999);
    i64::from(time.num_seconds_from_midnight()) * 1_000_000 + fraction
}

fn instant(moment: DateTime<Utc>) -> i64 {
    let moment = moment.naive_utc();
    i64::from(days(moment.date())) * MICROS_OF_A_DAY + micros(moment.time())
}

/// Microseconds within a day, days, months: a span of time that is given in microseconds has days of 24 hours.
fn interval(microseconds: i64, buffer: &mut Vec<u8>) -> Result<(), BoxDynError> {
    let days = i32::try_from(microseconds.div_euclid(MICROS_OF_A_DAY))?;
    buffer.extend_from_slice(&microseconds.rem_euclid(MICROS_OF_A_DAY).to_be_bytes());
    buffer.extend_from_slice(&days.to_be_bytes());
    buffer.extend_from_slice(&0_i32.to_be_bytes());
    Ok(())
}

/// Family, bits of the network (all of them), whether it is one, length, address.
fn inet(address: IpAddr, buffer: &mut Vec<u8>) {
    match address {
        IpAddr::V4(it) => {
            buffer.extend_from_slice(&[PGSQL_AF_INET, 32, 0, 4]);
            buffer.extend_from_slice(&it.octets());
        }
        IpAddr::V6(it) => {
            buffer.extend_from_slice(&[PGSQL_AF_INET6, 128, 0, 16]);
            buffer.extend_from_slice(&it.octets());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn array(values: &[Value]) -> Vec<u8> {
        let mut buffer = Vec::new();
        write_array(23, values, &mut buffer).unwrap();
        buffer
    }

    #[test]
    fn an_array_holds_its_members_and_nulls() {
        let expected: Vec<u8> = [
            [0, 0, 0, 1],
            [0, 0, 0, 1],
            [0, 0, 0, 23],
            [0, 0, 0, 2],
            [0, 0, 0, 1],
            [0, 0, 0, 4],
            [0, 0, 0, 7],
            [255, 255, 255, 255],
        ]
        .concat();
        assert_eq!(array(&[Value::Integer(7), Value::Null(value::Type::Integer)]), expected);
        assert_eq!(array(&[]), [[0; 4], [0; 4], [0, 0, 0, 23]].concat());
    }

    #[test]
    fn instants_count_from_the_year_2000() {
        let day = NaiveDate::from_ymd_opt(2000, 1, 2).unwrap();
        assert_eq!(instant(day.and_hms_micro_opt(0, 0, 1, 5).unwrap().and_utc()), 86_401_000_005);
        assert_eq!(days(NaiveDate::from_ymd_opt(1999, 12, 31).unwrap()), -1);
    }
}
