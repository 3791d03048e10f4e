//! What the database refuses is recognised, and told in its words.

use std::error::Error as _;

use queryset::{
    backend::{Lease, Pool, PoolOptions},
    error::{Error, ErrorKind},
    value::Value,
};

use crate::{
    place::{Place, Server, number, on},
    ring::wait,
};

const TABLES: [&str; 2] = [
    "CREATE TABLE publisher (id integer NOT NULL PRIMARY KEY)",
    "CREATE TABLE book (id integer NOT NULL PRIMARY KEY, name varchar(5) NOT NULL, pages integer,
        publisher_id integer,
        CONSTRAINT book_name_key UNIQUE (name),
        CONSTRAINT book_pages CHECK (pages > 0),
        CONSTRAINT book_publisher FOREIGN KEY (publisher_id) REFERENCES publisher (id))",
];

async fn refused(lease: &mut Lease, sql: &str) -> Error {
    lease.run(sql.into()).await.unwrap_err()
}

/// A port of this machine that nobody listens at.
fn closed_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

trial!(a_refused_connection_says_so_with_host_and_port on Postgres, Mysql);
fn a_refused_connection_says_so_with_host_and_port(server: Server) {
    let port = closed_port();
    let url = format!("{}://ann:secret@127.0.0.1:{port}/x", server.name());
    wait(async {
        let pool = Pool::connect(&url, PoolOptions::default(), "refused".into()).await;
        let error = pool.err().unwrap();
        let text = error.to_string();
        assert_eq!(error.kind(), ErrorKind::Connection, "{text}");
        assert!(text.contains(&format!(" at 127.0.0.1:{port}: ")), "{text}");
        assert!(text.to_lowercase().contains("refused") && !text.contains("lost"), "{text}");
        assert!(!text.contains("secret"), "{text}");
    });
}

trial!(violations_are_recognised_and_named);
fn violations_are_recognised_and_named(server: Server) {
    on(server, |place| async {
        let pool = place.pool(1).await;
        let mut lease = pool.acquire().await.unwrap();
        for table in TABLES {
            lease.run(table.into()).await.unwrap();
        }
        lease.run("INSERT INTO book (id, name) VALUES (1, 'a')".into()).await.unwrap();
        let sqlite = place.server == Server::Sqlite;

        let unique = refused(&mut lease, "INSERT INTO book (id, name) VALUES (2, 'a')").await;
        assert!(unique.is_unique_violation() && unique.is_integrity_error(), "{unique:?}");
        if sqlite {
            assert_eq!((unique.table(), unique.column()), (Some("book"), Some("name")));
        } else {
            assert_eq!(unique.constraint(), Some("book_name_key"));
        }

        let key = refused(&mut lease, "INSERT INTO book (id, name) VALUES (1, 'b')").await;
        assert!(key.is_unique_violation(), "{key:?}");

        let null = refused(&mut lease, "INSERT INTO book (id, name) VALUES (3, NULL)").await;
        assert!(null.is_not_null_violation(), "{null:?}");
        assert_eq!(null.column(), Some("name"));

        let check =
            refused(&mut lease, "INSERT INTO book (id, name, pages) VALUES (4, 'c', 0)").await;
        assert!(check.is_check_violation(), "{check:?}");
        assert_eq!(check.constraint(), Some("book_pages"));

        let foreign =
            refused(&mut lease, "INSERT INTO book (id, name, publisher_id) VALUES (5, 'd', 9)")
                .await;
        assert!(foreign.is_foreign_key_violation(), "{foreign:?}");
        if !sqlite {
            assert_eq!(foreign.constraint(), Some("book_publisher"));
            let long =
                refused(&mut lease, "INSERT INTO book (id, name) VALUES (6, 'longer than five')")
                    .await;
            assert_eq!(long.kind(), ErrorKind::InvalidValue, "{long:?}");
        }

        let syntax = refused(&mut lease, "SELEC 1").await;
        assert_eq!(syntax.kind(), ErrorKind::Database);
        assert_eq!(syntax.sql(), Some("SELEC 1"));
        assert!(syntax.code().is_some() && syntax.source().is_some());
        // None of it harms the connection.
        assert_eq!(
            number(&mut lease, &place.server.statement("SELECT 7", vec![])).await.unwrap(),
            7
        );
        drop(lease);
        assert_eq!(pool.status().opened, 1);
        place
    });
}

/// What a log shows of an error: itself, and the texts of what caused it.
fn shown(error: &Error) -> String {
    let mut all = format!("{error} {error:?} {}", error.message());
    let mut source = error.source();
    while let Some(it) = source {
        all = format!("{all} {it}");
        source = it.source();
    }
    all
}

trial!(a_violation_does_not_tell_the_value_and_cannot_be_misled_by_it);
fn a_violation_does_not_tell_the_value_and_cannot_be_misled_by_it(server: Server) {
    on(server, |place| async {
        let pool = place.pool(1).await;
        let mut lease = pool.acquire().await.unwrap();
        let table = "CREATE TABLE token (id integer, word varchar(60), CONSTRAINT token_word UNIQUE (word))";
        lease.run(table.into()).await.unwrap();
        for word in ["s3cret", "s3cret' for key 'other' for key 'x'"] {
            let values = || vec![Value::Text(word.into())];
            let insert = || place.server.statement("INSERT INTO token (word) VALUES (?)", values());
            lease.execute(&insert()).await.unwrap();
            let error = lease.execute(&insert()).await.unwrap_err();
            assert!(error.is_unique_violation(), "{error:?}");
            assert!(!shown(&error).contains("s3cret"), "{}", shown(&error));
            if place.server == Server::Sqlite {
                assert_eq!((error.table(), error.column()), (Some("token"), Some("word")));
            } else {
                assert_eq!(error.constraint(), Some("token_word"));
            }
        }
        if place.server == Server::Mysql {
            let values = vec![Value::Text("s3cret".into())];
            let insert = place.server.statement("INSERT INTO token (id) VALUES (?)", values);
            let error = lease.execute(&insert).await.unwrap_err();
            assert_eq!((error.kind(), error.column()), (ErrorKind::InvalidValue, Some("id")));
            assert!(!shown(&error).contains("s3cret"), "{}", shown(&error));
        }
        drop(lease);
        place
    });
}

trial!(async a_url_that_cannot_be_read_is_told_without_what_is_in_it on Sqlite);
async fn a_url_that_cannot_be_read_is_told_without_what_is_in_it() {
    let urls = [
        "s3cret@host:5432/db",
        "s3cret:5432",
        "s3cret",
        "postgres:somebody:s3cret@host/db",
        "postgres:/somebody:s3cret@host/db",
        "mysql:somebody:s3cret@host/db",
        "postgres://somebody:pa?sslmode=s3cret@host/db",
        "postgres://somebody@host/db?sslmode=s3cret",
        "postgres://somebody@host:s3cret/db",
        "mysql://somebody@host/db?ssl-mode=s3cret",
        "mysql://somebody:pa?ssl-mode=s3cret@host/db",
        "sqlite://x.db?mode=s3cret",
        "sqlite://x.db?s3cret=1",
        "sqlite://x.db?cache=s3cret",
    ];
    for url in urls {
        let error = Pool::connect(url, PoolOptions::default(), "test".into()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration, "{url}: {error}");
        assert!(!shown(&error).contains("s3cret"), "{url}: {}", shown(&error));
    }
}

trial!(a_refused_value_sends_nothing);
fn a_refused_value_sends_nothing(server: Server) {
    on(server, |place| async {
        let pool = place.pool(1).await;
        let mut lease = pool.acquire().await.unwrap();
        let (value, told) = match place.server {
            Server::Postgres => (Value::Text("\0".into()), "NUL"),
            Server::Sqlite => (Value::Double(f64::NAN), "NaN"),
            Server::Mysql => (Value::Double(f64::INFINITY), "inf"),
        };
        lease.begin("BEGIN".into()).await.unwrap();
        let error =
            lease.execute(&place.server.statement("SELECT ?", vec![value])).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidValue);
        assert!(error.to_string().contains(told), "{error}");
        // On PostgreSQL a refusal by the server would have broken the transaction.
        assert_eq!(
            number(&mut lease, &place.server.statement("SELECT 1", vec![])).await.unwrap(),
            1
        );
        lease.commit("COMMIT".into()).await.unwrap();
        place
    });
}

trial!(a_wrong_address_is_told_without_the_password on Postgres, Mysql);
fn a_wrong_address_is_told_without_the_password(server: Server) {
    let url = format!("{}://somebody:s3cret@127.0.0.1:1/x", server.name());
    wait(async {
        let error = Pool::connect(&url, PoolOptions::default(), "test".into()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Connection);
        let mut all = format!("{error} {error:?}");
        let mut source = error.source();
        while let Some(it) = source {
            all = format!("{all} {it} {it:?}");
            source = it.source();
        }
        assert!(all.contains("127.0.0.1:1") && !all.contains("s3cret"), "{all}");
    });
}

trial!(async a_url_that_names_no_database_is_told on Sqlite);
async fn a_url_that_names_no_database_is_told() {
    let connect = |url: &'static str| Pool::connect(url, PoolOptions::default(), "test".into());
    let error = connect("oracle://scott:tiger@host/x").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert!(
        error.to_string().contains("`oracle`") && !error.to_string().contains("tiger"),
        "{error}"
    );
    let error = connect("sqlite://").await.unwrap_err();
    assert!(error.to_string().contains("names no file"), "{error}");
    let error = connect("sqlite:///no/such/directory/x.db").await.unwrap_err();
    assert!(error.to_string().contains("/no/such/directory/x.db"), "{error}");
}

trial!(a_lock_that_cannot_be_had_is_told);
fn a_lock_that_cannot_be_had_is_told(server: Server) {
    on(server, |place| async {
        let pool =
            place.pool_with(|it| it.busy_timeout = std::time::Duration::from_millis(50)).await;
        let mut first = pool.acquire().await.unwrap();
        let mut second = pool.acquire().await.unwrap();
        first.run("CREATE TABLE locked (id integer)".into()).await.unwrap();
        first.run("INSERT INTO locked VALUES (1)".into()).await.unwrap();
        let write = "UPDATE locked SET id = 2";
        let kind = match place.server {
            Server::Sqlite => ErrorKind::Serialization,
            Server::Postgres => {
                second.run("SET lock_timeout = 50".into()).await.unwrap();
                ErrorKind::Cancelled
            }
            Server::Mysql => {
                second.run("SET innodb_lock_wait_timeout = 1".into()).await.unwrap();
                ErrorKind::Cancelled
            }
        };
        first.begin("BEGIN".into()).await.unwrap();
        first.run(write.into()).await.unwrap();
        let error = second.run(write.into()).await.unwrap_err();
        assert_eq!(error.kind(), kind, "{error:?}");
        first.commit("COMMIT".into()).await.unwrap();
        second.run(write.into()).await.unwrap();
        drop((first, second));
        place
    });
}

trial!(a_plan_from_before_a_migration_does_not_stay);
fn a_plan_from_before_a_migration_does_not_stay(server: Server) {
    on(server, |place| async {
        changed(&place).await;
        place
    });
}

async fn changed(place: &Place) {
    let pool = place.pool(1).await;
    let select = place.server.statement("SELECT v FROM moved", vec![]);
    let mut lease = pool.acquire().await.unwrap();
    lease.run("CREATE TABLE moved (v integer)".into()).await.unwrap();
    lease.run("INSERT INTO moved VALUES (1)".into()).await.unwrap();
    assert_eq!(number(&mut lease, &select).await.unwrap(), 1);
    let (one, two, three) = match place.server {
        Server::Sqlite => {
            ("DROP TABLE moved", "CREATE TABLE moved (v bigint)", "INSERT INTO moved VALUES (1)")
        }
        Server::Postgres => ("ALTER TABLE moved ALTER v TYPE bigint", "SELECT 1", "SELECT 1"),
        Server::Mysql => ("ALTER TABLE moved MODIFY v bigint", "SELECT 1", "SELECT 1"),
    };
    for sql in [one, two, three] {
        lease.run(sql.into()).await.unwrap();
    }
    drop(lease);
    let mut lease = pool.acquire().await.unwrap();
    assert_eq!(number(&mut lease, &select).await.unwrap(), 1);
}
