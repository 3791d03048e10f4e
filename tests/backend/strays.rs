//! Statements whose preparation was dropped.

use std::{pin::pin, thread, time::Duration};

use futures::poll;
use queryset::{
    backend::{Lease, Pool},
    compiler::Statement,
    value::Value,
};

use crate::place::{Place, Server, number, on};

/// How many statements are dropped.
const DROPS: i64 = 300;

/// What sqlx keeps, and what may be left beside it before it is cleared away.
const BOUND: i64 = 100 + 20;

/// A text that no other statement has.
fn fresh(place: &Place, index: i64) -> Statement {
    place.server.statement(&format!("SELECT ? + {index}"), vec![Value::BigInteger(1)])
}

/// Polls a statement a few times, each time after the server may have answered, and drops it.
async fn drop_half_way(lease: &mut Lease, statement: &Statement, polls: i64) {
    let each = &mut |_: &mut dyn queryset::value::Row| Ok(());
    let mut call = pin!(lease.fetch(statement, each));
    for _ in 0..polls {
        if poll!(call.as_mut()).is_ready() {
            return;
        }
        thread::sleep(Duration::from_micros(100));
        tokio::task::yield_now().await;
    }
}

async fn kept(place: &Place, lease: &mut Lease) -> i64 {
    let kept = place.server.statement("SELECT count(*) FROM pg_prepared_statements", vec![]);
    number(lease, &kept).await.unwrap()
}

async fn pool(place: &Place) -> Option<Pool> {
    if place.server == Server::Postgres { Some(place.pool(1).await) } else { None }
}

trial!(statements_dropped_in_a_transaction_do_not_pile_up_on_postgres);
fn statements_dropped_in_a_transaction_do_not_pile_up_on_postgres(server: Server) {
    on(server, |place| async {
        if let Some(pool) = pool(&place).await {
            let mut lease = pool.acquire().await.unwrap();
            lease.begin("BEGIN".into()).await.unwrap();
            for index in 0..DROPS {
                drop_half_way(&mut lease, &fresh(&place, index), 1 + index % 3).await;
            }
            let found = kept(&place, &mut lease).await;
            assert!(found <= BOUND, "{found} are left of {DROPS}");
            // What was prepared by name is there and can be used.
            let read = number(&mut lease, &fresh(&place, DROPS - 1)).await.unwrap();
            assert_eq!(read, DROPS);
            lease.commit("COMMIT".into()).await.unwrap();
        }
        place
    });
}

trial!(statements_dropped_outside_of_one_do_not_pile_up_either);
fn statements_dropped_outside_of_one_do_not_pile_up_either(server: Server) {
    on(server, |place| async {
        if let Some(pool) = pool(&place).await {
            for index in 0..DROPS {
                let mut lease = pool.acquire().await.unwrap();
                drop_half_way(&mut lease, &fresh(&place, index), 1 + index % 3).await;
            }
            let mut lease = pool.acquire().await.unwrap();
            let found = kept(&place, &mut lease).await;
            assert!(found <= BOUND, "{found} are left of {DROPS}");
            assert_eq!(pool.status().opened, 1);
        }
        place
    });
}

trial!(what_the_caller_has_prepared_by_name_stays);
fn what_the_caller_has_prepared_by_name_stays(server: Server) {
    on(server, |place| async {
        if let Some(pool) = pool(&place).await {
            let mut lease = pool.acquire().await.unwrap();
            lease.run("PREPARE mine AS SELECT 42::bigint".into()).await.unwrap();
            lease.begin("BEGIN".into()).await.unwrap();
            for index in 0..50 {
                drop_half_way(&mut lease, &fresh(&place, index), 1).await;
            }
            lease.run("EXECUTE mine".into()).await.unwrap();
            lease.commit("COMMIT".into()).await.unwrap();
        }
        place
    });
}
