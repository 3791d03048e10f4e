// Written by `benches/compile-time/generate`.

//! Companies.

use chrono::{DateTime, NaiveDate, Utc};
use queryset::prelude::*;
use rust_decimal::Decimal;

use crate::models::{Branch, City, Customer, Employee, Region};

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "shop")]
pub struct Company {
    pub id: i64,
    pub city: ForeignKey<City>,
    pub region: Option<ForeignKey<Region>>,
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
    #[field(of = company)]
    pub branches: Reverse<Branch>,
    #[field(of = company)]
    pub employees: Reverse<Employee>,
    #[field(of = company)]
    pub customers: Reverse<Customer>,
}
