//! A word that the type of the field has no use for.
use queryset::prelude::*;

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;

#[derive(Model)]
#[model(app = "library")]
struct Book {
    id: i64,
    #[field(max_length = 3)]
    pages: i32,
    #[field(max_digits = 10)]
    price: Decimal,
    #[field(decimal_places = 2)]
    tax: Option<Decimal>,
    #[field(max_digits = 2, decimal_places = 4)]
    rate: Decimal,
    #[field(max_digits = 10, decimal_places = 2)]
    weight: f64,
    #[field(auto_now)]
    name: String,
    #[field(auto_now, auto_now_add)]
    changed: DateTime<Utc>,
    #[field(auto_now_add, default = Utc::now())]
    created: DateTime<Utc>,
    #[field(db_constraint = false)]
    shelf: i32,
    #[field(of = shelf)]
    code: i32,
    #[field(max_length = 3)]
    author: ForeignKey<Book>,
}

#[derive(Model)]
#[model(app = "library")]
struct Underlined {
    id: i64,
    a__b: i32,
}

#[derive(Model)]
#[model(app = "library")]
struct Referring {
    id: i64,
    #[field(db_type = "citext")]
    user: ForeignKey<queryset::auth::User>,
}

fn main() {}
