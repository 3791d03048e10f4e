//! Statements that may take so long and no longer.

use std::time::{Duration, Instant};

use queryset::{
    backend::{Lease, Pool},
    error::{ErrorKind, Result},
};

use crate::place::{Place, Server, number, on};

const LIMIT: Duration = Duration::from_millis(200);

async fn limited(place: &Place) -> Pool {
    place
        .pool_with(|it| {
            it.max_connections = 1;
            it.statement_timeout = Some(LIMIT);
        })
        .await
}

/// A read that takes half a minute.
fn slow(server: Server) -> &'static str {
    match server {
        Server::Postgres => "SELECT count(*) FROM pg_sleep(30)",
        Server::Mysql => "SELECT SLEEP(30)",
        Server::Sqlite => {
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000000) SELECT count(*) FROM n"
        }
    }
}

/// A write that takes as long.
fn slow_write(server: Server) -> &'static str {
    match server {
        Server::Postgres => "INSERT INTO t (id) SELECT 9 FROM pg_sleep(30)",
        Server::Mysql => "INSERT INTO t (id) SELECT 9 + SLEEP(30)",
        Server::Sqlite => {
            "INSERT INTO t (id) WITH RECURSIVE n(i) AS (SELECT 9 UNION ALL SELECT i + 1 FROM n WHERE i < 300000000) \
             SELECT count(*) FROM n"
        }
    }
}

fn is_late(done: &Result<i64>) -> bool {
    matches!(done, Err(error) if error.kind() == ErrorKind::Cancelled
        && error.to_string().contains("200ms")
        && error.to_string().contains("`statement_timeout`"))
}

async fn count(place: &Place, lease: &mut Lease) -> i64 {
    number(lease, &place.server.statement("SELECT count(*) FROM t", vec![])).await.unwrap()
}

trial!(a_statement_that_takes_too_long_is_ended_and_its_connection_goes_on);
fn a_statement_that_takes_too_long_is_ended_and_its_connection_goes_on(server: Server) {
    on(server, |place| async {
        let pool = limited(&place).await;
        let mut lease = pool.acquire().await.unwrap();
        lease.run("CREATE TABLE t (id bigint)".into()).await.unwrap();
        for text in [slow(place.server), slow_write(place.server)] {
            let started = Instant::now();
            let done = lease.execute(&place.server.statement(text, vec![])).await;
            let done = done.map(|it| it.rows_affected.cast_signed());
            assert!(is_late(&done), "{:?}: {done:?}", place.server);
            assert!((LIMIT..LIMIT * 25).contains(&started.elapsed()), "{:?}", started.elapsed());
            assert_eq!(count(&place, &mut lease).await, 0);
        }
        drop(lease);
        let status = pool.status();
        assert_eq!((status.opened, status.discarded), (1, 0), "{:?}", place.server);
        place
    });
}

trial!(only_the_time_of_statements_counts);
fn only_the_time_of_statements_counts(server: Server) {
    on(server, |place| async {
        let pool = limited(&place).await;
        let mut lease = pool.acquire().await.unwrap();
        lease.run("CREATE TABLE t (id bigint)".into()).await.unwrap();
        lease.begin("BEGIN".into()).await.unwrap();
        for id in 0..3 {
            lease.run(format!("INSERT INTO t (id) VALUES ({id})").into()).await.unwrap();
            tokio::time::sleep(LIMIT).await;
            assert_eq!(count(&place, &mut lease).await, id + 1);
        }
        lease.commit("COMMIT".into()).await.unwrap();
        place
    });
}

trial!(what_came_before_in_the_transaction_can_be_undone_to_a_savepoint);
fn what_came_before_in_the_transaction_can_be_undone_to_a_savepoint(server: Server) {
    on(server, |place| async {
        let pool = limited(&place).await;
        let mut lease = pool.acquire().await.unwrap();
        lease.run("CREATE TABLE t (id bigint)".into()).await.unwrap();
        lease.begin("BEGIN".into()).await.unwrap();
        lease.run("INSERT INTO t (id) VALUES (1)".into()).await.unwrap();
        lease.run("SAVEPOINT s".into()).await.unwrap();
        let done = number(&mut lease, &place.server.statement(slow(place.server), vec![])).await;
        assert!(is_late(&done), "{:?}: {done:?}", place.server);
        lease.rollback_to("ROLLBACK TO SAVEPOINT s".into()).await.unwrap();
        lease.commit("COMMIT".into()).await.unwrap();
        assert_eq!(count(&place, &mut lease).await, 1);
        place
    });
}
