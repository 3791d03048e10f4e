// Written by `benches/compile-time/generate`.

//! What is asked about categories.

use chrono::{DateTime, NaiveDate};
use queryset::{Result, prelude::*};
use rust_decimal::Decimal;

use crate::models::{Category, Supplier};

pub async fn of_address(db: &Database, text: &str, size: i32) -> Result<Vec<Category>> {
    Category::objects()
        .using(db)
        .filter(|it| {
            it.supplier().address().name().startswith(text) & it.supplier().size().gt(size)
        })
        .order_by(|it| it.supplier().address().name())
        .await
}

pub async fn add(
    db: &Database,
    supplier: &Supplier,
    name: &str,
    opened: NaiveDate,
) -> Result<Category> {
    let new = Category::objects().using(db);
    new.acreate(|it| {
        it.supplier(supplier)
            .name(name)
            .size(3)
            .total(1_000)
            .active(true)
            .weight(1.5)
            .price(Decimal::new(999, 2))
            .opened(opened)
            .created(DateTime::UNIX_EPOCH)
    })
    .await
}
