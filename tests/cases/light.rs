//! Rows of the corpus as instances that can be without most of their fields.

use chrono::NaiveDate;
use queryset::{model::Model, prelude::*};
use rust_decimal::Decimal;
use serde_json::{Value, json};

/// A book that can be without any of its columns but the key.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "shop", table = "shop_book", managed = false)]
pub struct LightBook {
    pub id: i64,
    #[field(max_length = 13, unique)]
    pub isbn: Deferred<String>,
    #[field(max_length = 255)]
    pub name: Deferred<String>,
    pub pages: Deferred<i32>,
    pub rating: Deferred<f64>,
    #[field(max_digits = 10, decimal_places = 2)]
    pub price: Deferred<Decimal>,
    #[field(max_digits = 4, decimal_places = 2)]
    pub discount: Deferred<Option<Decimal>>,
    pub contact_id: Deferred<i64>,
    pub publisher_id: Deferred<Option<i64>>,
    pub pubdate: Deferred<NaiveDate>,
}

/// The names of the fields that are not at hand, in alphabetical order.
pub fn deferred<M: Model>(instance: &M) -> Value {
    let values = M::meta().fields.iter().zip(instance.values());
    let mut names: Vec<_> = values.filter(|it| it.1.is_none()).map(|it| it.0.name).collect();
    names.sort_unstable();
    json!(names)
}
