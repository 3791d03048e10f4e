//! The files into the tables.
//!
//! Rows go in by `abulk_create`, a few thousand to a call, which is one transaction: whoever stops the program on the way
//! leaves whole batches behind and never half of one, and the next run starts by clearing the tables.

use indicatif::ProgressBar;
use queryset::{Result, prelude::*, schema};

use crate::{
    models::{Airline, Airport, Charter, Flight, Plane},
    progress,
    source::{Filed, Folder, Outcome, Rows},
};

/// How many rows are in memory at once, and go into one transaction.
const BATCH: usize = 5_000;

/// Makes the tables where they are missing, and fills them afresh. Gives back how many rows there are.
pub async fn load(db: &Database, folder: &Folder) -> Outcome<u64> {
    make_table::<Airline>(db).await?;
    make_table::<Airport>(db).await?;
    make_table::<Plane>(db).await?;
    make_table::<Flight>(db).await?;
    make_table::<Charter>(db).await?;
    clear(db).await?;
    let mut count = fill::<Airline>(db, folder).await?;
    count += fill::<Airport>(db, folder).await?;
    count += fill::<Plane>(db, folder).await?;
    count += fill::<Flight>(db, folder).await?;
    Ok(count)
}

/// A table that cannot be asked for a row is missing; if it is something else that is wrong, making it says so.
async fn make_table<M: Record>(db: &Database) -> Result<()> {
    match M::objects().using(db).aexists().await {
        Ok(_) => Ok(()),
        Err(error) if error.is_connection_error() => Err(error),
        Err(_) => schema::models([M::meta()]).create_on(db).await,
    }
}

/// Charters and flights first, because they point to the others.
async fn clear(db: &Database) -> Result<()> {
    let tx = db.begin().await?;
    Charter::objects().using(&tx).adelete().await?;
    Flight::objects().using(&tx).adelete().await?;
    Plane::objects().using(&tx).adelete().await?;
    Airport::objects().using(&tx).adelete().await?;
    Airline::objects().using(&tx).adelete().await?;
    tx.commit().await
}

async fn fill<M: Filed>(db: &Database, folder: &Folder) -> Outcome<u64> {
    let mut rows = folder.rows::<M>()?;
    let bar = progress::bar(M::FILE, rows.size());
    let mut count = 0;
    loop {
        let added = insert_batch::<M>(db, &mut rows, &bar).await?;
        if added == 0 {
            bar.finish_and_clear();
            return Ok(count);
        }
        count += added;
    }
}

/// Adds the next rows; gives back how many there were.
async fn insert_batch<M: Filed>(
    db: &Database,
    rows: &mut Rows<M>,
    bar: &ProgressBar,
) -> Outcome<u64> {
    let mut batch = Vec::with_capacity(BATCH);
    while batch.len() < BATCH {
        let Some(row) = rows.next()? else { break };
        batch.push(row);
    }
    let added = M::objects().using(db).abulk_create(batch).await?;
    bar.set_position(rows.position());
    Ok(added.len() as u64)
}
