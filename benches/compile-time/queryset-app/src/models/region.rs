// Written by `benches/compile-time/generate`.

//! Regions.

use chrono::{DateTime, NaiveDate, Utc};
use queryset::prelude::*;
use rust_decimal::Decimal;

use crate::models::{City, Company, Country};

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "shop")]
pub struct Region {
    pub id: i64,
    pub country: ForeignKey<Country>,
    #[field(max_length = 100)]
    pub name: String,
    pub size: i32,
    pub total: i64,
    pub active: bool,
    pub weight: f64,
    #[field(max_digits = 10, decimal_places = 2)]
    pub price: Decimal,
    pub opened: NaiveDate,
    pub created: DateTime<Utc>,
    pub note: Option<String>,
    pub rank: Option<i32>,
    #[field(of = region)]
    pub cities: Reverse<City>,
    #[field(of = region)]
    pub companies: Reverse<Company>,
}
