// Written by `benches/compile-time/generate`.

//! Shelves.

use chrono::{DateTime, NaiveDate, Utc};
use queryset::prelude::*;
use rust_decimal::Decimal;

use crate::models::{Cart, Employee, Warehouse};

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "shop")]
pub struct Shelf {
    pub id: i64,
    pub warehouse: ForeignKey<Warehouse>,
    pub employee: Option<ForeignKey<Employee>>,
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
    #[field(of = shelf)]
    pub carts: Reverse<Cart>,
}
