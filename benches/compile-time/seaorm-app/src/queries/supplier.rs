// Written by `benches/compile-time/generate`.

//! What is asked about suppliers.

use chrono::NaiveDate;
use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

use crate::models::{address, supplier};

pub async fn of_address(
    db: &DatabaseConnection,
    name: &str,
) -> Result<Vec<supplier::Model>, DbErr> {
    supplier::Entity::find()
        .inner_join(address::Entity)
        .filter(address::COLUMN.name.eq(name))
        .filter(address::COLUMN.active.eq(true))
        .order_by_asc(supplier::COLUMN.name)
        .all(db)
        .await
}

pub async fn dearest(
    db: &DatabaseConnection,
    since: NaiveDate,
) -> Result<Vec<supplier::Model>, DbErr> {
    supplier::Entity::find()
        .filter(supplier::COLUMN.opened.gte(since))
        .order_by_desc(supplier::COLUMN.price)
        .order_by_asc(supplier::COLUMN.name)
        .order_by_asc(supplier::COLUMN.id)
        .limit(50)
        .all(db)
        .await
}
