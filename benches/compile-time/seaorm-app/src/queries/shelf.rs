// Written by `benches/compile-time/generate`.

//! What is asked about shelves.

use chrono::NaiveDate;
use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

use crate::models::{shelf, warehouse};

pub async fn of_warehouse(db: &DatabaseConnection, name: &str) -> Result<Vec<shelf::Model>, DbErr> {
    shelf::Entity::find()
        .inner_join(warehouse::Entity)
        .filter(warehouse::COLUMN.name.eq(name))
        .filter(warehouse::COLUMN.active.eq(true))
        .order_by_asc(shelf::COLUMN.name)
        .all(db)
        .await
}

pub async fn dearest(
    db: &DatabaseConnection,
    since: NaiveDate,
) -> Result<Vec<shelf::Model>, DbErr> {
    shelf::Entity::find()
        .filter(shelf::COLUMN.opened.gte(since))
        .order_by_desc(shelf::COLUMN.price)
        .order_by_asc(shelf::COLUMN.name)
        .order_by_asc(shelf::COLUMN.id)
        .limit(50)
        .all(db)
        .await
}
