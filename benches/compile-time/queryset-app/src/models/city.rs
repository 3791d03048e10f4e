// Written by `benches/compile-time/generate`.

//! Cities.

use chrono::{DateTime, NaiveDate, Utc};
use queryset::prelude::*;
use rust_decimal::Decimal;

use crate::models::{Branch, Company, Department, Region};

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "shop")]
pub struct City {
    pub id: i64,
    pub region: ForeignKey<Region>,
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
    #[field(of = city)]
    pub companies: Reverse<Company>,
    #[field(of = city)]
    pub branches: Reverse<Branch>,
    #[field(of = city)]
    pub departments: Reverse<Department>,
}
