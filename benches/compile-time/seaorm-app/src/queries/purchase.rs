// Written by `benches/compile-time/generate`.

//! What is asked about purchases.

use rust_decimal::Decimal;
use sea_orm::{QuerySelect, entity::prelude::*};

use crate::models::{cart, purchase};

pub async fn enlarge(db: &DatabaseConnection, name: &str) -> Result<u64, DbErr> {
    let done = purchase::Entity::update_many()
        .col_expr(purchase::COLUMN.size, purchase::COLUMN.size.add(1))
        .col_expr(purchase::COLUMN.active, Expr::value(false))
        .filter(purchase::COLUMN.name.eq(name))
        .filter(purchase::COLUMN.active.eq(true))
        .exec(db)
        .await?;
    Ok(done.rows_affected)
}

pub async fn prices(
    db: &DatabaseConnection,
    text: &str,
) -> Result<Vec<(i64, String, Decimal)>, DbErr> {
    purchase::Entity::find()
        .select_only()
        .column(purchase::Column::Id)
        .column(purchase::Column::Name)
        .column(purchase::Column::Price)
        .inner_join(cart::Entity)
        .filter(cart::COLUMN.name.contains(text))
        .into_tuple()
        .all(db)
        .await
}
