// Written by `benches/compile-time/generate`.

//! What is asked about cities.

use chrono::{DateTime, NaiveDate};
use queryset::{Result, prelude::*};
use rust_decimal::Decimal;

use crate::models::{City, Region};

pub async fn of_country(db: &Database, text: &str, size: i32) -> Result<Vec<City>> {
    City::objects()
        .using(db)
        .filter(|it| it.region().country().name().startswith(text) & it.region().size().gt(size))
        .order_by(|it| it.region().country().name())
        .await
}

pub async fn add(db: &Database, region: &Region, name: &str, opened: NaiveDate) -> Result<City> {
    let new = City::objects().using(db);
    new.acreate(|it| {
        it.region(region)
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
