//! Tables for one kind of column each.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use queryset::prelude::*;
use rust_decimal::Decimal;
use uuid::Uuid;

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "shop", table = "shop_node")]
pub struct Node {
    pub id: i64,
    #[field(max_length = 20)]
    pub name: String,
    pub parent: Option<ForeignKey<Node>>,
    pub rank: Option<i32>,
    #[field(of = parent)]
    pub children: Reverse<Node>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "shop", table = "shop_jsondoc")]
pub struct JsonDoc {
    pub id: i64,
    #[field(max_length = 30, unique)]
    pub name: String,
    pub value: Option<serde_json::Value>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "shop", table = "shop_event")]
pub struct Event {
    pub id: i64,
    #[field(max_length = 30)]
    pub name: String,
    pub at: Option<DateTime<Utc>>,
    pub until: Option<DateTime<Utc>>,
    pub day: Option<NaiveDate>,
    pub tod: Option<NaiveTime>,
    pub dur: Option<TimeDelta>,
}

/// Django's `Text`.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "shop", table = "shop_text")]
pub struct TextRow {
    pub id: i64,
    #[field(max_length = 100)]
    pub val: Option<String>,
    #[field(max_length = 100)]
    pub pattern: Option<String>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "shop", table = "shop_num")]
pub struct Num {
    pub id: i64,
    pub i: Option<i32>,
    pub big: Option<i64>,
    pub f: Option<f64>,
    #[field(max_digits = 20, decimal_places = 6)]
    pub d: Option<Decimal>,
    pub b: Option<bool>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(
    app = "shop",
    table = "shop_account",
    unique(name = "acct_owner_kind", fields(owner, kind)),
    check(name = "acct_floor", |a| a.balance().gte(-100))
)]
pub struct Account {
    pub id: i64,
    #[field(max_length = 30)]
    pub owner: String,
    #[field(max_length = 10, default = "basic".to_owned())]
    pub kind: String,
    #[field(default = 0)]
    pub balance: i32,
    pub opened: Option<DateTime<Utc>>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "shop", table = "shop_uid")]
pub struct Uid {
    #[field(primary_key, default = Uuid::new_v4())]
    pub id: Uuid,
    #[field(max_length = 20)]
    pub label: String,
}

/// A default of the database, and a generated column.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "shop", table = "shop_computed")]
pub struct Computed {
    pub id: i64,
    pub width: i32,
    #[field(db_default = 7)]
    pub height: Deferred<i32>,
    #[field(generated = |c| c.width() * c.height())]
    pub area: Deferred<i32>,
}

/// A composite primary key.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "shop", table = "shop_slot", primary_key(room, hour))]
pub struct Slot {
    pub room: i32,
    pub hour: i32,
    #[field(max_length = 20)]
    pub title: Option<String>,
}
