//! What is written is what Django writes, and is read as it was.

use queryset::{
    backend::Lease,
    error::{ErrorKind, Result},
    value::{Row, Type, Value},
};

use crate::{
    place::{Place, Server, on},
    samples::{TYPES, column, day, decimal, moment, read, same, samples, time},
};

trial!(every_type_comes_back_as_it_was_written);
fn every_type_comes_back_as_it_was_written(server: Server) {
    on(server, |place| async {
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

trial!(sqlite_stores_the_text_that_django_stores on Sqlite);
fn sqlite_stores_the_text_that_django_stores(server: Server) {
    on(server, |place| async {
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

trial!(postgres_takes_lists_with_nulls_as_arrays on Postgres);
fn postgres_takes_lists_with_nulls_as_arrays(server: Server) {
    on(server, |place| async {
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

trial!(numbers_are_read_across_types);
fn numbers_are_read_across_types(server: Server) {
    on(server, |place| async {
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

trial!(a_cell_of_another_type_is_named);
fn a_cell_of_another_type_is_named(server: Server) {
    on(server, |place| async {
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

trial!(hostile_text_is_kept_or_refused);
fn hostile_text_is_kept_or_refused(server: Server) {
    on(server, |place| async {
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

trial!(decimals_compare_exactly);
fn decimals_compare_exactly(server: Server) {
    on(server, |place| async {
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

trial!(enums_and_fixed_text_are_read_as_text_on_postgres on Postgres);
fn enums_and_fixed_text_are_read_as_text_on_postgres(server: Server) {
    on(server, |place| async {
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

trial!(months_of_an_interval_count_thirty_days_and_years_365 on Postgres);
fn months_of_an_interval_count_thirty_days_and_years_365(server: Server) {
    on(server, |place| async {
        if place.server == Server::Postgres {
            let pool = place.pool(1).await;
            let mut lease = pool.acquire().await.unwrap();
            for (interval, days) in [
                ("1 year 2 mons -3 days", 422),
                ("-14 mons", -425),
                ("1 mon -1 day 24:00", 30),
                ("178000000 years", 64_970_000_000),
            ] {
                let sql = format!("SELECT interval '{interval}'");
                let seen = cell(&place, &mut lease, &sql, |it| it.duration()).await.unwrap();
                assert_eq!(seen, Some(chrono::TimeDelta::days(days)), "{interval}");
            }
        }
        place
    });
}

trial!(a_network_is_no_address on Postgres);
fn a_network_is_no_address(server: Server) {
    on(server, |place| async {
        if place.server == Server::Postgres {
            let pool = place.pool(1).await;
            let mut lease = pool.acquire().await.unwrap();
            let read = "SELECT inet '10.0.0.0/8' AS net";
            let error = cell(&place, &mut lease, read, |it| it.inet()).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Decode);
            assert!(error.to_string().contains("`net`"), "{error}");
            let host = "SELECT inet '10.0.0.0/32'";
            let seen = cell(&place, &mut lease, host, |it| it.inet()).await.unwrap();
            assert_eq!(seen, Some("10.0.0.0".parse().unwrap()));
        }
        place
    });
}

trial!(an_array_of_several_dimensions_or_with_nulls_is_no_list on Postgres);
fn an_array_of_several_dimensions_or_with_nulls_is_no_list(server: Server) {
    on(server, |place| async {
        if place.server == Server::Postgres {
            let pool = place.pool(1).await;
            let mut lease = pool.acquire().await.unwrap();
            let read = |row: &mut dyn Row| <Vec<i32> as queryset::value::Column>::read(row);
            for (sql, told) in [
                ("SELECT '{{1},{2}}'::integer[]", "array"),
                ("SELECT '{1,NULL}'::integer[]", "NULL"),
                ("SELECT '{a}'::text[]", "member 1"),
                ("SELECT 1", "array"),
            ] {
                let error = cell(&place, &mut lease, sql, read).await.unwrap_err();
                assert_eq!(error.kind(), ErrorKind::Decode);
                assert!(error.to_string().contains(told), "{error}");
            }
            let seen = cell(&place, &mut lease, "SELECT '[5:6]={7,8}'::bigint[]", read).await;
            assert_eq!(seen.unwrap(), [7, 8]);
        }
        place
    });
}
