// Written by `benches/compile-time/generate`.

//! What is asked about payments.

use chrono::NaiveDate;
use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

use crate::models::{invoice, payment};

pub async fn of_invoice(db: &DatabaseConnection, name: &str) -> Result<Vec<payment::Model>, DbErr> {
    payment::Entity::find()
        .inner_join(invoice::Entity)
        .filter(invoice::Column::Name.eq(name))
        .filter(invoice::Column::Active.eq(true))
        .order_by_asc(payment::Column::Name)
        .all(db)
        .await
}

pub async fn dearest(
    db: &DatabaseConnection,
    since: NaiveDate,
) -> Result<Vec<payment::Model>, DbErr> {
    payment::Entity::find()
        .filter(payment::Column::Opened.gte(since))
        .order_by_desc(payment::Column::Price)
        .order_by_asc(payment::Column::Name)
        .order_by_asc(payment::Column::Id)
        .limit(50)
        .all(db)
        .await
}
