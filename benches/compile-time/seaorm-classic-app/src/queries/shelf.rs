// Written by `benches/compile-time/generate`.

//! What is asked about shelves.

use chrono::NaiveDate;
use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

use crate::models::{shelf, warehouse};

pub async fn of_warehouse(db: &DatabaseConnection, name: &str) -> Result<Vec<shelf::Model>, DbErr> {
    shelf::Entity::find()
        .inner_join(warehouse::Entity)
        .filter(warehouse::Column::Name.eq(name))
        .filter(warehouse::Column::Active.eq(true))
        .order_by_asc(shelf::Column::Name)
        .all(db)
        .await
}

pub async fn dearest(
    db: &DatabaseConnection,
    since: NaiveDate,
) -> Result<Vec<shelf::Model>, DbErr> {
    shelf::Entity::find()
        .filter(shelf::Column::Opened.gte(since))
        .order_by_desc(shelf::Column::Price)
        .order_by_asc(shelf::Column::Name)
        .order_by_asc(shelf::Column::Id)
        .limit(50)
        .all(db)
        .await
}
