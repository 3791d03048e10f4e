// Written by `benches/compile-time/generate`.

//! Addresses.

use chrono::{DateTime, NaiveDate, Utc};
use queryset::prelude::*;
use rust_decimal::Decimal;

use crate::models::{Branch, Customer, Supplier};

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "shop")]
pub struct Address {
    pub id: i64,
    pub customer: ForeignKey<Customer>,
    pub branch: Option<ForeignKey<Branch>>,
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
    #[field(of = address)]
    pub suppliers: Reverse<Supplier>,
}
