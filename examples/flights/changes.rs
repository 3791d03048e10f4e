//! What changes the data: a name that is corrected, and planes that are let.

use queryset::{Result, prelude::*, query::Lock};

use crate::models::{Airline, Charter, Plane};

/// Gives the carrier this name, or adds it; whether it is new.
pub async fn name_airline(db: &Database, carrier: &str, name: &str) -> Result<(Airline, bool)> {
    Airline::objects().using(db).aupdate_or_create(|a| a.carrier(carrier), |a| a.name(name)).await
}

/// Lets a customer have the smallest plane that is free and has so many seats; `None` when there is none.
///
/// A plane is locked before it is asked whether somebody has it, and until the charter is written: two customers at once get
/// two planes. Those that others have locked at this moment are passed over, so that nobody waits. On SQLite, where one
/// transaction writes at a time, there is nothing to lock.
pub async fn charter(db: &Database, seats: i32, customer: &str) -> Result<Option<Plane>> {
    db.atomic(async {
        let large = Plane::objects().filter(|p| p.seats().gte(seats));
        let large = large.order_by(|p| (p.seats(), p.tailnum())).values_list(|p| p.tailnum());
        for tailnum in large.await? {
            let plane = Plane::objects()
                .filter(|p| p.tailnum().eq(tailnum))
                .select_for_update_with(|_| Lock::new().skip_locked());
            let Some(plane) = plane.afirst().await? else { continue };
            if !Charter::objects().filter(|c| c.plane().eq(&plane)).aexists().await? {
                Charter::objects().acreate(|c| c.plane(&plane).customer(customer)).await?;
                return Ok(Some(plane));
            }
        }
        Ok(None)
    })
    .await
}
