// Written by `benches/compile-time/generate`.

//! What is asked about invoices.

use sea_orm::{Condition, entity::prelude::*};

use crate::models::invoice;

pub async fn by_key(db: &DatabaseConnection, key: i64) -> Result<Option<invoice::Model>, DbErr> {
    invoice::Entity::find_by_id(key).one(db).await
}

pub async fn active(
    db: &DatabaseConnection,
    size: i32,
    text: &str,
) -> Result<Vec<invoice::Model>, DbErr> {
    invoice::Entity::find()
        .filter(invoice::COLUMN.active.eq(true))
        .filter(
            Condition::any()
                .add(invoice::COLUMN.size.gt(size))
                .add(invoice::COLUMN.name.contains(text)),
        )
        .filter(invoice::COLUMN.note.is_not_null())
        .all(db)
        .await
}
