// Written by `benches/compile-time/generate`.

//! What is asked about companies.

use rust_decimal::Decimal;
use sea_orm::{ExprTrait, QuerySelect, entity::prelude::*};

use crate::models::{city, company};

pub async fn enlarge(db: &DatabaseConnection, name: &str) -> Result<u64, DbErr> {
    let done = company::Entity::update_many()
        .col_expr(company::Column::Size, company::Column::Size.into_expr().add(1))
        .col_expr(company::Column::Active, Expr::value(false))
        .filter(company::Column::Name.eq(name))
        .filter(company::Column::Active.eq(true))
        .exec(db)
        .await?;
    Ok(done.rows_affected)
}

pub async fn prices(
    db: &DatabaseConnection,
    text: &str,
) -> Result<Vec<(i64, String, Decimal)>, DbErr> {
    company::Entity::find()
        .select_only()
        .column(company::Column::Id)
        .column(company::Column::Name)
        .column(company::Column::Price)
        .inner_join(city::Entity)
        .filter(city::Column::Name.contains(text))
        .into_tuple()
        .all(db)
        .await
}
