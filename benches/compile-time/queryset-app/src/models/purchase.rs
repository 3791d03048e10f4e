// Written by `benches/compile-time/generate`.

//! Purchases.

use chrono::{DateTime, NaiveDate, Utc};
use queryset::prelude::*;
use rust_decimal::Decimal;

use crate::models::{Cart, Invoice};

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "shop")]
pub struct Purchase {
    pub id: i64,
    pub cart: ForeignKey<Cart>,
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
    #[field(of = purchase)]
    pub invoices: Reverse<Invoice>,
}
