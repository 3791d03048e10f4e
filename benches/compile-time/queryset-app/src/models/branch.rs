// Written by `benches/compile-time/generate`.

//! Branches.

use chrono::{DateTime, NaiveDate, Utc};
use queryset::prelude::*;
use rust_decimal::Decimal;

use crate::models::{Address, City, Company, Department, Supplier};

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "shop")]
pub struct Branch {
    pub id: i64,
    pub company: ForeignKey<Company>,
    pub city: Option<ForeignKey<City>>,
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
    #[field(of = branch)]
    pub departments: Reverse<Department>,
    #[field(of = branch)]
    pub addresses: Reverse<Address>,
    #[field(of = branch)]
    pub suppliers: Reverse<Supplier>,
}
