//! What the database makes of a row: its defaults, and generated columns.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use queryset::{model::ModelMeta, prelude::*, query::typed::Now};
use rust_decimal::Decimal;
use serde_json::json;
use uuid::Uuid;

use crate::law::law;

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "made")]
pub struct Crate {
    pub id: i64,
    pub width: i32,
    #[field(db_default = 7)]
    pub height: Deferred<i32>,
    #[field(generated = |c| c.width() * c.height())]
    pub area: Deferred<i32>,
    pub note: Option<i32>,
    #[field(generated = |c| c.width() + c.note())]
    pub noted: Deferred<Option<i32>>,
}

#[derive(Changes, Default)]
#[changes(Crate)]
pub struct CratePatch {
    pub width: Option<i32>,
    pub height: Option<i32>,
}

/// A default of every type, some of them hostile.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "made")]
pub struct Defaults {
    pub id: i64,
    #[field(db_default = true)]
    pub flag: Deferred<bool>,
    #[field(db_default = -3)]
    pub small: Deferred<i16>,
    #[field(db_default = i64::MIN + 1)]
    pub big: Deferred<i64>,
    #[field(db_default = 0.1)]
    pub double: Deferred<f64>,
    #[field(db_default = Decimal::new(-1205, 2), max_digits = 10, decimal_places = 2)]
    pub price: Deferred<Decimal>,
    #[field(db_default = HOSTILE, max_length = 50)]
    pub text: Deferred<String>,
    #[field(db_default = HOSTILE)]
    pub long: Deferred<String>,
    #[field(db_default = vec![0, 39, 92, 255])]
    pub bytes: Deferred<Vec<u8>>,
    #[field(db_default = NaiveDate::from_ymd_opt(2024, 2, 29).unwrap())]
    pub day: Deferred<NaiveDate>,
    #[field(db_default = NaiveTime::from_hms_micro_opt(1, 2, 3, 40).unwrap())]
    pub time: Deferred<NaiveTime>,
    #[field(db_default = DateTime::UNIX_EPOCH + chrono::TimeDelta::microseconds(1_600_000_000_000_007))]
    pub at: Deferred<DateTime<Utc>>,
    #[field(db_default = Uuid::from_u128(0x0011_2233_4455_6677_8899_aabb_ccdd_eeff))]
    pub token: Deferred<Uuid>,
    #[field(db_default = json!({ "it's": [1, "\\"] }))]
    pub json: Deferred<serde_json::Value>,
    #[field(db_default = 2_000_000_000)]
    pub positive: Deferred<u32>,
    #[field(db_default = chrono::TimeDelta::microseconds(-90_000_001))]
    pub span: Deferred<chrono::TimeDelta>,
    #[field(db_default = std::net::IpAddr::from([192, 168, 0, 1]))]
    pub address: Deferred<std::net::IpAddr>,
    #[field(db_default = None)]
    pub nothing: Deferred<Option<i32>>,
}

const HOSTILE: &str = r#"it's "so"\; DROP TABLE x; -- %s $1 ? ü"#;

/// The models whose tables the laws use.
pub fn models() -> [&'static ModelMeta; 3] {
    [Crate::meta(), Defaults::meta(), Stamped::meta()]
}

/// A row whose time the database sets.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "made")]
pub struct Stamped {
    pub id: i64,
    pub note: i32,
    #[field(db_default = Now)]
    pub since: Deferred<DateTime<Utc>>,
    #[field(db_default = Now)]
    pub seen: Deferred<Option<DateTime<Utc>>>,
}

law! {
    a_default_of_now_is_the_time_of_the_insert(db) {
        let before = Utc::now() - TimeDelta::seconds(60);
        let mut one = Stamped::objects().acreate(|s| s.note(1)).await.unwrap();
        let many = Stamped::objects().abulk_create([Stamped::build(|s| s.note(2)), Stamped::build(|s| s.note(3))]).await.unwrap();
        for since in [one.since.get(), many[0].since.get(), many[1].since.get()] {
            let since = *since.unwrap();
            assert!(since > before && since < before + TimeDelta::seconds(120), "{since}");
        }
        assert!(one.seen.get().unwrap().is_some());
        let (since, found) = (*one.since.get().unwrap(), Stamped::objects().filter(|s| s.since().lte(Now)).acount());
        assert_eq!(found.await.unwrap(), 3);
        one.note = 5;
        one.asave().await.unwrap();
        assert_eq!(*Stamped::objects().aget(|s| s.note().eq(5)).await.unwrap().since.get().unwrap(), since);
    }
}

law! {
    what_is_not_given_is_left_to_the_database_and_comes_back(db) {
        let small = Crate::objects().acreate(|c| c.width(2)).await.unwrap();
        assert_eq!((small.height.get().unwrap(), small.area.get().unwrap()), (&7, &14));
        assert_eq!(small.noted.get().unwrap(), &None);
        let tall = Crate::objects().acreate(|c| c.width(3).height(1).note(4)).await.unwrap();
        assert_eq!((tall.height.get().unwrap(), tall.area.get().unwrap()), (&1, &3));
        assert_eq!(tall.noted.get().unwrap(), &Some(7));
        assert_eq!(Crate::objects().order_by(|c| c.id()).await.unwrap(), [small, tall]);
    }
}

law! {
    a_save_reads_back_what_the_database_computed(db) {
        let mut it = Crate::build(|c| c.width(2));
        assert!(it.area.get().is_err_and(|it| it.kind() == ErrorKind::NotLoaded));
        it.asave().await.unwrap();
        assert_eq!(it.area.get().unwrap(), &14);
        (it.width, it.height) = (10, 2.into());
        it.asave().await.unwrap();
        assert_eq!(it.area.get().unwrap(), &20);
        (it.width, it.height) = (5, 1_000.into());
        it.asave().update_fields(|c| c.width()).await.unwrap();
        assert_eq!((it.height.get().unwrap(), it.area.get().unwrap()), (&1_000, &10));
        it.arefresh_from_db().await.unwrap();
        assert_eq!((it.height.get().unwrap(), it.area.get().unwrap()), (&2, &10));
    }
}

law! {
    what_is_not_at_hand_stays_as_the_row_has_it(db) {
        let tall = Crate::objects().acreate(|c| c.width(3).height(1)).await.unwrap();
        let mut other = Crate { id: tall.id, ..Crate::build(|c| c.width(4)) };
        other.asave().await.unwrap();
        assert!(!other.height.is_loaded());
        other.arefresh_from_db().await.unwrap();
        assert_eq!((other.width, other.height.get().unwrap(), other.area.get().unwrap()), (4, &1, &4));
    }
}

law! {
    changes_read_back_what_the_database_computed(db) {
        let mut it = Crate::objects().acreate(|c| c.width(2)).await.unwrap();
        it.aupdate(CratePatch { width: Some(3), height: Some(5) }).await.unwrap();
        assert_eq!((it.width, it.height.get().unwrap(), it.area.get().unwrap()), (3, &5, &15));
    }
}

law! {
    a_generated_column_is_a_column_in_queries(db) {
        for width in [1, 2, 3] {
            Crate::objects().acreate(|c| c.width(width)).await.unwrap();
        }
        let large = Crate::objects().filter(|c| c.area().gt(7)).order_by(|c| c.area().desc());
        assert_eq!(large.values_list(|c| (c.width(), c.area())).await.unwrap(), [(3, 21), (2, 14)]);
        let refused = Crate::objects().aupdate(|c| c.area().set(1)).await.unwrap_err();
        assert_eq!((refused.kind(), refused.field()), (ErrorKind::InvalidQuery, Some("area")));
    }
}

law! {
    every_type_has_a_default_in_the_database(db) {
        let it = Defaults::objects().acreate(|d| d).await.unwrap();
        assert_eq!((it.flag.get().unwrap(), it.small.get().unwrap(), it.big.get().unwrap()), (&true, &-3, &(i64::MIN + 1)));
        assert_eq!((it.double.get().unwrap(), it.price.get().unwrap()), (&0.1, &Decimal::new(-1205, 2)));
        assert_eq!((it.text.get().unwrap().as_str(), it.long.get().unwrap().as_str()), (HOSTILE, HOSTILE));
        assert_eq!(it.bytes.get().unwrap(), &[0, 39, 92, 255]);
        assert_eq!(it.day.get().unwrap().to_string(), "2024-02-29");
        assert_eq!(it.time.get().unwrap().to_string(), "01:02:03.000040");
        assert_eq!(it.at.get().unwrap().timestamp_micros(), 1_600_000_000_000_007);
        assert_eq!(it.token.get().unwrap().as_u128(), 0x0011_2233_4455_6677_8899_aabb_ccdd_eeff);
        assert_eq!(it.json.get().unwrap(), &json!({ "it's": [1, "\\"] }));
        assert_eq!(it.positive.get().unwrap(), &2_000_000_000);
        assert_eq!(it.span.get().unwrap().num_microseconds(), Some(-90_000_001));
        assert_eq!(it.address.get().unwrap().to_string(), "192.168.0.1");
        assert_eq!(it.nothing.get().unwrap(), &None);
        // The default is stored as a value is that the program gives.
        let same = Defaults::objects().filter(|d| d.at().eq(it.at.get().unwrap()) & d.token().eq(it.token.get().unwrap()));
        assert_eq!(same.filter(|d| d.price().eq(Decimal::new(-1205, 2)) & d.time().eq(it.time.get().unwrap())).acount().await.unwrap(), 1);
    }
}
