//! The kinds of columns beyond those of the library's books: one of each, and one that may be NULL.

use std::net::IpAddr;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use queryset::{model::ModelMeta, prelude::*};
use rust_decimal::Decimal;
use uuid::Uuid;

/// A measurement of a device.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "kinds")]
pub struct Reading {
    pub id: i64,
    pub small: u16,
    pub medium: u32,
    pub large: u64,
    pub float: f32,
    pub took: TimeDelta,
    pub from: IpAddr,
    pub maybe_small: Option<u16>,
    pub maybe_medium: Option<u32>,
    pub maybe_large: Option<u64>,
    pub maybe_float: Option<f32>,
    pub maybe_took: Option<TimeDelta>,
    pub maybe_from: Option<IpAddr>,
}

/// A device whose number is its key.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "kinds")]
pub struct Device {
    #[field(primary_key)]
    pub serial: u32,
    pub uptime: Option<TimeDelta>,
}

/// What happened to a device.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "kinds")]
pub struct Incident {
    pub id: i64,
    pub device: ForeignKey<Device>,
    pub cause: Option<ForeignKey<Device>>,
}

/// What becomes of a task.
#[derive(Choices, Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    Open,
    InReview,
    #[choice(value = "x", label = "Given up: 100% \"gone\"")]
    GivenUp,
}

/// How much a task matters.
#[derive(Choices, Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(i16)]
pub enum Level {
    Low = -1,
    Normal,
    High = 30_000,
}

/// A key that the database makes, and that is no other key.
#[derive(Scalar, Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[scalar(key)]
pub struct TaskId(pub i64);

/// The number of a book.
#[derive(Scalar, Debug, Clone, PartialEq, Eq, Hash)]
#[scalar(key)]
pub struct Isbn(pub String);

/// An amount of money.
#[derive(Scalar, Debug, Clone, Copy, PartialEq)]
#[scalar(number)]
pub struct Cents(pub i64);

/// Something to do.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "kinds")]
pub struct Task {
    #[field(primary_key, auto)]
    pub id: TaskId,
    #[field(default = Status::Open)]
    pub status: Status,
    pub level: Level,
    #[field(max_length = 20)]
    pub before: Option<Status>,
    pub wanted: Option<Level>,
    pub cost: Option<Cents>,
    pub parent: Option<ForeignKey<Task>>,
}

/// A printing of a book.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "kinds")]
pub struct Edition {
    #[field(primary_key, max_length = 13)]
    pub isbn: Isbn,
    pub reprint_of: Option<ForeignKey<Edition>>,
}

/// Some new values of a task.
#[derive(Changes, Debug, Default, Clone)]
#[changes(Task)]
pub struct TaskPatch {
    pub status: Option<Status>,
    pub wanted: Option<Option<Level>>,
    pub cost: Option<Option<Cents>>,
}

/// What only some databases hold.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "kinds")]
pub struct Series {
    pub id: i64,
    #[field(max_length = 20)]
    pub tags: Vec<String>,
    pub notes: Option<Vec<String>>,
    pub counts: Vec<i32>,
    pub sizes: Vec<u16>,
    pub values: Vec<f64>,
    pub days: Vec<NaiveDate>,
    pub moments: Vec<DateTime<Utc>>,
    pub spans: Vec<TimeDelta>,
    pub addresses: Vec<IpAddr>,
    #[field(max_digits = 8, decimal_places = 2)]
    pub prices: Vec<Decimal>,
    pub tokens: Vec<Uuid>,
    pub flags: Vec<bool>,
    pub levels: Vec<Level>,
    pub states: Vec<Status>,
    pub codes: Option<Vec<Isbn>>,
}

/// What stands on paper, as an untyped document.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "kinds")]
pub struct Paper {
    pub id: i64,
    #[field(max_length = 20)]
    pub title: String,
    pub document: serde_json::Value,
}

/// The same, each document as its text.
#[derive(Model, Debug, Clone)]
#[model(app = "kinds", table = "kinds_paper", managed = false)]
pub struct PaperAsText {
    pub id: i64,
    #[field(max_length = 20)]
    pub title: String,
    pub document: Json<Box<serde_json::value::RawValue>>,
}

/// The same, each document as what is known of it.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "kinds", table = "kinds_paper", managed = false)]
pub struct PaperOfFigures {
    pub id: i64,
    pub document: Json<Figures>,
}

/// A number of more than 64 bits.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Figures {
    #[serde(default)]
    pub wide: Option<i128>,
}

/// All models of this file that a database can hold.
pub fn models(dialect: Dialect) -> Vec<&'static ModelMeta> {
    let mut models = vec![
        Reading::meta(),
        Device::meta(),
        Incident::meta(),
        Task::meta(),
        Edition::meta(),
        Paper::meta(),
    ];
    if dialect.capability().array_columns {
        models.push(Series::meta());
    }
    models
}
