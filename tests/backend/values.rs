//! What is written is what Django writes, and is read as it was.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use queryset::{
    backend::Lease,
    error::{ErrorKind, Result},
    value::{Digits, Row, Type, Value},
};

use crate::place::{Place, Server, on_each};

const TYPES: [Type; 13] = [
    Type::Boolean,
    Type::SmallInteger,
    Type::Integer,
    Type::BigInteger,
    Type::Double,
    Type::Decimal,
    Type::Text,
    Type::Binary,
    Type::Date,
    Type::Time,
    Type::DateTime,
    Type::Uuid,
    Type::Json,
];

/// The column types that Django chooses.
fn column(server: Server, of: Type) -> &'static str {
    let [postgres, sqlite, mysql] = match of {
        Type::Boolean => ["boolean", "bool", "bool"],
        Type::SmallInteger => ["smallint", "smallint", "smallint"],
        Type::Integer => ["integer", "integer", "integer"],
        Type::BigInteger => ["bigint", "bigint", "bigint"],
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

fn read(row: &mut dyn Row, of: Type) -> Result<Value> {
    let null = Value::Null(of);
    Ok(match of {
        Type::Boolean => row.boolean()?.map_or(null, Value::Boolean),
        Type::SmallInteger => {
            row.integer()?.map_or(null, |it| Value::SmallInteger(it.try_into().unwrap()))
        }
        Type::Integer => row.integer()?.map_or(null, |it| Value::Integer(it.try_into().unwrap())),
        Type::BigInteger => row.integer()?.map_or(null, Value::BigInteger),
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

fn decimal(text: &str) -> Digits {
    text.parse().unwrap()
}

fn moment(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn time(text: &str) -> NaiveTime {
    text.parse().unwrap()
}

/// Values of a type at its edges, that every database keeps.
fn samples(of: Type) -> Vec<Value> {
    match of {
        Type::Boolean => vec![Value::Boolean(true), Value::Boolean(false)],
        Type::SmallInteger => [0, i16::MIN, i16::MAX].map(Value::SmallInteger).into(),
        Type::Integer => [0, i32::MIN, i32::MAX].map(Value::Integer).into(),
        Type::BigInteger => [0, i64::MIN, i64::MAX].map(Value::BigInteger).into(),
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
fn same(written: &Value, seen: &Value) -> bool {
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

#[test]
fn every_type_comes_back_as_it_was_written() {
    on_each(|place| async {
        let pool = place.pool(1).await;
        let mut lease = pool.acquire().await.unwrap();
        for of in TYPES {
            let table = format!("t_{}", of.name().replace([' ', '-'], "_").to_lowercase());
            let create = format!(
                "CREATE TABLE {table} (id integer NOT NULL, v {} NULL)",
                column(place.server, of)
            );
            lease.run(create.into()).await.unwrap();
            let mut written = samples(of);
            written.push(Value::Null(of));
            for (id, value) in written.iter().enumerate() {
                let insert = format!("INSERT INTO {table} (id, v) VALUES (?, ?)");
                let binds = vec![Value::Integer(i32::try_from(id).unwrap()), value.clone()];
                lease.execute(&place.server.statement(&insert, binds)).await.unwrap();
            }
            let select = format!("SELECT v FROM {table} ORDER BY id");
            let mut seen = Vec::new();
            lease
                .fetch(&place.server.statement(&select, vec![]), &mut |row| {
                    seen.push(read(row, of)?);
                    Ok(())
                })
                .await
                .unwrap();
            assert_eq!(seen.len(), written.len());
            for (written, seen) in written.iter().zip(&seen) {
                assert!(
                    same(written, seen),
                    "{:?}: {written:?} came back as {seen:?}",
                    place.server
                );
            }
        }
        place
    });
}

async fn texts(
    place: &Place,
    lease: &mut Lease,
    sql: &str,
    binds: Vec<Value>,
) -> Vec<Option<String>> {
    let mut seen = Vec::new();
    lease
        .fetch(&place.server.statement(sql, binds), &mut |row| {
            seen.push(row.text()?);
            Ok(())
        })
        .await
        .unwrap();
    seen
}

#[test]
fn sqlite_stores_the_text_that_django_stores() {
    on_each(|place| async {
        if place.server == Server::Sqlite {
            let pool = place.pool(1).await;
            let mut lease = pool.acquire().await.unwrap();
            let uuid = 0x0011_2233_4455_6677_8899_aabb_ccdd_eeff_u128.to_be_bytes();
            for (value, stored) in [
                (Value::DateTime(moment("2024-02-29T12:34:56Z")), "2024-02-29 12:34:56"),
                (Value::DateTime(moment("2024-02-29T12:34:56.5Z")), "2024-02-29 12:34:56.500000"),
                (Value::Date(day("2024-02-29")), "2024-02-29"),
                (Value::Time(time("01:02:03.000040")), "01:02:03.000040"),
                (Value::Decimal(decimal("12.50")), "12.50"),
                (Value::Uuid(uuid), "00112233445566778899aabbccddeeff"),
                (Value::Json("{}".into()), "{}"),
            ] {
                assert_eq!(
                    texts(&place, &mut lease, "SELECT ?", vec![value]).await,
                    [Some(stored.into())]
                );
            }
            assert_eq!(
                texts(&place, &mut lease, "SELECT typeof(?)", vec![Value::Boolean(true)]).await,
                [Some("integer".into())]
            );
        }
        place
    });
}

#[test]
fn postgres_takes_lists_with_nulls_as_arrays() {
    on_each(|place| async {
        if place.server == Server::Postgres {
            let pool = place.pool(1).await;
            let mut lease = pool.acquire().await.unwrap();
            for of in TYPES {
                let mut members = samples(of);
                members.push(Value::Null(of));
                let list = Value::List(of, members.clone());
                let mut seen = Vec::new();
                let kind = column(Server::Postgres, of).split('(').next().unwrap();
                let sql = format!(
                    "SELECT v FROM unnest($1::{kind}[]) WITH ORDINALITY AS t(v, n) ORDER BY n"
                );
                lease
                    .fetch(&place.server.statement(&sql, vec![list]), &mut |row| {
                        seen.push(read(row, of)?);
                        Ok(())
                    })
                    .await
                    .unwrap();
                assert_eq!(seen.len(), members.len());
                assert!(
                    members.iter().zip(&seen).all(|(a, b)| same(a, b)),
                    "{members:?} came back as {seen:?}"
                );
            }
        }
        place
    });
}

/// One cell of a statement, read by `read`.
async fn cell<T: Send>(
    place: &Place,
    lease: &mut Lease,
    sql: &str,
    read: impl Fn(&mut dyn Row) -> Result<T> + Send + Sync,
) -> Result<T> {
    let mut seen = None;
    lease
        .fetch(&place.server.statement(sql, vec![]), &mut |row| {
            seen = Some(read(row)?);
            Ok(())
        })
        .await?;
    Ok(seen.expect("a row"))
}

#[test]
fn numbers_are_read_across_types() {
    on_each(|place| async {
        let pool = place.pool(1).await;
        let mut lease = pool.acquire().await.unwrap();
        let sum = "SELECT SUM(v) FROM (SELECT 40 AS v UNION ALL SELECT 2) t";
        assert_eq!(cell(&place, &mut lease, sum, |it| it.integer()).await.unwrap(), Some(42));
        assert_eq!(cell(&place, &mut lease, sum, |it| it.double()).await.unwrap(), Some(42.0));
        assert_eq!(
            cell(&place, &mut lease, "SELECT 1", |it| it.double()).await.unwrap(),
            Some(1.0)
        );
        let seen =
            cell(&place, &mut lease, "SELECT 1.5e0 + 0", |it| it.decimal()).await.unwrap().unwrap();
        assert!(same(&Value::Decimal(seen), &Value::Decimal(decimal("1.5"))), "{seen}");
        assert_eq!(
            cell(&place, &mut lease, "SELECT 1 = 1", |it| it.boolean()).await.unwrap(),
            Some(true)
        );
        assert_eq!(
            cell(&place, &mut lease, "SELECT EXISTS (SELECT 1)", |it| it.boolean()).await.unwrap(),
            Some(true)
        );
        place
    });
}

#[test]
fn a_cell_of_another_type_is_named() {
    on_each(|place| async {
        let pool = place.pool(1).await;
        let mut lease = pool.acquire().await.unwrap();
        let error = cell(&place, &mut lease, "SELECT 'blue' AS color", |it| it.integer())
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        let text = error.to_string();
        assert!(
            text.contains("color") && text.contains("blue") && text.contains("integer"),
            "{text}"
        );
        // The connection is clean all the same.
        assert_eq!(cell(&place, &mut lease, "SELECT 5", |it| it.integer()).await.unwrap(), Some(5));
        let error = cell(&place, &mut lease, "SELECT 1", |it| {
            (it.integer()?, it.integer()?).1.map_or(Ok(0), Ok)
        })
        .await;
        assert!(error.unwrap_err().to_string().contains("no column 2"));
        place
    });
}

#[test]
fn hostile_text_is_kept_or_refused() {
    on_each(|place| async {
        let pool = place.pool(1).await;
        let mut lease = pool.acquire().await.unwrap();
        let text = column(place.server, Type::Text);
        lease.run(format!("CREATE TABLE hostile (v {text})").into()).await.unwrap();
        let long = "é".repeat(1 << 20);
        for sample in ["nul\0inside", "'; DROP TABLE hostile; --", "%_\\", &long] {
            let binds = vec![Value::Text(sample.to_owned())];
            let insert =
                place.server.statement("INSERT INTO hostile (v) VALUES (?)", binds.clone());
            match lease.execute(&insert).await {
                Ok(_) => {
                    let found =
                        texts(&place, &mut lease, "SELECT v FROM hostile WHERE v = ?", binds).await;
                    assert_eq!(found, [Some(sample.to_owned())], "{:?}", place.server);
                }
                Err(error) => {
                    assert_eq!(
                        (error.kind(), place.server),
                        (ErrorKind::InvalidValue, Server::Postgres)
                    );
                    assert!(sample.contains('\0'), "{error}");
                }
            }
        }
        place
    });
}

#[test]
fn decimals_compare_exactly() {
    on_each(|place| async {
        let pool = place.pool(1).await;
        let mut lease = pool.acquire().await.unwrap();
        let of = column(place.server, Type::Decimal);
        lease.run(format!("CREATE TABLE exact (v {of})").into()).await.unwrap();
        let value = if place.server == Server::Sqlite {
            "12345678.9012345"
        } else {
            "12345678901234567890.1234567891"
        };
        let near = if place.server == Server::Sqlite {
            "12345678.9012346"
        } else {
            "12345678901234567890.1234567892"
        };
        let insert = place
            .server
            .statement("INSERT INTO exact (v) VALUES (?)", vec![Value::Decimal(decimal(value))]);
        lease.execute(&insert).await.unwrap();
        for (asked, count) in [(value, 1), (near, 0)] {
            let binds = vec![Value::Decimal(decimal(asked))];
            let mut rows = 0;
            lease
                .fetch(
                    &place.server.statement("SELECT v FROM exact WHERE v = ?", binds),
                    &mut |_| {
                        rows += 1;
                        Ok(())
                    },
                )
                .await
                .unwrap();
            assert_eq!(rows, count, "{:?} finds {asked}", place.server);
        }
        place
    });
}

#[test]
fn enums_and_fixed_text_are_read_as_text_on_postgres() {
    on_each(|place| async {
        if place.server == Server::Postgres {
            let pool = place.pool(1).await;
            let mut lease = pool.acquire().await.unwrap();
            lease.run("CREATE TYPE mood AS ENUM ('sad', 'happy')".into()).await.unwrap();
            lease.run("CREATE DOMAIN short AS varchar(5)".into()).await.unwrap();
            for of in ["mood", "short", "char(5)", "name", "varchar", "json"] {
                let text = if of == "json" { "1" } else { "happy" };
                let sql = format!("SELECT CAST('{text}' AS {of})");
                let seen = cell(&place, &mut lease, &sql, |it| it.text()).await.unwrap();
                assert_eq!(seen.as_deref(), Some(text), "{of}");
            }
            let error = cell(&place, &mut lease, "SELECT inet '::1' AS host", |it| it.text()).await;
            let error = error.unwrap_err().to_string();
            assert!(error.contains("host") && error.contains("INET"), "{error}");
            let infinity = "SELECT CAST('infinity' AS date)";
            let error = cell(&place, &mut lease, infinity, |it| it.date()).await.unwrap_err();
            assert!(error.to_string().contains("infinity"), "{error}");
        }
        place
    });
}
