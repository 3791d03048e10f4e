// Written by `benches/compile-time/generate`.

//! What is asked about regions.

use chrono::NaiveDate;
use queryset::{Result, prelude::*};

use crate::models::Region;

pub async fn of_country(db: &Database, name: &str) -> Result<Vec<Region>> {
    Region::objects()
        .using(db)
        .filter(|it| it.country().name().eq(name) & it.country().active().eq(true))
        .order_by(|it| it.name())
        .await
}

pub async fn dearest(db: &Database, since: NaiveDate) -> Result<Vec<Region>> {
    Region::objects()
        .using(db)
        .filter(|it| it.opened().gte(since))
        .order_by(|it| (it.price().desc(), it.name(), it.id()))
        .slice(..50)
        .await
}
