// Written by `benches/compile-time/generate`.

//! What is asked about customers.

use rust_decimal::Decimal;
use sea_orm::{ExprTrait, QuerySelect, entity::prelude::*};

use crate::models::{customer, employee};

pub async fn enlarge(db: &DatabaseConnection, name: &str) -> Result<u64, DbErr> {
    let done = customer::Entity::update_many()
        .col_expr(customer::Column::Size, customer::Column::Size.into_expr().add(1))
        .col_expr(customer::Column::Active, Expr::value(false))
        .filter(customer::Column::Name.eq(name))
        .filter(customer::Column::Active.eq(true))
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
        .filter(employee::Column::Name.contains(text))
        .into_tuple()
        .all(db)
        .await
}
