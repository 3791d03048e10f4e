// Written by `benches/compile-time/generate`.

//! Countries.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "shop_country")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub name: String,
    pub size: i32,
    pub total: i64,
    pub active: bool,
    pub weight: f64,
    #[sea_orm(column_type = "Decimal(Some((10, 2)))")]
    pub price: Decimal,
    pub opened: Date,
    pub created: DateTimeUtc,
    pub note: Option<String>,
    pub rank: Option<i32>,
    pub token: Uuid,
    #[sea_orm(has_many)]
    pub regions: HasMany<super::region::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
