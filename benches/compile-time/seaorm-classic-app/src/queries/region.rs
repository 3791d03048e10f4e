// Written by `benches/compile-time/generate`.

//! What is asked about regions.

use chrono::NaiveDate;
use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

use crate::models::{country, region};

pub async fn of_country(db: &DatabaseConnection, name: &str) -> Result<Vec<region::Model>, DbErr> {
    region::Entity::find()
        .inner_join(country::Entity)
        .filter(country::Column::Name.eq(name))
        .filter(country::Column::Active.eq(true))
        .order_by_asc(region::Column::Name)
        .all(db)
        .await
}

pub async fn dearest(
    db: &DatabaseConnection,
    since: NaiveDate,
) -> Result<Vec<region::Model>, DbErr> {
    region::Entity::find()
        .filter(region::Column::Opened.gte(since))
        .order_by_desc(region::Column::Price)
        .order_by_asc(region::Column::Name)
        .order_by_asc(region::Column::Id)
        .limit(50)
        .all(db)
        .await
}
