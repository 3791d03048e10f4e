// Written by `benches/compile-time/generate`.

//! What is asked about addresses.

use sea_orm::{Condition, entity::prelude::*};

use crate::models::address;

pub async fn by_key(db: &DatabaseConnection, key: i64) -> Result<Option<address::Model>, DbErr> {
    address::Entity::find_by_id(key).one(db).await
}

pub async fn active(
    db: &DatabaseConnection,
    size: i32,
    text: &str,
) -> Result<Vec<address::Model>, DbErr> {
    address::Entity::find()
        .filter(address::COLUMN.active.eq(true))
        .filter(
            Condition::any()
                .add(address::COLUMN.size.gt(size))
                .add(address::COLUMN.name.contains(text)),
        )
        .filter(address::COLUMN.note.is_not_null())
        .all(db)
        .await
}
