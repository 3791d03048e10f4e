// Written by `benches/compile-time/generate`.

//! What is asked about carts.

use chrono::{DateTime, NaiveDate};
use queryset::{Result, prelude::*};
use rust_decimal::Decimal;

use crate::models::{Cart, Shelf};

pub async fn of_warehouse(db: &Database, text: &str, size: i32) -> Result<Vec<Cart>> {
    Cart::objects()
        .using(db)
        .filter(|it| it.shelf().warehouse().name().startswith(text) & it.shelf().size().gt(size))
        .order_by(|it| it.shelf().warehouse().name())
        .await
}

pub async fn add(db: &Database, shelf: &Shelf, name: &str, opened: NaiveDate) -> Result<Cart> {
    let new = Cart::objects().using(db);
    new.acreate(|it| {
        it.shelf(shelf)
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
