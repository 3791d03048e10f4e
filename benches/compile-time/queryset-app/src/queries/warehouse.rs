// Written by `benches/compile-time/generate`.

//! What is asked about warehouses.

use queryset::{Result, prelude::*};

use crate::models::Warehouse;

pub async fn by_key(db: &Database, key: i64) -> Result<Warehouse> {
    Warehouse::objects().using(db).aget(|it| it.id().eq(key)).await
}

pub async fn active(db: &Database, size: i32, text: &str) -> Result<Vec<Warehouse>> {
    Warehouse::objects()
        .using(db)
        .filter(|it| it.active().eq(true) & (it.size().gt(size) | it.name().contains(text)))
        .filter(|it| it.note().is_not_null())
        .await
}
