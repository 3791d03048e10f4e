// Written by `benches/compile-time/generate`.

//! What is asked about carts.

use chrono::{DateTime, NaiveDate};
use rust_decimal::Decimal;
use sea_orm::{ActiveValue::Set, JoinType, QueryOrder, QuerySelect, entity::prelude::*};

use crate::models::{cart, shelf, warehouse};

pub async fn of_warehouse(
    db: &DatabaseConnection,
    text: &str,
    size: i32,
) -> Result<Vec<cart::Model>, DbErr> {
    cart::Entity::find()
        .inner_join(shelf::Entity)
        .join(JoinType::InnerJoin, shelf::Relation::Warehouse.def())
        .filter(warehouse::COLUMN.name.starts_with(text))
        .filter(shelf::COLUMN.size.gt(size))
        .order_by_asc(warehouse::COLUMN.name)
        .all(db)
        .await
}

pub async fn add(
    db: &DatabaseConnection,
    shelf: &shelf::Model,
    name: &str,
    opened: NaiveDate,
) -> Result<cart::Model, DbErr> {
    let new = cart::ActiveModel {
        shelf_id: Set(shelf.id),
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
