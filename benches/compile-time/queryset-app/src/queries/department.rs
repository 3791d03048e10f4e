// Written by `benches/compile-time/generate`.

//! What is asked about departments.

use chrono::NaiveDate;
use queryset::{Result, prelude::*};

use crate::models::Department;

pub async fn of_branch(db: &Database, name: &str) -> Result<Vec<Department>> {
    Department::objects()
        .using(db)
        .filter(|it| it.branch().name().eq(name) & it.branch().active().eq(true))
        .order_by(|it| it.name())
        .await
}

pub async fn dearest(db: &Database, since: NaiveDate) -> Result<Vec<Department>> {
    Department::objects()
        .using(db)
        .filter(|it| it.opened().gte(since))
        .order_by(|it| (it.price().desc(), it.name(), it.id()))
        .slice(..50)
        .await
}
