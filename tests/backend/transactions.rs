//! Transactions of a lease.

use queryset::{
    backend::{Lease, Pool, Pooler},
    error::{ErrorKind, Result},
};

use crate::place::{Place, Server, number, on};

async fn table(pool: &Pool) {
    pool.acquire()
        .await
        .unwrap()
        .run("CREATE TABLE t (id integer NOT NULL PRIMARY KEY)".into())
        .await
        .unwrap();
}

async fn insert(lease: &mut Lease, id: u32) -> Result<()> {
    lease.run(format!("INSERT INTO t (id) VALUES ({id})").into()).await
}

async fn count(place: &Place, pool: &Pool) -> i64 {
    let mut lease = pool.acquire().await.unwrap();
    number(&mut lease, &place.server.statement("SELECT count(*) FROM t", vec![])).await.unwrap()
}

trial!(what_is_committed_stays_and_what_is_not_goes);
fn what_is_committed_stays_and_what_is_not_goes(server: Server) {
    on(server, |place| async {
        let pool = place.pool(1).await;
        table(&pool).await;
        let mut lease = pool.acquire().await.unwrap();
        lease.begin("BEGIN".into()).await.unwrap();
        assert!(lease.in_transaction());
        insert(&mut lease, 1).await.unwrap();
        lease.commit("COMMIT".into()).await.unwrap();
        assert!(!lease.in_transaction());
        lease.begin("BEGIN".into()).await.unwrap();
        insert(&mut lease, 2).await.unwrap();
        lease.rollback("ROLLBACK".into()).await.unwrap();
        lease.rollback("ROLLBACK".into()).await.unwrap();
        lease.begin("BEGIN".into()).await.unwrap();
        insert(&mut lease, 3).await.unwrap();
        drop(lease);
        assert_eq!(count(&place, &pool).await, 1);
        place
    });
}

trial!(a_transaction_with_a_swallowed_error_cannot_be_committed_on_postgres);
fn a_transaction_with_a_swallowed_error_cannot_be_committed_on_postgres(server: Server) {
    on(server, |place| async {
        let pool = place.pool(1).await;
        table(&pool).await;
        let mut lease = pool.acquire().await.unwrap();
        lease.begin("BEGIN".into()).await.unwrap();
        insert(&mut lease, 1).await.unwrap();
        assert!(insert(&mut lease, 1).await.unwrap_err().is_unique_violation());
        let committed = lease.commit("COMMIT".into()).await;
        if place.server == Server::Postgres {
            let error = committed.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::TransactionClosed, "{error:?}");
            lease.rollback("ROLLBACK".into()).await.unwrap();
        } else {
            committed.unwrap();
        }
        drop(lease);
        let kept = i64::from(place.server != Server::Postgres);
        assert_eq!(count(&place, &pool).await, kept);
        place
    });
}

trial!(an_error_inside_a_savepoint_is_undone_with_it);
fn an_error_inside_a_savepoint_is_undone_with_it(server: Server) {
    on(server, |place| async {
        let pool = place.pool(1).await;
        table(&pool).await;
        let mut lease = pool.acquire().await.unwrap();
        lease.begin("BEGIN".into()).await.unwrap();
        insert(&mut lease, 1).await.unwrap();
        lease.run("SAVEPOINT s".into()).await.unwrap();
        assert!(insert(&mut lease, 1).await.unwrap_err().is_unique_violation());
        lease.run("ROLLBACK TO SAVEPOINT s".into()).await.unwrap();
        lease.commit("COMMIT".into()).await.unwrap();
        drop(lease);
        assert_eq!(count(&place, &pool).await, 1);
        place
    });
}

trial!(after_a_deadlock_nothing_runs_outside_the_transaction on Mysql);
fn after_a_deadlock_nothing_runs_outside_the_transaction(server: Server) {
    on(server, |place| async {
        if place.server == Server::Mysql {
            deadlock(&place).await;
        }
        place
    });
}

async fn deadlock(place: &Place) {
    let pool = place.pool(3).await;
    table(&pool).await;
    let mut setup = pool.acquire().await.unwrap();
    insert(&mut setup, 1).await.unwrap();
    insert(&mut setup, 2).await.unwrap();
    drop(setup);
    let (mut a, mut b) = (pool.acquire().await.unwrap(), pool.acquire().await.unwrap());
    a.begin("BEGIN".into()).await.unwrap();
    b.begin("BEGIN".into()).await.unwrap();
    let lock = |id: u32| format!("SELECT id FROM t WHERE id = {id} FOR UPDATE");
    a.run(lock(1).into()).await.unwrap();
    b.run(lock(2).into()).await.unwrap();
    let (first, second) = tokio::join!(a.run(lock(2).into()), async {
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        b.run(lock(1).into()).await
    });
    let (mut loser, error) = match (first, second) {
        (Err(error), Ok(())) => (a, error),
        (Ok(()), Err(error)) => (b, error),
        other => panic!("{other:?}"),
    };
    assert_eq!(error.kind(), ErrorKind::Serialization);
    assert!(loser.in_transaction());
    assert_eq!(insert(&mut loser, 9).await.unwrap_err().kind(), ErrorKind::TransactionClosed);
    assert_eq!(
        loser.commit("COMMIT".into()).await.unwrap_err().kind(),
        ErrorKind::TransactionClosed
    );
    loser.rollback("ROLLBACK".into()).await.unwrap();
    insert(&mut loser, 10).await.unwrap();
    assert_eq!(count(place, &pool).await, 3);
}

trial!(a_transaction_that_sqlite_gave_up_refuses_what_follows on Sqlite);
fn a_transaction_that_sqlite_gave_up_refuses_what_follows(server: Server) {
    on(server, |place| async {
        if place.server == Server::Sqlite {
            let pool = place.pool(1).await;
            let mut lease = pool.acquire().await.unwrap();
            lease
                .run("CREATE TABLE t (id integer NOT NULL UNIQUE ON CONFLICT ROLLBACK)".into())
                .await
                .unwrap();
            lease.begin("BEGIN".into()).await.unwrap();
            insert(&mut lease, 1).await.unwrap();
            assert!(insert(&mut lease, 1).await.unwrap_err().is_unique_violation());
            assert_eq!(
                insert(&mut lease, 2).await.unwrap_err().kind(),
                ErrorKind::TransactionClosed
            );
            lease.rollback("ROLLBACK".into()).await.unwrap();
            insert(&mut lease, 3).await.unwrap();
            drop(lease);
            assert_eq!(count(&place, &pool).await, 1);
        }
        place
    });
}

trial!(a_pooler_gets_a_transaction_round_every_statement);
fn a_pooler_gets_a_transaction_round_every_statement(server: Server) {
    on(server, |place| async {
        let pool = place.pool_with(|it| it.pooler = Pooler::Transaction).await;
        table(&pool).await;
        let mut lease = pool.acquire().await.unwrap();
        let insert = place
            .server
            .statement("INSERT INTO t (id) VALUES (?)", vec![queryset::value::Value::Integer(1)]);
        lease.execute(&insert).await.unwrap();
        assert!(lease.execute(&insert).await.unwrap_err().is_unique_violation());
        assert!(!lease.in_transaction());
        if place.server == Server::Postgres {
            let kept =
                place.server.statement("SELECT count(*) FROM pg_prepared_statements", vec![]);
            assert_eq!(number(&mut lease, &kept).await.unwrap(), 0);
        }
        drop(lease);
        assert_eq!(count(&place, &pool).await, 1);
        place
    });
}
