//! What changes the data: a name that is corrected, and planes that are let.

use queryset::{Result, prelude::*, query::Lock};

use crate::models::{Airline, Charter, Plane};

/// Gives the carrier this name, or adds it; whether it is new.
pub async fn name_airline(db: &Database, carrier: &str, name: &str) -> Result<(Airline, bool)> {
    Airline::objects().using(db).aupdate_or_create(|a| a.carrier(carrier), |a| a.name(name)).await
}

/// Lets a customer have the smallest plane that is free and has so many seats; `None` when there is none.
///
/// The plane is locked until the charter is written, and planes that others have locked at this moment are passed over: two
/// customers at once get two planes, and neither waits. On SQLite, where one transaction writes at a time, there is nothing
/// to lock.
pub async fn charter(db: &Database, seats: i32, customer: &str) -> Result<Option<Plane>> {
    db.atomic(async {
        let free = Plane::objects()
            .filter(|p| p.seats().gte(seats))
            .filter(|p| !Charter::objects().filter(|c| c.plane().key().eq(p.tailnum())).exists())
            .order_by(|p| (p.seats(), p.tailnum()))
            .select_for_update_with(|_| Lock::new().skip_locked());
        while let Some(plane) = free.clone().afirst().await? {
            // The lock is of now, but what the query saw of charters is as old as its beginning: somebody may have let the plane
            // in between. Then the query is asked again, and sees it.
            if !Charter::objects().filter(|c| c.plane().eq(&plane)).aexists().await? {
                Charter::objects().acreate(|c| c.plane(&plane).customer(customer)).await?;
                return Ok(Some(plane));
            }
        }
        Ok(None)
    })
    .await
}
