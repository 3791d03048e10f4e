// Written by `benches/compile-time/generate`.

//! Customers.

use chrono::{DateTime, NaiveDate, Utc};
use queryset::prelude::*;
use rust_decimal::Decimal;

use crate::models::{Address, Company, Employee};

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "shop")]
pub struct Customer {
    pub id: i64,
    pub employee: ForeignKey<Employee>,
    pub company: Option<ForeignKey<Company>>,
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
    #[field(of = customer)]
    pub addresses: Reverse<Address>,
}
