//! The models, each held against its table by the compiler.

use chrono::{DateTime, NaiveTime, Utc};
use queryset::prelude::*;
use rust_decimal::Decimal;

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "library", check = sqlite)]
pub struct Author {
    pub id: i64,
    #[field(max_length = 100)]
    pub name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "library", check = sqlite)]
pub struct Book {
    pub id: i64,
    #[field(max_length = 200)]
    pub title: String,
    pub pages: i32,
    #[field(max_digits = 8, decimal_places = 2)]
    pub price: Decimal,
    pub rating: Option<f64>,
    pub shelved: Option<NaiveTime>,
    #[field(auto_now_add)]
    pub added: DateTime<Utc>,
    #[field(default = false)]
    pub lent: bool,
    pub author: Option<ForeignKey<Author>>,
}
