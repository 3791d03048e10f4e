// Written by `benches/compile-time/generate`.

//! What is asked about employees.

use chrono::{DateTime, NaiveDate};
use rust_decimal::Decimal;
use sea_orm::{ActiveValue::Set, JoinType, QueryOrder, QuerySelect, entity::prelude::*};

use crate::models::{branch, department, employee};

pub async fn of_branch(
    db: &DatabaseConnection,
    text: &str,
    size: i32,
) -> Result<Vec<employee::Model>, DbErr> {
    employee::Entity::find()
        .inner_join(department::Entity)
        .join(JoinType::InnerJoin, department::Relation::Branch.def())
        .filter(branch::Column::Name.starts_with(text))
        .filter(department::Column::Size.gt(size))
        .order_by_asc(branch::Column::Name)
        .all(db)
        .await
}

pub async fn add(
    db: &DatabaseConnection,
    department: &department::Model,
    name: &str,
    opened: NaiveDate,
) -> Result<employee::Model, DbErr> {
    let new = employee::ActiveModel {
        department_id: Set(department.id),
        name: Set(name.to_owned()),
        size: Set(3),
        total: Set(1_000),
        active: Set(true),
        weight: Set(1.5),
        price: Set(Decimal::new(999, 2)),
        opened: Set(opened),
        created: Set(DateTime::UNIX_EPOCH),

        ..Default::default()
    };
    new.insert(db).await
}
