// Written by `benches/compile-time/generate`.

//! What is asked about payments.

use chrono::NaiveDate;
use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

use crate::models::{invoice, payment};

pub async fn of_invoice(db: &DatabaseConnection, name: &str) -> Result<Vec<payment::Model>, DbErr> {
    payment::Entity::find()
        .inner_join(invoice::Entity)
        .filter(invoice::COLUMN.name.eq(name))
        .filter(invoice::COLUMN.active.eq(true))
        .order_by_asc(payment::COLUMN.name)
        .all(db)
        .await
}

pub async fn dearest(
    db: &DatabaseConnection,
    since: NaiveDate,
) -> Result<Vec<payment::Model>, DbErr> {
    payment::Entity::find()
        .filter(payment::COLUMN.opened.gte(since))
        .order_by_desc(payment::COLUMN.price)
        .order_by_asc(payment::COLUMN.name)
        .order_by_asc(payment::COLUMN.id)
        .limit(50)
        .all(db)
        .await
}
