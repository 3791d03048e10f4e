// Written by `benches/compile-time/generate`.

//! What is asked about customers.

use queryset::{Result, prelude::*};
use rust_decimal::Decimal;

use crate::models::Customer;

pub async fn enlarge(db: &Database, name: &str) -> Result<u64> {
    Customer::objects()
        .using(db)
        .filter(|it| it.name().eq(name) & it.active().eq(true))
        .aupdate(|it| (it.size().set(it.size() + 1), it.active().set(false)))
        .await
}

pub async fn prices(db: &Database, text: &str) -> Result<Vec<(i64, String, Decimal)>> {
    Customer::objects()
        .using(db)
        .filter(|it| it.employee().name().contains(text))
        .values_list(|it| (it.id(), it.name(), it.price()))
        .await
}
