// Written by `benches/compile-time/generate`.

//! What is asked about countries.

use sea_orm::{Condition, entity::prelude::*};

use crate::models::country;

pub async fn by_key(db: &DatabaseConnection, key: i64) -> Result<Option<country::Model>, DbErr> {
    country::Entity::find_by_id(key).one(db).await
}

pub async fn active(
    db: &DatabaseConnection,
    size: i32,
    text: &str,
) -> Result<Vec<country::Model>, DbErr> {
    country::Entity::find()
        .filter(country::Column::Active.eq(true))
        .filter(
            Condition::any()
                .add(country::Column::Size.gt(size))
                .add(country::Column::Name.contains(text)),
        )
        .filter(country::Column::Note.is_not_null())
        .all(db)
        .await
}
