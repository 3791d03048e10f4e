// Written by `benches/compile-time/generate`.

//! What is asked about categories.

use chrono::{DateTime, NaiveDate};
use rust_decimal::Decimal;
use sea_orm::{ActiveValue::Set, JoinType, QueryOrder, QuerySelect, entity::prelude::*};

use crate::models::{address, category, supplier};

pub async fn of_address(
    db: &DatabaseConnection,
    text: &str,
    size: i32,
) -> Result<Vec<category::Model>, DbErr> {
    category::Entity::find()
        .inner_join(supplier::Entity)
        .join(JoinType::InnerJoin, supplier::Relation::Address.def())
        .filter(address::COLUMN.name.starts_with(text))
        .filter(supplier::COLUMN.size.gt(size))
        .order_by_asc(address::COLUMN.name)
        .all(db)
        .await
}

pub async fn add(
    db: &DatabaseConnection,
    supplier: &supplier::Model,
    name: &str,
    opened: NaiveDate,
) -> Result<category::Model, DbErr> {
    let new = category::ActiveModel {
        supplier_id: Set(supplier.id),
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
