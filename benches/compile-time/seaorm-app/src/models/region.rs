// Written by `benches/compile-time/generate`.

//! Regions.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "shop_region")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub country_id: i64,
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
    #[sea_orm(belongs_to, from = "country_id", to = "id")]
    pub country: BelongsTo<super::country::Entity>,
    #[sea_orm(has_many)]
    pub cities: HasMany<super::city::Entity>,
    #[sea_orm(has_many)]
    pub companies: HasMany<super::company::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
