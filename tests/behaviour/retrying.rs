//! Transactions and bulk writes that are in each other's way, wherever in them it happens.

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

use futures::future::try_join;
use queryset::{Atomic, atomic, prelude::*};
use tokio::sync::Barrier;

use crate::{law::law, support::library::City};

/// Something that has a savepoint of its own.
#[derive(Clone, Copy, Debug)]
enum Inner {
    Block,
    BlockInBlock,
    BulkUpdate,
    BulkUpsert,
    UpdateOrCreate,
}

/// Sets the altitude of a city.
async fn set(db: &Database, inner: Inner, code: &str, altitude: i32) -> queryset::Result<()> {
    let city = City { code: code.into(), altitude: Some(altitude) };
    let update =
        || City::objects().filter(|c| c.code().eq(code)).aupdate(|c| c.altitude().set(altitude));
    match inner {
        Inner::Block => atomic(async { update().await.map(drop) }).await,
        Inner::BlockInBlock => {
            atomic(async { atomic(async { update().await.map(drop) }).await }).await
        }
        Inner::BulkUpdate => {
            City::objects().abulk_update([&city], |c| c.altitude()).await.map(drop)
        }
        Inner::BulkUpsert => {
            let adding = City::objects().abulk_create([city]).update_conflicts(|c| c.altitude());
            if db.capability().conflict_targets {
                adding.unique_fields(|c| c.code()).await.map(drop)
            } else {
                adding.await.map(drop)
            }
        }
        Inner::UpdateOrCreate => City::objects()
            .aupdate_or_create_with(
                |c| c.code(code),
                |c| c.altitude().set(altitude),
                |c| c.altitude(altitude),
            )
            .await
            .map(drop),
    }
}

/// Two transactions that want the same two rows in opposite orders, the second one inside of a savepoint.
async fn cross(db: &Database, inner: Inner) {
    for code in ["a", "b"] {
        City { code: code.into(), altitude: Some(0) }.asave().await.unwrap();
    }
    let (runs, met) = (AtomicU32::new(0), Barrier::new(2));
    let both_can_be_open = db.capability().row_locks && db.status().max_connections > 1;
    let cross = |first: &'static str, second: &'static str, altitude: i32| {
        let (runs, met) = (&runs, &met);
        async move {
            let body = async || {
                set(db, Inner::Block, first, altitude).await?;
                if runs.fetch_add(1, SeqCst) < 2 && both_can_be_open {
                    met.wait().await;
                }
                set(db, inner, second, altitude).await
            };
            Atomic::new().retries(5).run(body).await
        }
    };
    try_join(cross("a", "b", 1), cross("b", "a", 2)).await.expect("one of them is tried again");
    let altitudes = City::objects().values_list(|c| c.altitude()).await.unwrap();
    assert_eq!(altitudes[0], altitudes[1], "{inner:?}");
    assert_eq!(runs.load(SeqCst) > 2, both_can_be_open, "{inner:?}");
}

law! {
    a_conflict_inside_of_a_savepoint_is_tried_again(db) {
        for inner in [Inner::Block, Inner::BlockInBlock, Inner::UpdateOrCreate] {
            cross(&db, inner).await;
        }
    }
}

law! {
    a_conflict_inside_of_a_bulk_write_is_tried_again(db) {
        for inner in [Inner::BulkUpdate, Inner::BulkUpsert] {
            cross(&db, inner).await;
        }
    }
}
