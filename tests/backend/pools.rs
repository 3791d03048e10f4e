//! Taking and giving back connections.

use std::time::Duration;

use queryset::{
    backend::{Pool, PoolOptions},
    error::ErrorKind,
};

use crate::place::{Place, Server, number, on};

trial!(a_full_pool_says_what_to_do);
fn a_full_pool_says_what_to_do(server: Server) {
    on(server, |place| async {
        let pool = place
            .pool_with(|it| {
                it.max_connections = 2;
                it.acquire_timeout = Duration::from_millis(30);
            })
            .await;
        let (one, two) = (pool.acquire().await.unwrap(), pool.acquire().await.unwrap());
        let error = pool.acquire().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::PoolTimeout);
        let text = error.to_string();
        assert!(text.contains("may have 2") && text.contains("max_connections"), "{text}");
        drop((one, two));
        pool.acquire().await.unwrap();
        place
    });
}

trial!(a_closed_pool_is_told);
fn a_closed_pool_is_told(server: Server) {
    on(server, |place| async {
        let pool = place.pool(2).await;
        drop(pool.acquire().await.unwrap());
        pool.close().await;
        assert!(pool.acquire().await.unwrap_err().to_string().contains("closed"));
        place
    });
}

trial!(connections_are_reused);
fn connections_are_reused(server: Server) {
    on(server, |place| async {
        let pool = place.pool(4).await;
        for _ in 0..10 {
            pool.acquire().await.unwrap().run("SELECT 1".into()).await.unwrap();
        }
        assert_eq!(pool.status().opened, 1);
        place
    });
}

trial!(an_old_connection_is_replaced_except_on_sqlite);
fn an_old_connection_is_replaced_except_on_sqlite(server: Server) {
    on(server, |place| async {
        let pool = place.pool_with(|it| it.max_lifetime = Some(Duration::ZERO)).await;
        drop(pool.acquire().await.unwrap());
        let opened = if place.server == Server::Sqlite { 1 } else { 2 };
        assert_eq!(pool.status().opened, opened);
        place
    });
}

trial!(plain_sqlx_gets_the_connection_and_leaves_nothing_behind);
fn plain_sqlx_gets_the_connection_and_leaves_nothing_behind(server: Server) {
    on(server, |place| async {
        let pool = place.pool(1).await;
        let mut lease = pool.acquire().await.unwrap();
        lease.run("CREATE TABLE t (id integer)".into()).await.unwrap();
        match place.server {
            Server::Sqlite => {
                let raw = lease.sqlite().unwrap();
                sqlx::raw_sql("BEGIN; INSERT INTO t VALUES (1)").execute(raw).await.unwrap();
                assert!(lease.postgres().is_none() && lease.mysql().is_none());
            }
            Server::Postgres => {
                let raw = lease.postgres().unwrap();
                sqlx::raw_sql("BEGIN; INSERT INTO t VALUES (1)").execute(raw).await.unwrap();
                assert!(lease.sqlite().is_none() && lease.mysql().is_none());
            }
            Server::Mysql => {
                let raw = lease.mysql().unwrap();
                sqlx::raw_sql("BEGIN; INSERT INTO t VALUES (1)").execute(raw).await.unwrap();
                assert!(lease.sqlite().is_none() && lease.postgres().is_none());
            }
        }
        drop(lease);
        let count = place.server.statement("SELECT count(*) FROM t", vec![]);
        assert_eq!(number(&mut pool.acquire().await.unwrap(), &count).await.unwrap(), 0);
        place
    });
}

async fn adopted(place: &Place) -> Pool {
    match place.server {
        Server::Sqlite => {
            let options = sqlx::sqlite::SqlitePoolOptions::new().max_connections(1);
            Pool::from_sqlite(options.connect("sqlite::memory:").await.unwrap(), "lent".into())
        }
        Server::Postgres => {
            let options = sqlx::postgres::PgPoolOptions::new().max_connections(1);
            Pool::from_postgres(options.connect(&place.url()).await.unwrap(), "lent".into())
        }
        Server::Mysql => {
            let options = sqlx::mysql::MySqlPoolOptions::new().max_connections(1);
            Pool::from_mysql(options.connect(&place.url()).await.unwrap(), "lent".into())
                .await
                .unwrap()
        }
    }
}

trial!(a_pool_of_sqlx_serves_as_well);
fn a_pool_of_sqlx_serves_as_well(server: Server) {
    on(server, |place| async {
        let pool = adopted(&place).await;
        let select = place.server.statement("SELECT 5", vec![]);
        pool.acquire().await.unwrap().run("CREATE TABLE t (id integer)".into()).await.unwrap();
        for _ in 0..5 {
            let mut lease = pool.acquire().await.unwrap();
            lease.begin("BEGIN".into()).await.unwrap();
            lease.run("INSERT INTO t (id) VALUES (1)".into()).await.unwrap();
            assert_eq!(number(&mut lease, &select).await.unwrap(), 5);
        }
        let count = place.server.statement("SELECT count(*) FROM t", vec![]);
        assert_eq!(number(&mut pool.acquire().await.unwrap(), &count).await.unwrap(), 0);
        if place.server == Server::Mysql {
            assert_eq!(pool.dialect(), queryset::dialect::Dialect::Mariadb);
        }
        pool.close().await;
        place
    });
}

trial!(async a_temporary_database_serves_many_and_goes_away on Sqlite);
async fn a_temporary_database_serves_many_and_goes_away() {
    let pool =
        Pool::connect("sqlite::temporary:", PoolOptions::default(), "test".into()).await.unwrap();
    let mut writer = pool.acquire().await.unwrap();
    writer.run("CREATE TABLE t (id integer)".into()).await.unwrap();
    writer.begin("BEGIN IMMEDIATE".into()).await.unwrap();
    writer.run("INSERT INTO t VALUES (1)".into()).await.unwrap();
    let count = Server::Sqlite.statement("SELECT count(*) FROM t", vec![]);
    // A reader sees what was committed while somebody writes.
    assert_eq!(number(&mut pool.acquire().await.unwrap(), &count).await.unwrap(), 0);
    writer.commit("COMMIT".into()).await.unwrap();
    let mut file = String::new();
    let name = Server::Sqlite.statement("SELECT file FROM pragma_database_list", vec![]);
    writer
        .fetch(&name, &mut |row| {
            file = row.text()?.unwrap_or_default();
            Ok(())
        })
        .await
        .unwrap();
    assert!(std::path::Path::new(&file).exists(), "{file}");
    drop(writer);
    pool.close().await;
    drop(pool);
    assert!(!std::path::Path::new(&file).parent().unwrap().exists(), "{file}");
}

trial!(async sqlite_is_set_up_for_concurrency_and_checks_keys on Sqlite);
async fn sqlite_is_set_up_for_concurrency_and_checks_keys() {
    let file = std::env::temp_dir().join(format!("queryset-{}.db", std::process::id()));
    let url = format!("sqlite://{}", file.display());
    let pools = futures::future::join_all(
        (0..8).map(|_| Pool::connect(&url, PoolOptions::default(), "test".into())),
    )
    .await;
    for pool in pools {
        let pool = pool.unwrap();
        let mut lease = pool.acquire().await.unwrap();
        let mut told = Vec::new();
        for pragma in ["foreign_keys", "busy_timeout", "synchronous"] {
            let asked = Server::Sqlite.statement(&format!("PRAGMA {pragma}"), vec![]);
            told.push(number(&mut lease, &asked).await.unwrap());
        }
        assert_eq!(told, [1, 5_000, 1]);
        drop(lease);
        pool.close().await;
    }
    std::fs::remove_file(file).unwrap();
}

trial!(debug_tells_no_password);
fn debug_tells_no_password(server: Server) {
    on(server, |place| async {
        let pool = place.pool(1).await;
        let lease = pool.acquire().await.unwrap();
        let text = format!("{pool:?} {lease:?}");
        assert!(text.contains("test") && !text.contains("password"), "{text}");
        place
    });
}
