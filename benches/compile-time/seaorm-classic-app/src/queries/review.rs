// Written by `benches/compile-time/generate`.

//! What is asked about reviews.

use rust_decimal::Decimal;
use sea_orm::{ExprTrait, QuerySelect, entity::prelude::*};

use crate::models::{review, shipment};

pub async fn enlarge(db: &DatabaseConnection, name: &str) -> Result<u64, DbErr> {
    let done = review::Entity::update_many()
        .col_expr(review::Column::Size, review::Column::Size.into_expr().add(1))
        .col_expr(review::Column::Active, Expr::value(false))
        .filter(review::Column::Name.eq(name))
        .filter(review::Column::Active.eq(true))
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
        .filter(shipment::Column::Name.contains(text))
        .into_tuple()
        .all(db)
        .await
}
