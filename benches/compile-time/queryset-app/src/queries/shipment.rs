// Written by `benches/compile-time/generate`.

//! What is asked about shipments.

use chrono::{DateTime, NaiveDate};
use queryset::{Result, prelude::*};
use rust_decimal::Decimal;

use crate::models::{Payment, Shipment};

pub async fn of_invoice(db: &Database, text: &str, size: i32) -> Result<Vec<Shipment>> {
    Shipment::objects()
        .using(db)
        .filter(|it| it.payment().invoice().name().startswith(text) & it.payment().size().gt(size))
        .order_by(|it| it.payment().invoice().name())
        .await
}

pub async fn add(
    db: &Database,
    payment: &Payment,
    name: &str,
    opened: NaiveDate,
) -> Result<Shipment> {
    let new = Shipment::objects().using(db);
    new.acreate(|it| {
        it.payment(payment)
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
