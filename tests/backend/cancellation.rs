//! Futures dropped at one chosen point. The storm drops them everywhere.

use std::{
    pin::pin,
    task::Poll,
    time::{Duration, Instant},
};

use futures::{StreamExt, poll};
use queryset::{
    backend::{Pool, PoolOptions},
    value::Value,
};
use tokio::time::timeout;

use crate::place::{Place, Server, number, on};

async fn answer(place: &Place, pool: &Pool) -> i64 {
    let mut lease = pool.acquire().await.unwrap();
    number(&mut lease, &place.server.statement("SELECT ? + 0", vec![Value::BigInteger(42)]))
        .await
        .unwrap()
}

/// A statement that takes long.
fn slow(server: Server) -> &'static str {
    match server {
        Server::Postgres => "SELECT 1 FROM pg_sleep(20)",
        Server::Mysql => "SELECT SLEEP(20)",
        Server::Sqlite => {
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
        }
    }
}

/// Polls a future once and drops it; whether it was over.
async fn poll_once<F: Future>(future: F) -> bool {
    poll!(pin!(future)).is_ready()
}

trial!(a_statement_that_was_given_up_does_not_hold_up_the_next);
fn a_statement_that_was_given_up_does_not_hold_up_the_next(server: Server) {
    on(server, |place| async {
        let pool = place.pool(1).await;
        assert_eq!(answer(&place, &pool).await, 42);
        let mut lease = pool.acquire().await.unwrap();
        let statement = place.server.statement(slow(place.server), vec![]);
        let given_up = timeout(Duration::from_millis(30), lease.execute(&statement)).await;
        assert!(given_up.is_err());
        drop(lease);
        let started = Instant::now();
        assert_eq!(answer(&place, &pool).await, 42);
        assert!(
            started.elapsed() < Duration::from_millis(300),
            "{:?}: {:?}",
            place.server,
            started.elapsed()
        );
        if place.server == Server::Mysql {
            let runs = "SELECT count(*) FROM information_schema.processlist WHERE info = 'SELECT SLEEP(20)'";
            let mut lease = pool.acquire().await.unwrap();
            assert_eq!(number(&mut lease, &place.server.statement(runs, vec![])).await.unwrap(), 0);
            assert_eq!(pool.status().discarded, 1);
        } else {
            assert_eq!((pool.status().opened, pool.status().recovered), (1, 1));
        }
        place
    });
}

trial!(the_same_lease_goes_on_after_a_dropped_statement);
fn the_same_lease_goes_on_after_a_dropped_statement(server: Server) {
    on(server, |place| async {
        let pool = place.pool(1).await;
        let mut lease = pool.acquire().await.unwrap();
        let statement = place.server.statement(slow(place.server), vec![]);
        assert!(timeout(Duration::from_millis(30), lease.execute(&statement)).await.is_err());
        let select = place.server.statement("SELECT ? + 0", vec![Value::BigInteger(7)]);
        assert_eq!(number(&mut lease, &select).await.unwrap(), 7);
        place
    });
}

trial!(a_dropped_begin_leaves_no_transaction);
fn a_dropped_begin_leaves_no_transaction(server: Server) {
    on(server, |place| async {
        let pool = place.pool(1).await;
        let mut lease = pool.acquire().await.unwrap();
        lease.run("CREATE TABLE t (id integer)".into()).await.unwrap();
        // The answer may be there at once; then there is nothing to drop.
        while poll_once(lease.begin("BEGIN".into())).await {
            lease.rollback("ROLLBACK".into()).await.unwrap();
        }
        drop(lease);
        pool.acquire().await.unwrap().run("INSERT INTO t (id) VALUES (1)".into()).await.unwrap();
        let other = place.pool(1).await;
        if place.server != Server::Sqlite {
            let count = place.server.statement("SELECT count(*) FROM t", vec![]);
            assert_eq!(number(&mut other.acquire().await.unwrap(), &count).await.unwrap(), 1);
        }
        place
    });
}

trial!(the_error_of_a_dropped_statement_is_nobodys);
fn the_error_of_a_dropped_statement_is_nobodys(server: Server) {
    on(server, |place| async {
        let pool = place.pool(1).await;
        for _ in 0..20 {
            let mut lease = pool.acquire().await.unwrap();
            {
                let mut wrong = pin!(lease.run("SELECT wrong FROM nothing".into()));
                if let Poll::Ready(done) = poll!(wrong.as_mut()) {
                    assert!(done.is_err());
                }
            }
            drop(lease);
            assert_eq!(answer(&place, &pool).await, 42);
        }
        place
    });
}

trial!(a_stream_can_be_left_at_any_row);
fn a_stream_can_be_left_at_any_row(server: Server) {
    on(server, |place| async {
        let pool = place.pool(1).await;
        let text = match place.server {
            // A row fills what the server collects before it sends; all of them would take an hour.
            Server::Postgres => {
                "SELECT i, repeat('x', 8192), CAST(pg_sleep(0.001) AS text) FROM generate_series(1, 3000000) i"
            }
            Server::Sqlite => {
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000000) SELECT i FROM n"
            }
            Server::Mysql => "SELECT seq FROM seq_1_to_3000000",
        };
        for rows in [1, 10, 100] {
            let mut lease = pool.acquire().await.unwrap();
            let mut stream = lease.stream(place.server.statement(text, vec![]));
            for row in 1..=rows {
                assert_eq!(stream.next().await.unwrap().unwrap().integer().unwrap(), Some(row));
            }
            drop(stream);
            drop(lease);
            let started = Instant::now();
            assert_eq!(answer(&place, &pool).await, 42);
            let (elapsed, status) = (started.elapsed(), pool.status());
            assert!(
                elapsed < Duration::from_secs(2),
                "{:?} after {rows}: {elapsed:?}, {status:?}",
                place.server
            );
        }
        place
    });
}

trial!(a_transaction_goes_on_after_a_dropped_statement_or_says_that_it_cannot);
fn a_transaction_goes_on_after_a_dropped_statement_or_says_that_it_cannot(server: Server) {
    on(server, |place| async {
        let pool = place.pool(1).await;
        let mut lease = pool.acquire().await.unwrap();
        lease.run("CREATE TABLE t (id integer)".into()).await.unwrap();
        lease.begin("BEGIN".into()).await.unwrap();
        lease.run("INSERT INTO t (id) VALUES (1)".into()).await.unwrap();
        let mut inserted = 3;
        while poll_once(lease.run("INSERT INTO t (id) VALUES (2)".into())).await {
            inserted += 1;
        }
        let third = lease.run("INSERT INTO t (id) VALUES (3)".into()).await;
        let rows = if place.server == Server::Mysql {
            assert!(third.unwrap_err().is_connection_error());
            0
        } else {
            third.unwrap();
            lease.commit("COMMIT".into()).await.unwrap();
            inserted
        };
        drop(lease);
        let count = place.server.statement("SELECT count(*) FROM t", vec![]);
        assert_eq!(number(&mut pool.acquire().await.unwrap(), &count).await.unwrap(), rows);
        place
    });
}

trial!(a_memory_database_survives_every_drop on Sqlite);
fn a_memory_database_survives_every_drop(server: Server) {
    on(server, |place| async {
        if place.server == Server::Sqlite {
            let pool = Pool::connect("sqlite::memory:", PoolOptions::default(), "memory".into())
                .await
                .unwrap();
            pool.acquire().await.unwrap().run("CREATE TABLE t (id integer)".into()).await.unwrap();
            for _ in 0..50 {
                let mut lease = pool.acquire().await.unwrap();
                lease.begin("BEGIN".into()).await.unwrap();
                lease.run("INSERT INTO t (id) VALUES (1)".into()).await.unwrap();
                let statement = place.server.statement(slow(place.server), vec![]);
                let _ = timeout(Duration::from_millis(2), lease.execute(&statement)).await;
            }
            let count = place.server.statement("SELECT count(*) FROM t", vec![]);
            assert_eq!(number(&mut pool.acquire().await.unwrap(), &count).await.unwrap(), 0);
            let status = pool.status();
            assert_eq!((status.max_connections, status.opened, status.recovered), (1, 1, 50));
        }
        place
    });
}

trial!(a_lease_can_be_dropped_outside_a_runtime);
fn a_lease_can_be_dropped_outside_a_runtime(server: Server) {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let place = runtime.block_on(Place::new(server));
    let (pool, lease) = runtime.block_on(async {
        let pool = place.pool(1).await;
        let mut lease = pool.acquire().await.unwrap();
        lease.begin("BEGIN".into()).await.unwrap();
        (pool, lease)
    });
    drop(lease);
    runtime.block_on(async {
        assert_eq!(answer(&place, &pool).await, 42);
        assert!(!pool.acquire().await.unwrap().in_transaction());
        place.gone().await;
    });
}

trial!(alone a_memory_database_outlives_the_runtime_it_was_made_in on Sqlite);
fn a_memory_database_outlives_the_runtime_it_was_made_in() {
    let new_runtime =
        || tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let first = new_runtime();
    let (pool, lease) = first.block_on(async {
        let pool = Pool::connect("sqlite::memory:", PoolOptions::default(), "memory".into())
            .await
            .unwrap();
        let mut lease = pool.acquire().await.unwrap();
        lease.run("CREATE TABLE t (id integer)".into()).await.unwrap();
        lease.begin("BEGIN".into()).await.unwrap();
        (pool, lease)
    });
    drop(first);
    drop(lease);
    new_runtime().block_on(async {
        let mut lease = pool.acquire().await.unwrap();
        let count = Server::Sqlite.statement("SELECT count(*) FROM t", vec![]);
        assert_eq!(number(&mut lease, &count).await.unwrap(), 0);
    });
}
