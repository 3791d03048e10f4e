//! Arrays, where the database has them; elsewhere they are refused.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use queryset::{prelude::*, schema};
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::{
    law::law,
    support::kinds::{Isbn, Level, Series, Status},
};

pub fn empty() -> Series {
    Series::build(|s| {
        let s = s.tags(vec![]).counts(vec![]).sizes(vec![]).values(vec![]).days(vec![]);
        let s = s.moments(vec![]).spans(vec![]).addresses(vec![]).prices(vec![]).tokens(vec![]);
        s.flags(vec![]).levels(vec![]).states(vec![])
    })
}

pub fn full() -> Series {
    let moment: DateTime<Utc> = "2024-02-29T12:30:00.000001Z".parse().unwrap();
    Series {
        tags: ["", "a,b", "{\"}", "NULL", "ü\\"].map(str::to_owned).into(),
        notes: Some(vec!["x".repeat(70_000)]),
        counts: vec![i32::MIN, 0, i32::MAX],
        sizes: vec![0, 32_767],
        values: vec![-0.5, f64::MAX],
        days: vec![NaiveDate::from_ymd_opt(1999, 12, 31).unwrap()],
        moments: vec![moment, moment],
        spans: vec![TimeDelta::microseconds(-1), TimeDelta::days(400)],
        addresses: vec!["10.0.0.1".parse().unwrap(), "::1".parse().unwrap()],
        prices: vec![Decimal::new(-1_250, 2), Decimal::new(99_999_999, 2)],
        tokens: vec![Uuid::nil(), Uuid::max()],
        flags: vec![true, false, true],
        levels: vec![Level::High, Level::Low],
        states: vec![Status::GivenUp],
        codes: Some(vec![Isbn("978".into())]),
        ..empty()
    }
}

async fn stored(mut row: Series) -> Series {
    row.asave().await.unwrap();
    let again = Series::objects().aget(|s| s.id().eq(row.id)).await.unwrap();
    assert_eq!(again, row);
    again
}

async fn count(set: QuerySet<Series>) -> u64 {
    set.acount().await.unwrap()
}

law! {
    arrays_come_back_as_they_were(db, |on| on.facts.array_columns) {
        stored(empty()).await;
        stored(full()).await;
    }
}

law! {
    a_database_without_arrays_refuses_table_and_query(db, |on| !on.facts.array_columns) {
        let refused = |error: Error| {
            assert_eq!((error.kind(), error.field()), (ErrorKind::Unsupported, Some("tags")), "{error:?}");
            assert!(error.to_string().contains("has no arrays"), "{error}");
        };
        refused(schema::models([Series::meta()]).create(db.dialect()).unwrap_err());
        refused(Series::objects().acount().await.unwrap_err());
        refused(full().asave().await.unwrap_err());
        refused(Series::objects().filter(|s| s.tags().overlap(["a"])).aupdate(|s| s.counts().set(vec![1])).await.unwrap_err());
    }
}

law! {
    arrays_are_searched_by_their_members(db, |on| on.facts.array_columns) {
        let row = |tags: &[&str], counts: &[i32]| Series {
            tags: tags.iter().map(|it| (*it).to_owned()).collect(),
            counts: counts.to_vec(),
            levels: vec![Level::Low],
            ..empty()
        };
        let a = stored(row(&["a"], &[1])).await.id;
        let ab = stored(row(&["a", "b"], &[1, 2])).await.id;
        let none = stored(row(&[], &[])).await.id;
        let found = async |set: QuerySet<Series>| set.order_by(|s| s.id()).values_list(|s| s.id()).await.unwrap();
        let all = Series::objects;
        assert_eq!(found(all().filter(|s| s.tags().contains(["a", "b"]))).await, [ab]);
        assert_eq!(found(all().filter(|s| s.counts().contains([1]))).await, [a, ab]);
        assert_eq!(found(all().filter(|s| s.tags().contained_by(["a", "c"]))).await, [a, none]);
        assert_eq!(found(all().filter(|s| s.counts().overlap([2, 3]))).await, [ab]);
        assert_eq!(found(all().exclude(|s| s.tags().overlap(["b"]))).await, [a, none]);
        assert_eq!(found(all().filter(|s| s.levels().contains([Level::Low]) & s.notes().is_null())).await, [a, ab, none]);
        assert_eq!(found(all().exclude(|s| s.notes().overlap(["x"]))).await, [a, ab, none]);
        assert_eq!(found(all().filter(|s| s.tags().eq(vec!["a".to_owned()]))).await, [a]);
        assert_eq!(found(all().filter(|s| s.counts().in_([vec![1], vec![], vec![9]]))).await, [a, none]);
        assert_eq!(found(all().filter(|s| s.tags().in_([vec!["a".to_owned(), "b".to_owned()]]))).await, [ab]);
        assert_eq!(found(all().filter(|s| s.counts().contains(s.counts()))).await, [a, ab, none]);
        assert_eq!(found(all().filter(|s| s.tags().contains(Vec::<String>::new()))).await, [a, ab, none]);
        assert_eq!(found(all().filter(|s| s.tags().contains(["'; DROP TABLE kinds_series; --", "{}"]))).await, [0_i64; 0]);
        assert_eq!(count(all().all()).await, 3);
    }
}

law! {
    arrays_have_a_length_and_members(db, |on| on.facts.array_columns) {
        stored(full()).await;
        stored(empty()).await;
        let rows = Series::objects()
            .order_by(|s| s.id())
            .values_list(|s| (s.counts().len(), s.counts().at(0), s.notes().len(), s.states().at(0)))
            .await
            .unwrap();
        assert_eq!(rows, [(3, Some(i32::MIN), Some(1), Some(Status::GivenUp)), (0, None, None, None)]);
        assert_eq!(count(Series::objects().filter(|s| s.counts().len().gt(2) & s.counts().at(2).eq(i32::MAX))).await, 1);
        assert_eq!(count(Series::objects().filter(|s| s.tags().at(1).startswith("a,") & s.sizes().at(1).gt(40))).await, 1);
        let far = Series::objects().values_list(|s| (s.counts().at(2_147_483_646), s.counts().at(2_147_483_647), s.tags().at(u32::MAX)));
        assert_eq!(far.await.unwrap(), [(None, None, None), (None, None, None)]);
        assert_eq!(count(Series::objects().filter(|s| s.counts().at(u32::MAX).eq(1))).await, 0);
        Series::objects().aupdate(|s| (s.counts().set(vec![7]), s.notes().set(s.tags()))).await.unwrap();
        assert_eq!(count(Series::objects().filter(|s| s.counts().at(0).eq(7))).await, 2);
    }
}

law! {
    a_member_that_the_column_cannot_hold_is_refused(db, |on| on.facts.array_columns) {
        let error = Series { sizes: vec![1, 65_535], ..empty() }.asave().await.unwrap_err();
        assert_eq!((error.kind(), error.field()), (ErrorKind::InvalidValue, Some("sizes")), "{error:?}");
        let error = Series { tags: vec!["x".repeat(21)], ..empty() }.asave().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidValue, "{error:?}");
        let error = Series { prices: vec![Decimal::new(1_000_000, 0)], ..empty() }.asave().await.unwrap_err();
        assert_eq!((error.kind(), error.field()), (ErrorKind::InvalidValue, Some("prices")), "{error:?}");
        assert!(Series { tags: vec!["\0".into()], ..empty() }.asave().await.unwrap_err().to_string().contains("NUL"));
        assert_eq!(count(Series::objects().all()).await, 0);
    }
}

law! {
    arrays_are_searched_by_lookups_that_come_as_text(db, |on| on.facts.array_columns) {
        stored(full()).await;
        stored(empty()).await;
        let lookups = Lookups::allow(["counts__len", "counts__2", "tags__contains", "sizes__overlap"]);
        for (pair, rows) in [
            (("counts__len", "3"), 1),
            (("counts__2", "2147483647"), 1),
            (("tags__contains", "[\"a,b\"]"), 1),
            (("sizes__overlap", "[5, 0]"), 1),
            (("sizes__overlap", "[5]"), 0),
        ] {
            let found = Series::objects().complex_filter(lookups.parse([pair]).unwrap());
            assert_eq!(found.acount().await.unwrap(), rows, "{pair:?}");
        }
    }
}
