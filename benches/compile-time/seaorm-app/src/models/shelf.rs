// Written by `benches/compile-time/generate`.

//! Shelves.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "shop_shelf")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub warehouse_id: i64,
    pub employee_id: Option<i64>,
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
    #[sea_orm(belongs_to, from = "warehouse_id", to = "id")]
    pub warehouse: BelongsTo<super::warehouse::Entity>,
    #[sea_orm(belongs_to, from = "employee_id", to = "id")]
    pub employee: BelongsTo<Option<super::employee::Entity>>,
    #[sea_orm(has_many)]
    pub carts: HasMany<super::cart::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
