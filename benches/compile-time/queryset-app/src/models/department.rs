// Written by `benches/compile-time/generate`.

//! Departments.

use chrono::{DateTime, NaiveDate, Utc};
use queryset::prelude::*;
use rust_decimal::Decimal;

use crate::models::{Branch, Category, City, Employee, Product};

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "shop")]
pub struct Department {
    pub id: i64,
    pub branch: ForeignKey<Branch>,
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
    #[field(of = department)]
    pub employees: Reverse<Employee>,
    #[field(of = department)]
    pub categories: Reverse<Category>,
    #[field(of = department)]
    pub products: Reverse<Product>,
}
