// Written by `benches/compile-time/generate`.

//! What is asked about products.

use rust_decimal::Decimal;
use sea_orm::{QuerySelect, entity::prelude::*};

use crate::models::{category, product};

pub async fn enlarge(db: &DatabaseConnection, name: &str) -> Result<u64, DbErr> {
    let done = product::Entity::update_many()
        .col_expr(product::COLUMN.size, product::COLUMN.size.add(1))
        .col_expr(product::COLUMN.active, Expr::value(false))
        .filter(product::COLUMN.name.eq(name))
        .filter(product::COLUMN.active.eq(true))
        .exec(db)
        .await?;
    Ok(done.rows_affected)
}

pub async fn prices(
    db: &DatabaseConnection,
    text: &str,
) -> Result<Vec<(i64, String, Decimal)>, DbErr> {
    product::Entity::find()
        .select_only()
        .column(product::Column::Id)
        .column(product::Column::Name)
        .column(product::Column::Price)
        .inner_join(category::Entity)
        .filter(category::COLUMN.name.contains(text))
        .into_tuple()
        .all(db)
        .await
}
