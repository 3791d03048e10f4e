// Written by `benches/compile-time/generate`.

//! What is asked about customers.

use rust_decimal::Decimal;
use sea_orm::{QuerySelect, entity::prelude::*};

use crate::models::{customer, employee};

pub async fn enlarge(db: &DatabaseConnection, name: &str) -> Result<u64, DbErr> {
    let done = customer::Entity::update_many()
        .col_expr(customer::COLUMN.size, customer::COLUMN.size.add(1))
        .col_expr(customer::COLUMN.active, Expr::value(false))
        .filter(customer::COLUMN.name.eq(name))
        .filter(customer::COLUMN.active.eq(true))
        .exec(db)
        .await?;
    Ok(done.rows_affected)
}

pub async fn prices(
    db: &DatabaseConnection,
    text: &str,
) -> Result<Vec<(i64, String, Decimal)>, DbErr> {
    customer::Entity::find()
        .select_only()
        .column(customer::Column::Id)
        .column(customer::Column::Name)
        .column(customer::Column::Price)
        .inner_join(employee::Entity)
        .filter(employee::COLUMN.name.contains(text))
        .into_tuple()
        .all(db)
        .await
}
