//! Positive integers, `f32`, spans of time, IP addresses.

use std::net::IpAddr;

use chrono::TimeDelta;
use queryset::{prelude::*, value::Type};

use crate::{
    law::law,
    support::kinds::{Device, Incident, Reading},
};

fn address(text: &str) -> IpAddr {
    text.parse().unwrap()
}

pub fn plain() -> Reading {
    Reading::build(|r| {
        let r = r.small(7).medium(70_000).large(7_000_000_000).float(0.1);
        r.took(TimeDelta::microseconds(-1)).from(address("2001:db8::1"))
    })
}

pub fn full() -> Reading {
    Reading {
        maybe_small: Some(7),
        maybe_medium: Some(70_000),
        maybe_large: Some(7_000_000_000),
        maybe_float: Some(-0.5),
        maybe_took: Some(TimeDelta::days(3) + TimeDelta::microseconds(5)),
        maybe_from: Some(address("10.0.0.1")),
        ..plain()
    }
}

async fn stored(mut row: Reading) -> Reading {
    row.asave().await.unwrap();
    let again = Reading::objects().aget(|r| r.id().eq(row.id)).await.unwrap();
    assert_eq!(again, row);
    again
}

async fn count(set: QuerySet<Reading>) -> u64 {
    set.acount().await.unwrap()
}

/// The largest value of the column that stores the type on this database.
fn last(db: &Database, kind: Type) -> u64 {
    (*db.dialect().integer_range(kind).unwrap().end()).try_into().unwrap()
}

law! {
    every_kind_comes_back_as_it_was(db) {
        stored(plain()).await;
        stored(full()).await;
    }
}

law! {
    every_kind_is_found_by_its_value(db) {
        stored(plain()).await;
        let row = stored(full()).await;
        let found = |q: fn(&Reading, &<Reading as Model>::Fields<queryset::model::Always>) -> queryset::query::Q| {
            let row = row.clone();
            async move { assert_eq!(count(Reading::objects().filter(|r| r.maybe_small().is_not_null() & q(&row, &r))).await, 1) }
        };
        found(|row, r| r.small().eq(row.small) & r.maybe_small().in_([row.small])).await;
        found(|row, r| r.medium().gte(row.medium) & r.maybe_medium().in_([row.medium])).await;
        found(|row, r| r.large().range(row.large, row.large) & r.maybe_large().in_([row.large, 1])).await;
        found(|row, r| r.float().eq(row.float) & r.maybe_float().in_([-0.5_f32])).await;
        found(|row, r| r.took().eq(row.took) & r.maybe_took().in_([row.maybe_took])).await;
        found(|row, r| r.from().eq(row.from) & r.maybe_from().in_([row.maybe_from])).await;
    }
}

law! {
    the_ends_of_every_range_are_kept(db) {
        for first in [true, false] {
            let end = |kind| if first { 0 } else { last(&db, kind) };
            stored(Reading {
                small: end(Type::PositiveSmallInteger).try_into().unwrap(),
                medium: end(Type::PositiveInteger).try_into().unwrap(),
                large: end(Type::PositiveBigInteger),
                ..plain()
            }).await;
        }
        for float in [f32::MIN, f32::MAX, f32::MIN_POSITIVE, 16_777_217.0] {
            stored(Reading { float, ..plain() }).await;
        }
        for micros in [i64::MIN, i64::MAX, 0, 86_400_000_000, -86_400_000_001] {
            stored(Reading { took: TimeDelta::microseconds(micros), ..plain() }).await;
        }
        for text in ["0.0.0.0", "255.255.255.255", "::", "::ffff:10.1.2.3", "::1.2.3.4", "fe80:1:2:3:4:5:6:7"] {
            stored(Reading { from: address(text), ..plain() }).await;
        }
    }
}

law! {
    a_positive_number_that_the_column_cannot_hold_is_refused_before_anything_is_sent(db) {
        let mut row = stored(plain()).await;
        let refused = |error: Error, field: &str| {
            assert_eq!((error.kind(), error.field()), (ErrorKind::InvalidValue, Some(field)), "{error:?}");
            assert!(error.to_string().contains("does not fit"), "{error}");
        };
        if last(&db, Type::PositiveSmallInteger) < u16::MAX.into() {
            refused(Reading { small: u16::MAX, ..plain() }.asave().await.unwrap_err(), "small");
        }
        if last(&db, Type::PositiveInteger) < u32::MAX.into() {
            row.medium = u32::MAX;
            refused(row.asave().await.unwrap_err(), "medium");
        }
        if last(&db, Type::PositiveBigInteger) < u64::MAX {
            let changed = Reading::objects().aupdate(|r| r.large().set(u64::MAX)).await;
            refused(changed.unwrap_err(), "large");
        } else {
            stored(Reading { large: u64::MAX, maybe_large: Some(u64::MAX), ..plain() }).await;
        }
        // Numbers with a sign meet the same column.
        refused(Reading::objects().aupdate(|r| r.small().set(-1)).await.unwrap_err(), "small");
        refused(Reading::objects().aupdate(|r| r.medium().set(1_i64 << 40)).await.unwrap_err(), "medium");
    }
}

law! {
    a_duration_that_64_bits_cannot_hold_is_refused(db) {
        let error = Reading { took: TimeDelta::MAX, ..plain() }.asave().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidValue);
        assert_eq!(error.field(), Some("took"), "{error}");
    }
}

law! {
    positive_numbers_compare_with_every_number(db) {
        stored(Reading { small: 9, medium: 10, large: 11, float: 2.5, ..plain() }).await;
        let all = Reading::objects;
        assert_eq!(count(all().filter(|r| r.small().gt(-1) & r.small().lt(70_000) & r.small().lt(1_i64 << 40))).await, 1);
        assert_eq!(count(all().filter(|r| r.medium().gt(i64::MIN) & r.medium().lt(10.5) & r.medium().gt(9_u64))).await, 1);
        assert_eq!(count(all().filter(|r| r.small().lt(r.medium()) & r.medium().lt(r.large()) & r.large().gt(r.float()))).await, 1);
        assert_eq!(count(all().filter(|r| r.float().lt(3) & r.float().gt(2_u16) & r.float().eq(2.5))).await, 1);
        assert_eq!(count(all().filter(|r| r.small().in_([40_000_u16, 65_535, 9]))).await, 1);
        assert_eq!(count(all().filter(|r| r.medium().in_([u32::MAX, 10]))).await, 1);
        assert_eq!(count(all().exclude(|r| r.small().in_([40_000_u16, 65_535]))).await, 1);
        assert_eq!(count(all().filter(|r| r.small().lt(u16::MAX) & r.medium().lt(u32::MAX))).await, 1);
    }
}

law! {
    arithmetic_on_positive_numbers_has_a_sign(db) {
        stored(Reading { small: 9, medium: 10, large: 11, float: 2.5, ..plain() }).await;
        let sums: Vec<(i64, i64, i32, f64, i64)> = Reading::objects()
            .values_list(|r| (r.small() + r.medium(), r.large() - 1_u16, r.small() % 5_u16, r.float() * 2_u32, 20_u32 - r.medium()))
            .await
            .unwrap();
        assert_eq!(sums, [(19, 10, 4, 5.0, 10)]);
        Reading::objects().aupdate(|r| (r.small().set(r.small() + 1), r.medium().set(r.large() * 2))).await.unwrap();
        let row = Reading::objects().aget(|r| r.small().eq(10)).await.unwrap();
        assert_eq!((row.small, row.medium), (10, 22));
    }
}

law! {
    a_difference_of_positive_numbers_can_be_negative(db) {
        let large = i64::MAX.unsigned_abs();
        stored(Reading { small: 3, medium: 4, large: 5, maybe_small: Some(2), maybe_medium: None, maybe_large: Some(large), ..plain() }).await;
        let all = Reading::objects;
        assert_eq!(count(all().filter(|r| (r.small() - 5).lt(0) & (r.medium() - r.large()).lt(0) & (r.small() - r.medium()).eq(-1))).await, 1);
        assert_eq!(count(all().filter(|r| (3_u64 - r.large()).eq(-2) & (r.large() + -6_i64).eq(-1) & (r.small() * -2).eq(-6))).await, 1);
        assert_eq!(count(all().filter(|r| (-r.medium()).eq(-4) & (r.small() / -2).eq(-1) & (r.large() - 6_i64).abs().eq(1))).await, 1);
        assert_eq!(count(all().filter(|r| (r.maybe_small() - 3).eq(-1) & (r.maybe_medium() - 3).is_null())).await, 1);
        assert_eq!(count(all().filter(|r| ((r.small() - 5) * (r.medium() - 5) - r.large()).eq(-3) & (r.maybe_large() - 1_i64).gt(0_i64))).await, 1);
        let rows = all().values_list(|r| (r.small() - 5, r.medium() - 6, r.large() + -7_i64, r.large() % -3_i64, -r.maybe_small(), r.large() - 5.5));
        assert_eq!(rows.await.unwrap(), [(-2, -2_i64, -2_i64, 2_i64, Some(-2), -0.5)]);
        let grouped = all().values_list(|r| (r.small().max() - 5, r.large().min() - 6_i64));
        assert_eq!(grouped.await.unwrap(), [(Some(-2), Some(-1_i64))]);
        assert_eq!(count(all().order_by(|r| r.small() - 4).filter(|r| (r.small() - 4).in_([-1, 7]))).await, 1);
        all().all().aupdate(|r| (r.took().set(r.took()), r.small().set(r.small() - 5 + 4))).await.unwrap();
        assert_eq!(count(all().filter(|r| r.small().eq(2))).await, 1);
    }
}

law! {
    /// Where a column holds more than an integer with a sign, what is computed of it is exact.
    the_upper_half_of_64_bits_is_computed_with(db) {
        if last(&db, Type::PositiveBigInteger) == u64::MAX {
            stored(Reading { large: u64::MAX, ..plain() }).await;
            let all = Reading::objects;
            assert_eq!(count(all().filter(|r| (r.large() - 1_i64).gt(i64::MAX) & (r.large() - u64::MAX).eq(0_i64))).await, 1);
            assert_eq!(all().values_list(|r| (r.large() - (1_u64 << 63), r.large() / 2_i64)).await.unwrap(), [(i64::MAX, i64::MAX)]);
            all().all().aupdate(|r| r.large().set(r.large() - 1_i64)).await.unwrap();
            assert_eq!(count(all().filter(|r| r.large().eq(u64::MAX - 1))).await, 1);
        }
    }
}

law! {
    the_database_keeps_a_positive_column_positive(db) {
        stored(Reading { small: 9, ..plain() }).await;
        let error = Reading::objects().aupdate(|r| r.small().set(r.small() - 10)).await.unwrap_err();
        assert!(error.is_integrity_error() || error.kind() == ErrorKind::InvalidValue, "{error:?}");
        assert_eq!(count(Reading::objects().filter(|r| r.small().eq(9))).await, 1);
    }
}

law! {
    durations_compare_by_their_length(db) {
        for micros in [-86_400_000_000_i64, -1, 0, 1, 86_399_999_999, 86_400_000_000] {
            stored(Reading { took: TimeDelta::microseconds(micros), ..plain() }).await;
        }
        let all = Reading::objects;
        assert_eq!(count(all().filter(|r| r.took().lt(TimeDelta::zero()))).await, 2);
        assert_eq!(count(all().filter(|r| r.took().gte(TimeDelta::days(1)))).await, 1);
        assert_eq!(count(all().filter(|r| r.took().range(TimeDelta::hours(-1), TimeDelta::hours(24)))).await, 5);
        let longest: Vec<Option<TimeDelta>> = all().values_list(|r| r.took().max()).await.unwrap();
        assert_eq!(longest, [Some(TimeDelta::days(1))]);
        let ordered: Vec<TimeDelta> = all().order_by(|r| r.took().desc()).values_list(|r| r.took()).await.unwrap();
        assert!(ordered.is_sorted_by(|a, b| a >= b), "{ordered:?}");
    }
}

law! {
    a_long_list_of_any_kind_is_searched(db) {
        stored(full()).await;
        let n = 1_500_u32;
        let took = TimeDelta::days(3) + TimeDelta::microseconds(5);
        assert_eq!(count(Reading::objects().filter(|r| r.maybe_medium().in_((0..n).map(|it| it + 69_000)))).await, 1);
        let spans = (0..n).map(|it| took + TimeDelta::microseconds(it.into()));
        assert_eq!(count(Reading::objects().filter(|r| r.maybe_took().in_(spans))).await, 1);
        let addresses = (0..n).map(|it| IpAddr::from((0x0a00_0000 + it).to_be_bytes()));
        assert_eq!(count(Reading::objects().filter(|r| r.maybe_from().in_(addresses))).await, 1);
    }
}

law! {
    a_positive_number_can_be_a_key_that_others_refer_to(db) {
        let top = u32::try_from(last(&db, Type::PositiveInteger)).unwrap();
        let device = Device::objects().acreate(|d| d.serial(top)).await.unwrap();
        let other = Device::objects().acreate(|d| d.serial(0).uptime(TimeDelta::weeks(2))).await.unwrap();
        Incident::objects().acreate(|i| i.device(&device).cause(0_u32)).await.unwrap();
        let found = Incident::objects().aget(|i| i.device().eq(top) & i.cause().uptime().gt(TimeDelta::days(13))).await.unwrap();
        assert_eq!((*found.device.id(), found.cause), (top, Some(ForeignKey::from(&other))));
        let mut again = device.clone();
        again.uptime = Some(TimeDelta::zero());
        again.asave().await.unwrap();
        assert_eq!(Device::objects().acount().await.unwrap(), 2);
    }
}

law! {
    /// PostgreSQL has a type for them; the others keep a number, and say so.
    parts_of_a_span_are_known_where_the_database_has_the_type(db) {
        stored(full()).await;
        let parts = Reading::objects().values_list(|r| (r.took().hour(), r.maybe_took().minute(), r.maybe_took().second()));
        if db.dialect().capability().native_durations {
            let long = TimeDelta::hours(30) + TimeDelta::minutes(5) + TimeDelta::milliseconds(7_900);
            Reading::objects().all().aupdate(|r| (r.took().set(long), r.maybe_took().set(long))).await.unwrap();
            assert_eq!(parts.await.unwrap(), [(6, Some(5), Some(7))]);
        } else {
            let error = parts.await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Unsupported, "{error}");
        }
    }
}

law! {
    an_address_is_searched_as_it_is_written(db) {
        for text in ["2001:db8::1", "10.0.0.1", "10.0.10.2"] {
            stored(Reading { from: address(text), maybe_from: Some(address(text)), ..plain() }).await;
        }
        stored(plain()).await;
        let all = Reading::objects;
        assert_eq!(count(all().filter(|r| r.maybe_from().startswith("10.0."))).await, 2);
        assert_eq!(count(all().filter(|r| r.maybe_from().endswith(".1"))).await, 1);
        assert_eq!(count(all().filter(|r| r.maybe_from().icontains("db8"))).await, 1);
        // The collation of the column decides there, and that of the tests tells case apart.
        let any_case = u64::from(db.dialect() != Dialect::Mariadb);
        assert_eq!(count(all().filter(|r| r.maybe_from().iexact("2001:DB8::1"))).await, any_case);
        assert_eq!(count(all().filter(|r| r.maybe_from().contains("/"))).await, 0);
        assert_eq!(count(all().exclude(|r| r.maybe_from().contains("10.0.1"))).await, 3);
    }
}
