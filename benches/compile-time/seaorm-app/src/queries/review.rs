// Written by `benches/compile-time/generate`.

//! What is asked about reviews.

use rust_decimal::Decimal;
use sea_orm::{QuerySelect, entity::prelude::*};

use crate::models::{review, shipment};

pub async fn enlarge(db: &DatabaseConnection, name: &str) -> Result<u64, DbErr> {
    let done = review::Entity::update_many()
        .col_expr(review::COLUMN.size, review::COLUMN.size.add(1))
        .col_expr(review::COLUMN.active, Expr::value(false))
        .filter(review::COLUMN.name.eq(name))
        .filter(review::COLUMN.active.eq(true))
        .exec(db)
        .await?;
    Ok(done.rows_affected)
}

pub async fn prices(
    db: &DatabaseConnection,
    text: &str,
) -> Result<Vec<(i64, String, Decimal)>, DbErr> {
    review::Entity::find()
        .select_only()
        .column(review::Column::Id)
        .column(review::Column::Name)
        .column(review::Column::Price)
        .inner_join(shipment::Entity)
        .filter(shipment::COLUMN.name.contains(text))
        .into_tuple()
        .all(db)
        .await
}
