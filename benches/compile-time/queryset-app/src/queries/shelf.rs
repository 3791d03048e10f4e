// Written by `benches/compile-time/generate`.

//! What is asked about shelves.

use chrono::NaiveDate;
use queryset::{Result, prelude::*};

use crate::models::Shelf;

pub async fn of_warehouse(db: &Database, name: &str) -> Result<Vec<Shelf>> {
    Shelf::objects()
        .using(db)
        .filter(|it| it.warehouse().name().eq(name) & it.warehouse().active().eq(true))
        .order_by(|it| it.name())
        .await
}

pub async fn dearest(db: &Database, since: NaiveDate) -> Result<Vec<Shelf>> {
    Shelf::objects()
        .using(db)
        .filter(|it| it.opened().gte(since))
        .order_by(|it| (it.price().desc(), it.name(), it.id()))
        .slice(..50)
        .await
}
