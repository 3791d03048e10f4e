// Written by `benches/compile-time/generate`.

//! What is asked about employees.

use chrono::{DateTime, NaiveDate};
use queryset::{Result, prelude::*};
use rust_decimal::Decimal;

use crate::models::{Department, Employee};

pub async fn of_branch(db: &Database, text: &str, size: i32) -> Result<Vec<Employee>> {
    Employee::objects()
        .using(db)
        .filter(|it| {
            it.department().branch().name().startswith(text) & it.department().size().gt(size)
        })
        .order_by(|it| it.department().branch().name())
        .await
}

pub async fn add(
    db: &Database,
    department: &Department,
    name: &str,
    opened: NaiveDate,
) -> Result<Employee> {
    let new = Employee::objects().using(db);
    new.acreate(|it| {
        it.department(department)
            .name(name)
            .size(3)
            .total(1_000)
            .active(true)
            .weight(1.5)
            .price(Decimal::new(999, 2))
            .opened(opened)
            .created(DateTime::UNIX_EPOCH)
    })
    .await
}
