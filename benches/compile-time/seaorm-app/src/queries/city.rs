// Written by `benches/compile-time/generate`.

//! What is asked about cities.

use chrono::{DateTime, NaiveDate};
use rust_decimal::Decimal;
use sea_orm::{ActiveValue::Set, JoinType, QueryOrder, QuerySelect, entity::prelude::*};

use crate::models::{city, country, region};

pub async fn of_country(
    db: &DatabaseConnection,
    text: &str,
    size: i32,
) -> Result<Vec<city::Model>, DbErr> {
    city::Entity::find()
        .inner_join(region::Entity)
        .join(JoinType::InnerJoin, region::Relation::Country.def())
        .filter(country::COLUMN.name.starts_with(text))
        .filter(region::COLUMN.size.gt(size))
        .order_by_asc(country::COLUMN.name)
        .all(db)
        .await
}

pub async fn add(
    db: &DatabaseConnection,
    region: &region::Model,
    name: &str,
    opened: NaiveDate,
) -> Result<city::Model, DbErr> {
    let new = city::ActiveModel {
        region_id: Set(region.id),
        name: Set(name.to_owned()),
        size: Set(3),
        total: Set(1_000),
        active: Set(true),
        weight: Set(1.5),
        price: Set(Decimal::new(999, 2)),
        opened: Set(opened),
        created: Set(DateTime::UNIX_EPOCH),

        ..Default::default()
    };
    new.insert(db).await
}
