// Written by `benches/compile-time/generate`.

//! What is asked about branches.

use sea_orm::{Condition, entity::prelude::*};

use crate::models::branch;

pub async fn by_key(db: &DatabaseConnection, key: i64) -> Result<Option<branch::Model>, DbErr> {
    branch::Entity::find_by_id(key).one(db).await
}

pub async fn active(
    db: &DatabaseConnection,
    size: i32,
    text: &str,
) -> Result<Vec<branch::Model>, DbErr> {
    branch::Entity::find()
        .filter(branch::COLUMN.active.eq(true))
        .filter(
            Condition::any()
                .add(branch::COLUMN.size.gt(size))
                .add(branch::COLUMN.name.contains(text)),
        )
        .filter(branch::COLUMN.note.is_not_null())
        .all(db)
        .await
}
