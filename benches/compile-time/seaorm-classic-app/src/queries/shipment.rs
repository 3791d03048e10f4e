// Written by `benches/compile-time/generate`.

//! What is asked about shipments.

use chrono::{DateTime, NaiveDate};
use rust_decimal::Decimal;
use sea_orm::{ActiveValue::Set, JoinType, QueryOrder, QuerySelect, entity::prelude::*};

use crate::models::{invoice, payment, shipment};

pub async fn of_invoice(
    db: &DatabaseConnection,
    text: &str,
    size: i32,
) -> Result<Vec<shipment::Model>, DbErr> {
    shipment::Entity::find()
        .inner_join(payment::Entity)
        .join(JoinType::InnerJoin, payment::Relation::Invoice.def())
        .filter(invoice::Column::Name.starts_with(text))
        .filter(payment::Column::Size.gt(size))
        .order_by_asc(invoice::Column::Name)
        .all(db)
        .await
}

pub async fn add(
    db: &DatabaseConnection,
    payment: &payment::Model,
    name: &str,
    opened: NaiveDate,
) -> Result<shipment::Model, DbErr> {
    let new = shipment::ActiveModel {
        payment_id: Set(payment.id),
        name: Set(name.to_owned()),
        size: Set(3),
        total: Set(1_000),
        active: Set(true),
        weight: Set(1.5),
        price: Set(Decimal::new(999, 2)),
        opened: Set(opened),
        created: Set(DateTime::UNIX_EPOCH),

        ..Default::default()
    };
    new.insert(db).await
}
