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
        .filter(branch::Column::Name.eq(name))
        .filter(branch::Column::Active.eq(true))
        .order_by_asc(department::Column::Name)
        .all(db)
        .await
}

pub async fn dearest(
    db: &DatabaseConnection,
    since: NaiveDate,
) -> Result<Vec<department::Model>, DbErr> {
    department::Entity::find()
        .filter(department::Column::Opened.gte(since))
        .order_by_desc(department::Column::Price)
        .order_by_asc(department::Column::Name)
        .order_by_asc(department::Column::Id)
        .limit(50)
        .all(db)
        .await
}
