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
        .filter(address::Column::Name.eq(name))
        .filter(address::Column::Active.eq(true))
        .order_by_asc(supplier::Column::Name)
        .all(db)
        .await
}

pub async fn dearest(
    db: &DatabaseConnection,
    since: NaiveDate,
) -> Result<Vec<supplier::Model>, DbErr> {
    supplier::Entity::find()
        .filter(supplier::Column::Opened.gte(since))
        .order_by_desc(supplier::Column::Price)
        .order_by_asc(supplier::Column::Name)
        .order_by_asc(supplier::Column::Id)
        .limit(50)
        .all(db)
        .await
}
