// Written by `benches/compile-time/generate`.

//! What is asked about payments.

use chrono::NaiveDate;
use queryset::{Result, prelude::*};

use crate::models::Payment;

pub async fn of_invoice(db: &Database, name: &str) -> Result<Vec<Payment>> {
    Payment::objects()
        .using(db)
        .filter(|it| it.invoice().name().eq(name) & it.invoice().active().eq(true))
        .order_by(|it| it.name())
        .await
}

pub async fn dearest(db: &Database, since: NaiveDate) -> Result<Vec<Payment>> {
    Payment::objects()
        .using(db)
        .filter(|it| it.opened().gte(since))
        .order_by(|it| (it.price().desc(), it.name(), it.id()))
        .slice(..50)
        .await
}
