// Written by `benches/compile-time/generate`.

//! What is asked about warehouses.

use sea_orm::{Condition, entity::prelude::*};

use crate::models::warehouse;

pub async fn by_key(db: &DatabaseConnection, key: i64) -> Result<Option<warehouse::Model>, DbErr> {
    warehouse::Entity::find_by_id(key).one(db).await
}

pub async fn active(
    db: &DatabaseConnection,
    size: i32,
    text: &str,
) -> Result<Vec<warehouse::Model>, DbErr> {
    warehouse::Entity::find()
        .filter(warehouse::Column::Active.eq(true))
        .filter(
            Condition::any()
                .add(warehouse::Column::Size.gt(size))
                .add(warehouse::Column::Name.contains(text)),
        )
        .filter(warehouse::Column::Note.is_not_null())
        .all(db)
        .await
}
