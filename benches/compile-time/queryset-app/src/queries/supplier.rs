// Written by `benches/compile-time/generate`.

//! What is asked about suppliers.

use chrono::NaiveDate;
use queryset::{Result, prelude::*};

use crate::models::Supplier;

pub async fn of_address(db: &Database, name: &str) -> Result<Vec<Supplier>> {
    Supplier::objects()
        .using(db)
        .filter(|it| it.address().name().eq(name) & it.address().active().eq(true))
        .order_by(|it| it.name())
        .await
}

pub async fn dearest(db: &Database, since: NaiveDate) -> Result<Vec<Supplier>> {
    Supplier::objects()
        .using(db)
        .filter(|it| it.opened().gte(since))
        .order_by(|it| (it.price().desc(), it.name(), it.id()))
        .slice(..50)
        .await
}
