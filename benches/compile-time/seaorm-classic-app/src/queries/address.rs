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
        .filter(address::Column::Active.eq(true))
        .filter(
            Condition::any()
                .add(address::Column::Size.gt(size))
                .add(address::Column::Name.contains(text)),
        )
        .filter(address::Column::Note.is_not_null())
        .all(db)
        .await
}
