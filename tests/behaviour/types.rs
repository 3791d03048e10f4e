//! Values of every type, stored and found again.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use queryset::prelude::*;
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::{
    law::law,
    support::library::{Everything, Notes},
};

fn instant(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// An instance with a value in every field, and NULL wherever that is allowed.
pub fn plain() -> Everything {
    Everything::build(|e| {
        e.small(-7)
            .medium(70_000)
            .large(7_000_000_000)
            .double(0.1)
            .flag(true)
            .text("text")
            .short("short")
            .bytes(vec![0, 1, 255])
            .date(NaiveDate::from_ymd_opt(2024, 2, 29).unwrap())
            .time(NaiveTime::from_hms_micro_opt(23, 59, 59, 999_999).unwrap())
            .instant(instant("2024-02-29T12:30:00.000001Z"))
            .amount(Decimal::new(12_345_678, 4))
            // MariaDB takes UUIDs of a known version and variant only.
            .token(Uuid::from_u128(0x1234_5678_9abc_4ef0_8fed_cba9_8765_4321))
            .document(serde_json::json!({"a": [1, null, "ü"], "b": {}}))
            .notes(Notes { title: "t".into(), marks: vec![1, 2] })
    })
}

/// The same with a value in every nullable field too.
pub fn full() -> Everything {
    let plain = plain();
    Everything {
        maybe_small: Some(plain.small),
        maybe_medium: Some(plain.medium),
        maybe_large: Some(plain.large),
        maybe_double: Some(plain.double),
        maybe_flag: Some(plain.flag),
        maybe_text: Some(plain.text.clone()),
        maybe_bytes: Some(plain.bytes.clone()),
        maybe_date: Some(plain.date),
        maybe_time: Some(plain.time),
        maybe_instant: Some(plain.instant),
        maybe_amount: Some(plain.amount),
        maybe_token: Some(plain.token),
        maybe_document: Some(plain.document.clone()),
        maybe_notes: Some(plain.notes.clone()),
        ..plain
    }
}

async fn stored(mut row: Everything) -> Everything {
    row.asave().await.unwrap();
    let again = Everything::objects().aget(|e| e.id().eq(row.id)).await.unwrap();
    assert_eq!(again, row);
    again
}

law! {
    every_type_comes_back_as_it_was(db) {
        stored(plain()).await;
        stored(full()).await;
    }
}

law! {
    every_type_is_found_by_its_value(db) {
        stored(plain()).await;
        let row = stored(full()).await;
        let find = || Everything::objects().filter(|e| e.maybe_small().is_not_null());
        let found = |set: QuerySet<Everything>| async move { assert_eq!(set.acount().await.unwrap(), 1) };
        found(find().filter(|e| e.small().eq(row.small) & e.maybe_small().eq(row.maybe_small))).await;
        found(find().filter(|e| e.medium().eq(row.medium) & e.maybe_medium().in_([row.medium]))).await;
        found(find().filter(|e| e.large().eq(row.large) & e.maybe_large().gte(row.large))).await;
        found(find().filter(|e| e.double().eq(row.double) & e.maybe_double().lte(row.double))).await;
        found(find().filter(|e| e.flag().eq(row.flag) & e.maybe_flag().in_([true]))).await;
        found(find().filter(|e| e.text().eq(&row.text) & e.maybe_text().in_([&row.text]))).await;
        found(find().filter(|e| e.bytes().eq(&row.bytes) & e.maybe_bytes().in_([&row.bytes]))).await;
        found(find().filter(|e| e.date().eq(row.date) & e.maybe_date().in_([row.date]))).await;
        found(find().filter(|e| e.time().eq(row.time) & e.maybe_time().in_([row.time]))).await;
        found(find().filter(|e| e.instant().eq(row.instant) & e.maybe_instant().in_([row.instant]))).await;
        found(find().filter(|e| e.amount().eq(row.amount) & e.maybe_amount().in_([row.amount]))).await;
        found(find().filter(|e| e.token().eq(row.token) & e.maybe_token().in_([row.token]))).await;
    }
}

law! {
    dates_and_times_compare_in_their_order(db) {
        let row = stored(full()).await;
        let day = chrono::Days::new(1);
        let count = |set: QuerySet<Everything>| async move { set.acount().await.unwrap() };
        assert_eq!(count(Everything::objects().filter(|e| e.date().gt(row.date - day) & e.date().lt(row.date + day))).await, 1);
        assert_eq!(count(Everything::objects().filter(|e| e.instant().range(row.instant - day, row.instant + day))).await, 1);
        assert_eq!(count(Everything::objects().filter(|e| e.instant().gt(row.instant))).await, 0);
        let second = chrono::TimeDelta::seconds(1);
        assert_eq!(count(Everything::objects().filter(|e| e.instant().lt(row.instant + second))).await, 1);
        assert_eq!(count(Everything::objects().filter(|e| e.time().gte(NaiveTime::MIN))).await, 1);
    }
}

law! {
    the_ends_of_every_range_are_stored(db) {
        for (small, medium, large) in [(i16::MIN, i32::MIN, i64::MIN), (i16::MAX, i32::MAX, i64::MAX), (0, 0, 0)] {
            stored(Everything { small, medium, large, ..plain() }).await;
        }
        for double in [f64::MIN, f64::MAX, f64::MIN_POSITIVE, 1e-300, 0.1 + 0.2, -0.5] {
            stored(Everything { double, ..plain() }).await;
        }
        for text in ["0001-01-01", "1000-01-01", "9999-12-31"] {
            let date: NaiveDate = text.parse().unwrap();
            // MySQL documents its dates from the year 1000 on.
            if db.dialect() != Dialect::Mariadb || text != "0001-01-01" {
                stored(Everything { date, ..plain() }).await;
            }
        }
        for time in [NaiveTime::MIN, NaiveTime::from_hms_opt(12, 0, 0).unwrap()] {
            stored(Everything { time, ..plain() }).await;
        }
        for text in ["1969-12-31T23:59:59.999999Z", "1000-01-01T00:00:00Z", "9999-12-31T23:59:59Z"] {
            stored(Everything { instant: instant(text), ..plain() }).await;
        }
    }
}

law! {
    decimals_keep_their_value(db) {
        for text in ["0.0001", "-99999999999.9999", "99999999999.9999", "1.5", "100", "-0.01"] {
            let amount: Decimal = text.parse().unwrap();
            stored(Everything { amount, ..plain() }).await;
            assert_eq!(Everything::objects().filter(|e| e.amount().eq(amount)).acount().await.unwrap(), 1, "{text}");
        }
        let above = Everything::objects().filter(|e| e.amount().gt(Decimal::new(99, 0))).acount().await.unwrap();
        assert_eq!(above, 2);
    }
}

law! {
    what_a_database_cannot_hold_is_refused_and_not_bent(db) {
        let refused = |row: Everything| async move {
            let mut row = row;
            let error = row.asave().await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidValue, "{error:?}");
            assert_eq!(Everything::objects().acount().await.unwrap(), 0);
            error
        };
        let facts = db.capability();
        if !facts.nonfinite_doubles {
            refused(Everything { double: f64::NAN, ..plain() }).await;
            refused(Everything { maybe_double: Some(f64::INFINITY), ..plain() }).await;
        }
        if !facts.text_with_nul {
            let error = refused(Everything { text: "a\0b".into(), ..plain() }).await;
            assert!(error.to_string().contains("NUL"), "{error}");
        }
        if facts.decimal_digits < 20 {
            refused(Everything { amount: "1234567890123.4567".parse().unwrap(), ..plain() }).await;
        }
    }
}

law! {
    doubles_that_are_no_numbers_are_stored_where_the_database_has_them(db, |on| on.facts.nonfinite_doubles) {
        for double in [f64::INFINITY, f64::NEG_INFINITY] {
            stored(Everything { double, ..plain() }).await;
        }
        let mut row = Everything { double: f64::NAN, ..plain() };
        row.asave().await.unwrap();
        assert!(Everything::objects().aget(|e| e.id().eq(row.id)).await.unwrap().double.is_nan());
    }
}

law! {
    microseconds_are_kept_and_finer_parts_dropped(db) {
        let mut row = Everything { instant: instant("2024-01-01T00:00:00.123456789Z"), ..plain() };
        row.asave().await.unwrap();
        let again = Everything::objects().aget(|e| e.id().eq(row.id)).await.unwrap();
        assert_eq!(again.instant, instant("2024-01-01T00:00:00.123456Z"));
        assert_eq!(Everything::objects().filter(|e| e.instant().eq(row.instant)).acount().await.unwrap(), 1);
    }
}
