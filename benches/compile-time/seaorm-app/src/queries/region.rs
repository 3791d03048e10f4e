// Written by `benches/compile-time/generate`.

//! What is asked about regions.

use chrono::NaiveDate;
use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

use crate::models::{country, region};

pub async fn of_country(db: &DatabaseConnection, name: &str) -> Result<Vec<region::Model>, DbErr> {
    region::Entity::find()
        .inner_join(country::Entity)
        .filter(country::COLUMN.name.eq(name))
        .filter(country::COLUMN.active.eq(true))
        .order_by_asc(region::COLUMN.name)
        .all(db)
        .await
}

pub async fn dearest(
    db: &DatabaseConnection,
    since: NaiveDate,
) -> Result<Vec<region::Model>, DbErr> {
    region::Entity::find()
        .filter(region::COLUMN.opened.gte(since))
        .order_by_desc(region::COLUMN.price)
        .order_by_asc(region::COLUMN.name)
        .order_by_asc(region::COLUMN.id)
        .limit(50)
        .all(db)
        .await
}
