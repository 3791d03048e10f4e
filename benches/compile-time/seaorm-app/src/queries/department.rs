// Written by `benches/compile-time/generate`.

//! What is asked about departments.

use chrono::NaiveDate;
use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

use crate::models::{branch, department};

pub async fn of_branch(
    db: &DatabaseConnection,
    name: &str,
) -> Result<Vec<department::Model>, DbErr> {
    department::Entity::find()
        .inner_join(branch::Entity)
        .filter(branch::COLUMN.name.eq(name))
        .filter(branch::COLUMN.active.eq(true))
        .order_by_asc(department::COLUMN.name)
        .all(db)
        .await
}

pub async fn dearest(
    db: &DatabaseConnection,
    since: NaiveDate,
) -> Result<Vec<department::Model>, DbErr> {
    department::Entity::find()
        .filter(department::COLUMN.opened.gte(since))
        .order_by_desc(department::COLUMN.price)
        .order_by_asc(department::COLUMN.name)
        .order_by_asc(department::COLUMN.id)
        .limit(50)
        .all(db)
        .await
}
