//! Databases, scopes, transactions and pools.

use std::{future::IntoFuture, time::Duration};

use futures::StreamExt;
use queryset::prelude::*;

use crate::{
    law::law,
    support::library::{Author, Shelf},
};

law! {
    the_scope_is_the_database_of_the_task(db) {
        Author::objects().acreate(|a| a.name("Ann")).await.unwrap();
        let elsewhere = Database::connect("sqlite::memory:").await.unwrap();
        let error = elsewhere.scope(async { Author::objects().acount().await }).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Database);
        assert_eq!(Author::objects().acount().await.unwrap(), 1);
        let named = tokio::spawn(async move { Author::objects().using(&db).acount().await });
        assert_eq!(named.await.unwrap().unwrap(), 1);
    }
}

law! {
    a_registered_alias_is_known_to_every_task(db) {
        let other = Database::builder("sqlite::memory:").alias("other").connect().await.unwrap().register();
        assert_eq!(other.alias(), "other");
        let spawned = tokio::spawn(async { Author::objects().using("other").acount().await });
        assert_eq!(spawned.await.unwrap().unwrap_err().kind(), ErrorKind::Database);
        assert_eq!(queryset::database("other").unwrap().dialect(), Dialect::Sqlite);
    }
}

law! {
    a_transaction_is_seen_by_others_after_its_commit(db) {
        let tx = db.begin().await.unwrap();
        Author::objects().using(&tx).acreate(|a| a.name("Ann")).await.unwrap();
        assert_eq!(Author::objects().using(&tx).acount().await.unwrap(), 1);
        tx.commit().await.unwrap();
        assert_eq!(Author::objects().acount().await.unwrap(), 1);
    }
}

law! {
    a_transaction_that_is_dropped_or_rolled_back_leaves_nothing(db) {
        let tx = db.begin().await.unwrap();
        Author::objects().using(&tx).acreate(|a| a.name("Ann")).await.unwrap();
        tx.rollback().await.unwrap();
        let tx = db.begin().await.unwrap();
        Author::objects().using(&tx).acreate(|a| a.name("Bob")).await.unwrap();
        drop(tx);
        assert_eq!(Author::objects().acount().await.unwrap(), 0);
    }
}

law! {
    a_query_on_a_transaction_that_is_over_is_refused(db) {
        let tx = db.begin().await.unwrap();
        let late = Author::objects().using(&tx);
        tx.commit().await.unwrap();
        assert_eq!(late.clone().acount().await.unwrap_err().kind(), ErrorKind::TransactionClosed);
        let tx = db.begin().await.unwrap();
        let late = Author::objects().using(&tx);
        drop(tx);
        assert_eq!(late.await.unwrap_err().kind(), ErrorKind::TransactionClosed);
    }
}

law! {
    futures_on_one_transaction_take_turns(db) {
        Shelf::fill().await;
        let tx = db.begin().await.unwrap();
        let count = || Author::objects().using(&tx).acount();
        let rows = || Author::objects().order_by(|a| a.id()).using(&tx).values_list(|a| a.name());
        let created = Author::objects().using(&tx).acreate(|a| a.name("New"));
        let (first, names, created, again) = futures::join!(count(), rows().into_future(), created, rows().into_future());
        assert!([3, 4].contains(&first.unwrap()));
        assert!(names.unwrap().len() >= 3 && again.unwrap().len() >= 3);
        created.unwrap();
        assert_eq!(count().await.unwrap(), 4);
        tx.rollback().await.unwrap();
    }
}

law! {
    a_statement_that_fails_leaves_the_connection_good(db) {
        Author::objects().acreate(|a| a.name("Ann")).await.unwrap();
        for _ in 0..20 {
            let mut twice = Author::objects().aget(|a| a.name().eq("Ann")).await.unwrap();
            assert!(twice.asave().force_insert().await.unwrap_err().is_unique_violation());
            assert_eq!(Author::objects().acount().await.unwrap(), 1);
        }
    }
}

law! {
    a_stream_that_is_dropped_half_way_leaves_the_connection_clean(db) {
        Shelf::fill().await;
        for _ in 0..30 {
            let mut stream = Box::pin(Author::objects().order_by(|a| a.id()).aiterator());
            assert_eq!(stream.next().await.unwrap().unwrap().name, "Ann");
            drop(stream);
            assert_eq!(Author::objects().acount().await.unwrap(), 3);
        }
    }
}

law! {
    plain_sqlx_runs_on_the_same_pool(db) {
        Author::objects().acreate(|a| a.name("Ann")).await.unwrap();
        let mut connection = db.acquire().await.unwrap();
        let sql = "SELECT name FROM library_author";
        let name: String = match db.dialect() {
            Dialect::Postgres => sqlx::query_scalar(sql).fetch_one(connection.postgres().unwrap()).await.unwrap(),
            Dialect::Sqlite => sqlx::query_scalar(sql).fetch_one(connection.sqlite().unwrap()).await.unwrap(),
            _ => sqlx::query_scalar(sql).fetch_one(connection.mysql().unwrap()).await.unwrap(),
        };
        assert_eq!(name, "Ann");
        drop(connection);
        assert_eq!(Author::objects().acount().await.unwrap(), 1);
    }
}

law! {
    a_pool_that_is_empty_says_so_in_time(db) {
        let small = Database::builder("sqlite::memory:").acquire_timeout(Duration::from_millis(50)).connect().await.unwrap();
        let theirs = small.clone();
        let held = tokio::spawn(async move { theirs.acquire().await }).await.unwrap().unwrap();
        let error = Author::objects().using(&small).acount().await.unwrap_err();
        assert!(error.is_pool_timeout(), "{error:?}");
        assert!(error.to_string().contains('1'), "{error}");
        drop(held);
        assert!(!Author::objects().using(&small).acount().await.unwrap_err().is_pool_timeout());
    }
}

law! {
    a_pool_of_sqlx_that_exists_already_serves_as_well(db) {
        let options = sqlx::sqlite::SqlitePoolOptions::new().max_connections(1);
        let theirs = options.connect("sqlite::memory:").await.unwrap();
        sqlx::query("CREATE TABLE library_author (id integer PRIMARY KEY, name text NOT NULL, age integer)")
            .execute(&theirs)
            .await
            .unwrap();
        let ours = Database::from_pool(theirs.clone()).await.unwrap();
        let ann = Author::objects().using(&ours).acreate(|a| a.name("Ann")).await.unwrap();
        let name: String = sqlx::query_scalar("SELECT name FROM library_author WHERE id = ?")
            .bind(ann.id)
            .fetch_one(&theirs)
            .await
            .unwrap();
        assert_eq!(name, "Ann");
    }
}

law! {
    a_session_on_mysql_is_strict_and_isolated_as_django_has_it(db) {
        if matches!(db.dialect(), Dialect::Mysql | Dialect::Mariadb) {
            let mut connection = db.acquire().await.unwrap();
            let settings = sqlx::query_as("SELECT @@SESSION.sql_mode, @@SESSION.tx_isolation");
            let (mode, isolation): (String, String) =
                settings.fetch_one(connection.mysql().unwrap()).await.unwrap();
            assert!(mode.contains("STRICT_TRANS_TABLES"), "{mode}");
            assert_eq!(isolation, "READ-COMMITTED");
        }
    }
}
