//! Values at the edges of every type, and the columns that Django chooses for them.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use queryset::{
    error::Result,
    value::{Digits, Row, Type, Value},
};

use crate::place::Server;

pub const TYPES: [Type; 18] = [
    Type::Boolean,
    Type::SmallInteger,
    Type::Integer,
    Type::BigInteger,
    Type::PositiveSmallInteger,
    Type::PositiveInteger,
    Type::PositiveBigInteger,
    Type::Double,
    Type::Decimal,
    Type::Text,
    Type::Binary,
    Type::Date,
    Type::Time,
    Type::DateTime,
    Type::Duration,
    Type::Inet,
    Type::Uuid,
    Type::Json,
];

/// The column types that Django chooses.
pub fn column(server: Server, of: Type) -> &'static str {
    let [postgres, sqlite, mysql] = match of {
        Type::Boolean => ["boolean", "bool", "bool"],
        Type::SmallInteger => ["smallint", "smallint", "smallint"],
        Type::Integer => ["integer", "integer", "integer"],
        Type::BigInteger => ["bigint", "bigint", "bigint"],
        Type::PositiveSmallInteger => ["smallint", "smallint unsigned", "smallint unsigned"],
        Type::PositiveInteger => ["integer", "integer unsigned", "integer unsigned"],
        Type::PositiveBigInteger => ["bigint", "bigint unsigned", "bigint unsigned"],
        Type::Duration => ["interval", "bigint", "bigint"],
        Type::Inet => ["inet", "char(39)", "char(39)"],
        Type::Double => ["double precision", "real", "double precision"],
        Type::Decimal => ["numeric(30, 10)", "decimal", "numeric(30, 10)"],
        Type::Text => ["text", "text", "longtext"],
        Type::Binary => ["bytea", "BLOB", "longblob"],
        Type::Date => ["date", "date", "date"],
        Type::Time => ["time", "time", "time(6)"],
        Type::DateTime => ["timestamp with time zone", "datetime", "datetime(6)"],
        Type::Uuid => ["uuid", "char(32)", "uuid"],
        Type::Json => ["jsonb", "text", "json"],
        other => panic!("{other:?}"),
    };
    match server {
        Server::Postgres => postgres,
        Server::Sqlite => sqlite,
        Server::Mysql => mysql,
    }
}

pub fn read(row: &mut dyn Row, of: Type) -> Result<Value> {
    let null = Value::Null(of);
    Ok(match of {
        Type::Boolean => row.boolean()?.map_or(null, Value::Boolean),
        Type::SmallInteger => {
            row.integer()?.map_or(null, |it| Value::SmallInteger(it.try_into().unwrap()))
        }
        Type::Integer => row.integer()?.map_or(null, |it| Value::Integer(it.try_into().unwrap())),
        Type::BigInteger => row.integer()?.map_or(null, Value::BigInteger),
        Type::PositiveSmallInteger => {
            row.unsigned()?.map_or(null, |it| Value::PositiveSmallInteger(it.try_into().unwrap()))
        }
        Type::PositiveInteger => {
            row.unsigned()?.map_or(null, |it| Value::PositiveInteger(it.try_into().unwrap()))
        }
        Type::PositiveBigInteger => row.unsigned()?.map_or(null, Value::PositiveBigInteger),
        Type::Duration => {
            row.duration()?.map_or(null, |it| Value::Duration(it.num_microseconds().unwrap()))
        }
        Type::Inet => row.inet()?.map_or(null, Value::Inet),
        Type::Double => row.double()?.map_or(null, Value::Double),
        Type::Decimal => row.decimal()?.map_or(null, Value::Decimal),
        Type::Text => row.text()?.map_or(null, Value::Text),
        Type::Binary => row.binary()?.map_or(null, Value::Binary),
        Type::Date => row.date()?.map_or(null, Value::Date),
        Type::Time => row.time()?.map_or(null, Value::Time),
        Type::DateTime => row.datetime()?.map_or(null, Value::DateTime),
        Type::Uuid => row.uuid()?.map_or(null, Value::Uuid),
        Type::Json => row.json()?.map_or(null, Value::Json),
        other => panic!("{other:?}"),
    })
}

pub fn decimal(text: &str) -> Digits {
    text.parse().unwrap()
}

pub fn moment(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn time(text: &str) -> NaiveTime {
    text.parse().unwrap()
}

/// Values of a type at its edges, that every database keeps.
pub fn samples(of: Type) -> Vec<Value> {
    match of {
        Type::Boolean => vec![Value::Boolean(true), Value::Boolean(false)],
        Type::SmallInteger => [0, i16::MIN, i16::MAX].map(Value::SmallInteger).into(),
        Type::Integer => [0, i32::MIN, i32::MAX].map(Value::Integer).into(),
        Type::BigInteger => [0, i64::MIN, i64::MAX].map(Value::BigInteger).into(),
        Type::PositiveSmallInteger => [0, 32_767].map(Value::PositiveSmallInteger).into(),
        Type::PositiveInteger => [0, 2_147_483_647].map(Value::PositiveInteger).into(),
        Type::PositiveBigInteger => [0, (1 << 63) - 1].map(Value::PositiveBigInteger).into(),
        Type::Duration => [0, 1, -1, 86_400_000_000, -86_400_000_001, i64::MAX, i64::MIN]
            .map(Value::Duration)
            .into(),
        Type::Inet => ["0.0.0.0", "255.255.255.255", "::", "2001:db8::1", "::ffff:10.0.0.1"]
            .map(|it| Value::Inet(it.parse().unwrap()))
            .into(),
        Type::Double => {
            [0.0, -1.5, 1.0 / 3.0, f64::MAX, f64::MIN_POSITIVE].map(Value::Double).into()
        }
        Type::Decimal => ["0", "0.1", "-12345.6789", "99999999999999", "0.0000000001"]
            .map(|it| Value::Decimal(decimal(it)))
            .into(),
        Type::Text => {
            ["", "a'b\"c%_\\", "déjà 🦀\n", " end "].map(|it| Value::Text(it.into())).into()
        }
        Type::Binary => vec![Value::Binary(vec![]), Value::Binary((0..=255).collect())],
        Type::Date => {
            ["1000-01-01", "2024-02-29", "9999-12-31"].map(|it| Value::Date(day(it))).into()
        }
        Type::Time => ["00:00:00", "23:59:59.999999", "01:02:03.000040"]
            .map(|it| Value::Time(time(it)))
            .into(),
        Type::DateTime => {
            ["1970-01-01T00:00:00Z", "2024-02-29T12:34:56.789012Z", "9999-12-31T23:59:59.999999Z"]
                .map(|it| Value::DateTime(moment(it)))
                .into()
        }
        Type::Uuid => vec![Value::Uuid([0; 16]), Value::Uuid([0xAB; 16])],
        Type::Json => [r#"{"a": [1, null, "é🦀"]}"#, "null", "\"x\"", "1"]
            .map(|it| Value::Json(it.into()))
            .into(),
        other => panic!("{other:?}"),
    }
}

/// Databases write decimals with other zeros, and JSON with other spaces.
pub fn same(written: &Value, seen: &Value) -> bool {
    match (written, seen) {
        (Value::Decimal(a), Value::Decimal(b)) => {
            let scale = a.scale().max(b.scale());
            let unit = |it: &Digits| it.mantissa() * 10_i128.pow(scale - it.scale());
            unit(a) == unit(b)
        }
        (Value::Json(a), Value::Json(b)) => a.replace(' ', "") == b.replace(' ', ""),
        _ => written == seen,
    }
}
