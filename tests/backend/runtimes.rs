//! One database in several runtimes, and in none.

use std::{
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use futures::executor::block_on;
use queryset::{
    backend::{Pool, PoolOptions},
    error::{ErrorKind, Result},
};
use tokio::{runtime::Runtime, time::timeout};

use crate::place::{Place, Server, number};

fn runtime() -> Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

async fn read(place: &Place, pool: &Pool) -> Result<i64> {
    let mut lease = pool.acquire().await?;
    number(&mut lease, &place.server.statement("SELECT count(*) FROM t", vec![])).await
}

async fn write(pool: &Pool) -> Result<()> {
    pool.acquire().await?.run("INSERT INTO t VALUES (1)".into()).await
}

/// A pool that was opened in a runtime which lives on.
fn each(server: Server, test: impl Fn(Arc<Place>, Pool)) {
    let home = runtime();
    let place = home.block_on(Place::new(server));
    let place = Arc::new(place);
    let pool = home.block_on(async {
        let pool = place.pool_with(|it| it.acquire_timeout = Duration::from_secs(2)).await;
        pool.acquire().await.unwrap().run("CREATE TABLE t (id integer)".into()).await.unwrap();
        pool
    });
    test(place.clone(), pool.clone());
    home.block_on(async {
        pool.close().await;
        Arc::into_inner(place).unwrap().gone().await;
    });
}

trial!(each_runtime_has_connections_of_its_own);
/// As with a runtime for each `#[tokio::test]` and a database that is opened once.
fn each_runtime_has_connections_of_its_own(server: Server) {
    each(server, |place, pool| {
        for count in 1..5 {
            let test = runtime();
            test.block_on(async {
                timeout(Duration::from_secs(5), write(&pool)).await.unwrap().unwrap();
                assert_eq!(read(&place, &pool).await.unwrap(), count);
                let mut lease = pool.acquire().await.unwrap();
                lease.begin("BEGIN".into()).await.unwrap();
                lease.run("INSERT INTO t VALUES (2)".into()).await.unwrap();
                lease.rollback("ROLLBACK".into()).await.unwrap();
            });
        }
    });
}

trial!(a_runtime_that_nobody_drives_keeps_no_other_waiting);
/// The runtime of the pool is there and nobody drives it.
fn a_runtime_that_nobody_drives_keeps_no_other_waiting(server: Server) {
    each(server, |place, pool| {
        let resting = runtime();
        resting.block_on(async { assert_eq!(read(&place, &pool).await.unwrap(), 0) });
        let other = runtime();
        other.block_on(async {
            let seen = timeout(Duration::from_secs(5), read(&place, &pool)).await;
            assert_eq!(seen.expect("an answer").unwrap(), 0);
            timeout(Duration::from_secs(5), write(&pool)).await.unwrap().unwrap();
        });
    });
}

trial!(what_a_resting_runtime_abandoned_keeps_no_place_of_the_pool);
/// Something was abandoned there, and is cleaned up nowhere.
fn what_a_resting_runtime_abandoned_keeps_no_place_of_the_pool(server: Server) {
    let resting = runtime();
    let place = resting.block_on(Place::new(server));
    let pool = resting.block_on(async {
        let change = |it: &mut PoolOptions| {
            it.max_connections = 1;
            it.acquire_timeout = Duration::from_secs(10);
        };
        let pool = place.pool_with(change).await;
        pool.acquire().await.unwrap().run("CREATE TABLE t (id integer)".into()).await.unwrap();
        let mut lease = pool.acquire().await.unwrap();
        lease.begin("BEGIN".into()).await.unwrap();
        pool
    });
    let other = runtime();
    other.block_on(async {
        let started = Instant::now();
        assert_eq!(read(&place, &pool).await.unwrap(), 0);
        assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
        pool.close().await;
        place.gone().await;
    });
}

trial!(what_is_abandoned_is_stopped_in_every_runtime);
/// Cancelling goes by a connection of its own, which belongs to a runtime as well.
fn what_is_abandoned_is_stopped_in_every_runtime(server: Server) {
    each(server, |place, pool| {
        let slow = match place.server {
            Server::Postgres => "SELECT pg_sleep(10)",
            Server::Mysql => "SELECT SLEEP(10)",
            Server::Sqlite => {
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
            }
        };
        for _ in 0..2 {
            let test = runtime();
            test.block_on(async {
                for _ in 0..2 {
                    let mut lease = pool.acquire().await.unwrap();
                    let dropped = timeout(Duration::from_millis(30), lease.run(slow.into())).await;
                    assert!(dropped.is_err());
                    drop(lease);
                    tokio::time::sleep(Duration::from_millis(700)).await;
                    assert_eq!(read(&place, &pool).await.unwrap(), 0);
                }
            });
        }
        if place.server == Server::Postgres {
            assert!(pool.status().recovered >= 4, "{:?}", pool.status());
        }
    });
}

trial!(several_runtimes_at_once_share_a_pool);
fn several_runtimes_at_once_share_a_pool(server: Server) {
    each(server, |place, pool| {
        let threads = (0..4).map(|_| {
            let (place, pool) = (place.clone(), pool.clone());
            thread::spawn(move || {
                runtime().block_on(async {
                    for _ in 0..20 {
                        write(&pool).await.unwrap();
                        read(&place, &pool).await.unwrap();
                    }
                });
            })
        });
        let threads: Vec<_> = threads.collect();
        for thread in threads {
            thread.join().unwrap();
        }
        assert_eq!(runtime().block_on(read(&place, &pool)).unwrap(), 80);
    });
}

trial!(without_a_runtime_there_is_an_error_and_no_panic);
fn without_a_runtime_there_is_an_error_and_no_panic(server: Server) {
    each(server, |place, pool| {
        let error = block_on(read(&place, &pool)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration, "{error:?}");
        assert!(error.to_string().contains("tokio"), "{error}");
        let url = place.url();
        let opened = block_on(Pool::connect(&url, PoolOptions::default(), "test".into()));
        assert_eq!(opened.unwrap_err().kind(), ErrorKind::Configuration);
        assert_eq!(runtime().block_on(read(&place, &pool)).unwrap(), 0);
    });
}
