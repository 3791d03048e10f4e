// Written by `benches/compile-time/generate`.

//! Carts.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "shop_cart")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub shelf_id: i64,
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
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(
        belongs_to = "super::shelf::Entity",
        from = "Column::ShelfId",
        to = "super::shelf::Column::Id"
    )]
    Shelf,
    #[sea_orm(has_many = "super::purchase::Entity")]
    Purchase,
}

impl Related<super::shelf::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Shelf.def()
    }
}

impl Related<super::purchase::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Purchase.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
