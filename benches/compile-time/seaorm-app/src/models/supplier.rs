// Written by `benches/compile-time/generate`.

//! Suppliers.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "shop_supplier")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub address_id: i64,
    pub branch_id: Option<i64>,
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
    #[sea_orm(belongs_to, from = "address_id", to = "id")]
    pub address: BelongsTo<super::address::Entity>,
    #[sea_orm(belongs_to, from = "branch_id", to = "id")]
    pub branch: BelongsTo<Option<super::branch::Entity>>,
    #[sea_orm(has_many)]
    pub categories: HasMany<super::category::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
