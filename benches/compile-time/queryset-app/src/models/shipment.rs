// Written by `benches/compile-time/generate`.

//! Shipments.

use chrono::{DateTime, NaiveDate, Utc};
use queryset::prelude::*;
use rust_decimal::Decimal;

use crate::models::{Payment, Review};

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "shop")]
pub struct Shipment {
    pub id: i64,
    pub payment: ForeignKey<Payment>,
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
    #[field(of = shipment)]
    pub reviews: Reverse<Review>,
}
