//! Connections that the server ends.

use std::time::Duration;

use futures::StreamExt;
use queryset::{backend::Pool, value::Value};

use crate::place::{Place, Server, number, on};

/// Ends every other connection to the database of the test.
async fn end_all(place: &Place, pool: &Pool) {
    let mut lease = pool.acquire().await.unwrap();
    match place.server {
        Server::Postgres => {
            let end = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                       WHERE datname = current_database() AND pid <> pg_backend_pid()";
            number(&mut lease, &place.server.statement(end, vec![])).await.unwrap();
        }
        Server::Mysql => {
            let mut ids = Vec::new();
            let others = "SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID()";
            lease
                .fetch(&place.server.statement(others, vec![]), &mut |row| {
                    ids.extend(row.integer()?);
                    Ok(())
                })
                .await
                .unwrap();
            for id in ids {
                lease.run(format!("KILL {id}").into()).await.unwrap();
            }
        }
        Server::Sqlite => (),
    }
    drop(lease);
    tokio::time::sleep(Duration::from_millis(50)).await;
}

/// A pool whose connections are all idle.
async fn filled(place: &Place, count: usize) -> Pool {
    let pool = place.pool(count).await;
    let mut leases = Vec::new();
    for _ in 0..count {
        leases.push(pool.acquire().await.unwrap());
    }
    drop(leases);
    assert_eq!(pool.status().idle, count);
    pool
}

trial!(a_read_does_not_notice_that_idle_connections_were_ended on Postgres, Mysql);
fn a_read_does_not_notice_that_idle_connections_were_ended(server: Server) {
    on(server, |place| async {
        if place.server != Server::Sqlite {
            let pool = filled(&place, 5).await;
            let other = place.pool(1).await;
            end_all(&place, &other).await;
            for tag in 0..10 {
                let mut lease = pool.acquire().await.unwrap();
                let select = place.server.statement("SELECT ? + 0", vec![Value::BigInteger(tag)]);
                assert_eq!(number(&mut lease, &select).await.unwrap(), tag);
            }
        }
        place
    });
}

trial!(a_write_fails_once_and_is_never_repeated on Postgres, Mysql);
fn a_write_fails_once_and_is_never_repeated(server: Server) {
    on(server, |place| async {
        if place.server != Server::Sqlite {
            let pool = filled(&place, 5).await;
            pool.acquire().await.unwrap().run("CREATE TABLE t (id integer)".into()).await.unwrap();
            let other = place.pool(1).await;
            end_all(&place, &other).await;
            let insert =
                place.server.statement("INSERT INTO t (id) VALUES (?)", vec![Value::Integer(1)]);
            let error = pool.acquire().await.unwrap().execute(&insert).await.unwrap_err();
            assert!(error.is_connection_error(), "{error:?}");
            // The first loss makes the pool try the others before it hands them out.
            for _ in 0..5 {
                pool.acquire().await.unwrap().execute(&insert).await.unwrap();
            }
            let count = place.server.statement("SELECT count(*) FROM t", vec![]);
            assert_eq!(number(&mut pool.acquire().await.unwrap(), &count).await.unwrap(), 5);
        }
        place
    });
}

trial!(a_connection_idle_for_long_is_tried_before_it_is_handed_out on Postgres, Mysql);
fn a_connection_idle_for_long_is_tried_before_it_is_handed_out(server: Server) {
    on(server, |place| async {
        if place.server != Server::Sqlite {
            let pool = place.pool_with(|it| it.idle_ping_after = Duration::from_millis(10)).await;
            let other = place.pool(1).await;
            end_all(&place, &other).await;
            pool.acquire().await.unwrap().run("CREATE TABLE t (id integer)".into()).await.unwrap();
            assert_eq!((pool.status().opened, pool.status().discarded), (2, 1));
        }
        place
    });
}

trial!(a_loss_inside_a_transaction_is_told on Postgres, Mysql);
fn a_loss_inside_a_transaction_is_told(server: Server) {
    on(server, |place| async {
        if place.server != Server::Sqlite {
            let pool = place.pool(1).await;
            let mut lease = pool.acquire().await.unwrap();
            lease.begin("BEGIN".into()).await.unwrap();
            let other = place.pool(1).await;
            end_all(&place, &other).await;
            let select = place.server.statement("SELECT 1", vec![]);
            let error = number(&mut lease, &select).await.unwrap_err();
            assert!(error.is_connection_error(), "{error:?}");
            assert!(lease.commit("COMMIT".into()).await.unwrap_err().is_connection_error());
            drop(lease);
            assert_eq!(number(&mut pool.acquire().await.unwrap(), &select).await.unwrap(), 1);
        }
        place
    });
}

trial!(a_stream_does_not_notice_either on Postgres, Mysql);
fn a_stream_does_not_notice_either(server: Server) {
    on(server, |place| async {
        if place.server != Server::Sqlite {
            let pool = filled(&place, 3).await;
            let other = place.pool(1).await;
            end_all(&place, &other).await;
            let mut lease = pool.acquire().await.unwrap();
            let select = place.server.statement("SELECT 1 UNION ALL SELECT 2", vec![]);
            let rows: Vec<_> = lease.stream(select).collect().await;
            assert_eq!(rows.iter().filter(|it| it.is_ok()).count(), 2);
        }
        place
    });
}

trial!(a_read_that_is_not_the_first_of_its_lease_is_not_repeated on Postgres, Mysql);
fn a_read_that_is_not_the_first_of_its_lease_is_not_repeated(server: Server) {
    on(server, |place| async {
        if place.server != Server::Sqlite {
            let pool = place.pool(1).await;
            let mut lease = pool.acquire().await.unwrap();
            // What the session was told would be lost with the connection.
            lease.run("SELECT 1".into()).await.unwrap();
            let other = place.pool(1).await;
            end_all(&place, &other).await;
            let select = place.server.statement("SELECT 1", vec![]);
            assert!(number(&mut lease, &select).await.unwrap_err().is_connection_error());
            assert!(number(&mut lease, &select).await.unwrap_err().is_connection_error());
        }
        place
    });
}
