//! A database that was used is as good as a new one, whatever was done to it.

use std::time::Duration;

use queryset::{atomic, prelude::*, testing::TestDatabase};

use crate::{
    library::{Author, Book, Publisher, Shelf},
    place::{database_of, identity, made, run, selected, servers, tables, text},
    server::Server,
};

/// The tables are there, without a row, and count from 1.
async fn is_as_new(db: &Database) {
    db.scope(async {
        assert_eq!(Book::objects().acount().await.unwrap(), 0);
        assert_eq!(Author::objects().acount().await.unwrap(), 0);
        let author = Author::objects().acreate(|a| a.name("first")).await.unwrap();
        let book = Book::objects()
            .acreate(|b| b.name("first").price(rust_decimal::Decimal::ONE).author(&author));
        assert_eq!((author.id, book.await.unwrap().id), (1, 1));
        assert_eq!(Publisher::objects().acreate(|p| p.name("first")).await.unwrap().id, 1);
    })
    .await;
}

#[tokio::test]
async fn rows_and_keys_of_one_test_are_not_there_in_the_next() {
    for server in selected() {
        for _ in 0..3 {
            let test = made(server, "rows").await;
            is_as_new(test.database()).await;
            let more = Publisher::objects().all().adelete();
            test.database()
                .scope(async {
                    more.await.unwrap();
                    Shelf::fill().await
                })
                .await;
            test.close().await;
        }
    }
}

#[tokio::test]
async fn the_same_database_is_used_again() {
    for server in servers() {
        let mut seen = Vec::new();
        for _ in 0..3 {
            let test = made(server, "again").await;
            seen.push(identity(test.database()).await);
        }
        assert!(seen.windows(2).all(|it| it[0] == it[1]), "{seen:?}");
    }
}

#[tokio::test]
async fn two_tests_at_once_have_two_databases() {
    for server in selected() {
        let (one, other) = (made(server, "two").await, made(server, "two").await);
        one.database().scope(Shelf::fill()).await;
        is_as_new(other.database()).await;
        if server != Server::Sqlite {
            assert_ne!(identity(one.database()).await, identity(other.database()).await);
        }
    }
}

#[tokio::test]
async fn a_changed_table_is_as_it_was_in_the_next_test() {
    for server in servers() {
        for change in [
            "DROP TABLE library_biography",
            "ALTER TABLE library_book ADD COLUMN isbn varchar(20) NULL",
            "ALTER TABLE library_author DROP COLUMN age",
            "CREATE INDEX more ON library_book (pages)",
            "CREATE TABLE more (id integer)",
            "CREATE VIEW more AS SELECT 1",
        ] {
            let test = made(server, "changed").await;
            test.database().scope(Shelf::fill()).await;
            run(test.database(), change).await;
            drop(test);
            let test = made(server, "changed").await;
            test.database().scope(Shelf::fill()).await;
            // What it was before, it can become again.
            run(test.database(), change).await;
        }
        is_as_new(made(server, "changed").await.database()).await;
    }
}

#[tokio::test]
async fn what_belongs_to_no_table_is_gone_on_postgres() {
    if !Server::Postgres.is_selected() {
        return;
    }
    for change in [
        "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET work_mem = ''3MB''', current_database()); END $$",
        "CREATE SCHEMA more; CREATE TABLE more.rows (id integer)",
        "CREATE FUNCTION more() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
        "SELECT lo_create(0)",
        "CREATE TYPE more AS ENUM ('a')",
        "GRANT SELECT ON library_book TO PUBLIC",
        "CREATE TRIGGER more BEFORE DELETE ON library_author FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
        "ALTER SEQUENCE library_author_id_seq RESTART WITH 7",
        "SELECT setval('library_author_id_seq', 9, false)",
        "CREATE MATERIALIZED VIEW more AS SELECT count(*) FROM library_book",
        "INSERT INTO library_author (name) SELECT repeat('x', 90) FROM generate_series(1, 20000)",
        "VACUUM FULL library_author",
    ] {
        let test = made(Server::Postgres, "no table").await;
        run(test.database(), change).await;
        drop(test);
        let test = made(Server::Postgres, "no table").await;
        let mut lease = test.database().acquire().await.unwrap();
        assert_ne!(text(&mut lease, "SHOW work_mem").await, "3MB");
        let more = "SELECT count(*)::text FROM pg_class WHERE relname = 'more'";
        assert_eq!(text(&mut lease, more).await, "0", "{change}");
        drop(lease);
        is_as_new(test.database()).await;
    }
}

#[tokio::test]
async fn what_belongs_to_no_table_is_gone_on_mysql() {
    if !Server::Mysql.is_selected() {
        return;
    }
    for change in [
        "ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci",
        "CREATE FUNCTION more() RETURNS integer DETERMINISTIC RETURN 1",
        "CREATE SEQUENCE more",
        "CREATE TRIGGER more BEFORE INSERT ON library_author FOR EACH ROW SET NEW.name = 'triggered'",
        "ALTER TABLE library_author AUTO_INCREMENT = 7",
    ] {
        let test = made(Server::Mysql, "no table").await;
        run(test.database(), change).await;
        drop(test);
        let test = made(Server::Mysql, "no table").await;
        let mut lease = test.database().acquire().await.unwrap();
        assert_eq!(text(&mut lease, "SELECT @@collation_database").await, "utf8mb4_bin");
        drop(lease);
        is_as_new(test.database()).await;
        let author = Author::objects().using(test.database()).afirst().await.unwrap().unwrap();
        assert_eq!(author.name, "first");
    }
}

#[tokio::test]
async fn a_database_that_was_not_made_to_the_end_is_made_anew() {
    for server in servers() {
        let broken = TestDatabase::builder(&server.url())
            .tables(&tables())
            .script("SELECT nothing FROM nowhere");
        assert!(broken.create().await.is_err());
        is_as_new(made(server, "rows").await.database()).await;
    }
}

#[tokio::test]
async fn a_transaction_that_a_test_left_open_does_not_hold_up_the_next() {
    for server in servers() {
        let test = made(server, "open").await;
        let left = test.database().clone();
        let tx = left.begin().await.unwrap();
        Author::objects().using(&tx).acreate(|a| a.name("locked")).await.unwrap();
        Author::objects().using(&left).acreate(|a| a.name("there")).await.unwrap();
        drop(test);
        let taken =
            tokio::time::timeout(Duration::from_secs(20), made(server, "open")).await.unwrap();
        is_as_new(taken.database()).await;
        let error = Author::objects().using(&tx).acount().await.unwrap_err();
        assert!(error.is_connection_error(), "{error:?}");
    }
}

#[tokio::test]
async fn who_still_has_a_database_that_was_dropped_is_refused() {
    for server in selected() {
        for closes in [false, true] {
            let test = made(server, "left").await;
            let left = test.database().clone();
            let name = match server {
                Server::Sqlite => String::new(),
                _ => identity(&left).await,
            };
            // A task that the test does not wait for: it tries until it is told that there is nothing to write to.
            let task = tokio::spawn(async move {
                loop {
                    let written = Author::objects().using(&left).acreate(|a| a.name("left"));
                    if let Err(error) = written.await
                        && error.to_string().contains("closed")
                    {
                        break error;
                    }
                }
            });
            if closes {
                test.close().await;
            } else {
                drop(test);
            }
            let next = made(server, "left").await;
            if server != Server::Sqlite {
                assert_eq!(identity(next.database()).await, name);
            }
            let refused = tokio::time::timeout(Duration::from_secs(20), task);
            let error = refused.await.expect("the task goes on writing").unwrap();
            assert_eq!(error.kind(), ErrorKind::Connection, "{error}");
            is_as_new(next.database()).await;
        }
    }
}

#[tokio::test]
async fn a_database_can_be_made_and_used_in_a_spawned_task() {
    for server in selected() {
        let spawned = tokio::spawn(async move {
            let test = made(server, "spawned").await;
            Author::objects().using(test.database()).acount().await
        });
        assert_eq!(spawned.await.unwrap().unwrap(), 0);
    }
}

#[tokio::test]
async fn an_empty_database_has_no_table() {
    for server in selected() {
        for _ in 0..2 {
            let test = TestDatabase::create(&server.url()).await.unwrap();
            tables().create_on(test.database()).await.unwrap();
            is_as_new(test.database()).await;
        }
    }
}

#[tokio::test]
async fn options_are_those_of_the_pool() {
    for server in selected() {
        let builder = database_of(server, "options").options(|it| it.max_connections(1));
        let test = builder.options(|it| it.alias("zoo")).create().await.unwrap();
        assert_eq!(test.database().alias(), "zoo");
        assert_eq!(test.database().status().max_connections, 1);
        let done = test.database().atomic(atomic(async { Author::objects().acount().await }));
        assert_eq!(done.await.unwrap(), 0);
    }
}

/// The login sees the connection of another one, and may not end it.
#[tokio::test]
async fn a_database_that_could_not_be_had_is_free_as_soon_as_it_can_on_mysql() {
    if !Server::Mysql.is_selected() {
        return;
    }
    let host = Database::connect(&Server::Mysql.url()).await.unwrap();
    run(
        &host,
        "CREATE OR REPLACE USER queryset_few IDENTIFIED BY 'few'; GRANT PROCESS ON *.* TO queryset_few; \
         GRANT ALL ON `%queryset\\_test\\_%`.* TO queryset_few",
    )
    .await;
    let url = Server::Mysql.url();
    let (_, address) = url.split_once('@').unwrap();
    let few = format!("mysql://queryset_few:few@{address}");
    TestDatabase::drop_kept(&few).await.unwrap();
    let first = TestDatabase::create(&few).await.unwrap();
    let name = identity(first.database()).await;
    first.close().await;
    let other = Database::connect(&Server::Mysql.database_url(&name)).await.unwrap();
    let second = TestDatabase::create(&few).await.unwrap();
    assert_ne!(identity(second.database()).await, name);
    other.close().await;
    let third = TestDatabase::create(&few).await.unwrap();
    assert_eq!(identity(third.database()).await, name);
    second.close().await;
    third.close().await;
    assert_eq!(TestDatabase::drop_kept(&few).await.unwrap(), 2);
    run(&host, "DROP USER queryset_few").await;
}

#[tokio::test]
async fn databases_that_are_kept_can_be_dropped_but_for_those_in_use() {
    if !Server::Postgres.is_selected() {
        return;
    }
    // Another database to log into has databases of its own.
    let host = Database::connect(&Server::Postgres.url()).await.unwrap();
    let name = "queryset_login";
    run(&host, &format!("DROP DATABASE IF EXISTS {name}")).await;
    run(&host, &format!("CREATE DATABASE {name}")).await;
    let url = Server::Postgres.url();
    let url = format!("{}/{name}", url.rsplit_once('/').unwrap().0);
    let used = TestDatabase::create(&url).await.unwrap();
    TestDatabase::create(&url).await.unwrap().close().await;
    assert_eq!(TestDatabase::drop_kept(&url).await.unwrap(), 1);
    tables().create_on(used.database()).await.unwrap();
    used.close().await;
    assert_eq!(TestDatabase::drop_kept(&url).await.unwrap(), 1);
    run(&host, &format!("DROP DATABASE {name} WITH (FORCE)")).await;
}
