//! Writes whose answer was lost: nobody knows whether they were done, and the error says so.

use std::{
    io::{Read, Write},
    net::{Shutdown, TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

use queryset::{
    backend::{Lease, Pool, PoolOptions},
    error::{Error, Result},
};

use crate::place::{Place, Server, number, on};

/// What the cutter does when it sees the word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cut {
    /// The word still arrives; its answer does not.
    Behind,
    /// It never arrives.
    Before,
}

/// A way to a server that ends at a word.
struct Cutter {
    url: String,
    word: Arc<Mutex<Option<(&'static str, Cut)>>>,
}

impl Cutter {
    fn before(place: &Place) -> Self {
        let url = place.url();
        let (head, rest) = url.split_once('@').unwrap();
        let (address, database) = rest.split_once('/').unwrap();
        let target = address.to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let word = Arc::<Mutex<_>>::default();
        let seen = word.clone();
        thread::spawn(move || {
            for client in listener.incoming() {
                let client = client.unwrap();
                let server = TcpStream::connect(&target).unwrap();
                let (from, to) = (server.try_clone().unwrap(), client.try_clone().unwrap());
                thread::spawn(move || pass(from, to, &Mutex::default()));
                let seen = seen.clone();
                thread::spawn(move || pass(client, server, &seen));
            }
        });
        // Nothing between client and server may be unreadable.
        let plain = match place.server {
            Server::Postgres => "sslmode=disable",
            _ => "ssl-mode=disabled",
        };
        Self { url: format!("{head}@127.0.0.1:{port}/{database}?{plain}"), word }
    }

    fn at(&self, word: &'static str, cut: Cut) {
        *self.word.lock().unwrap() = Some((word, cut));
    }
}

/// Passes bytes on until the word comes.
fn pass(mut from: TcpStream, mut to: TcpStream, word: &Mutex<Option<(&'static str, Cut)>>) {
    let mut bytes = vec![0; 65_536];
    while let Ok(count @ 1..) = from.read(&mut bytes) {
        let here = word.lock().unwrap().take_if(|(word, _)| {
            bytes[..count].windows(word.len()).any(|it| it == word.as_bytes())
        });
        match here {
            Some((_, Cut::Before)) => break,
            Some((_, Cut::Behind)) => {
                // The client hears nothing any more, and the server has time to do what it was told.
                let _ = from.shutdown(Shutdown::Both);
                let _ = to.write_all(&bytes[..count]);
                thread::sleep(std::time::Duration::from_millis(200));
                break;
            }
            None if to.write_all(&bytes[..count]).is_err() => break,
            None => (),
        }
    }
    let _ = (from.shutdown(Shutdown::Both), to.shutdown(Shutdown::Both));
}

async fn rows(place: &Place) -> i64 {
    tokio::time::sleep(std::time::Duration::from_millis(400)).await;
    let pool = place.pool(1).await;
    let count = place.server.statement("SELECT count(*) FROM t", vec![]);
    number(&mut pool.acquire().await.unwrap(), &count).await.unwrap()
}

async fn block(lease: &mut Lease) -> Result<()> {
    lease.begin("BEGIN".into()).await?;
    lease.run("INSERT INTO t VALUES (1) /* inside */".into()).await?;
    lease.commit("COMMIT".into()).await
}

async fn single(place: &Place, lease: &mut Lease) -> Result<()> {
    let insert = place.server.statement("INSERT INTO t VALUES (1) /* single */", vec![]);
    lease.execute(&insert).await.map(drop)
}

fn is_lost(error: &Error, unknown: bool) {
    assert!(error.is_connection_error(), "{error:?}");
    assert_eq!(error.is_outcome_unknown(), unknown, "{error:?}");
    assert_eq!(error.to_string().contains("not known"), unknown, "{error}");
}

trial!(a_write_whose_answer_is_lost_says_that_its_outcome_is_unknown on Postgres, Mysql);
fn a_write_whose_answer_is_lost_says_that_its_outcome_is_unknown(server: Server) {
    on(server, |place| async {
        let setup = place.pool(1).await;
        setup.acquire().await.unwrap().run("CREATE TABLE t (id integer)".into()).await.unwrap();
        setup.close().await;
        let cutter = Cutter::before(&place);
        let pool = Pool::connect(&cutter.url, PoolOptions::default(), "cut".into()).await.unwrap();
        // The word is looked for from now on: what a connection says while it is opened can hold it, too.
        let lease = async |word, cut| {
            let lease = pool.acquire().await.unwrap();
            cutter.at(word, cut);
            lease
        };

        let mut held = lease("COMMIT", Cut::Behind).await;
        is_lost(&block(&mut held).await.unwrap_err(), true);
        drop(held);
        assert_eq!(rows(&place).await, 1, "it was committed");
        let mut held = lease("COMMIT", Cut::Before).await;
        is_lost(&block(&mut held).await.unwrap_err(), true);
        drop(held);
        assert_eq!(rows(&place).await, 1, "it was not");

        // A lost statement of a block is undone with it.
        for word in ["inside", "BEGIN"] {
            let mut held = lease(word, Cut::Behind).await;
            is_lost(&block(&mut held).await.unwrap_err(), false);
        }
        assert_eq!(rows(&place).await, 1);

        let mut held = lease("single", Cut::Before).await;
        is_lost(&single(&place, &mut held).await.unwrap_err(), true);
        drop(held);
        let mut held = lease("INSERT", Cut::Behind).await;
        is_lost(&held.run("INSERT INTO t VALUES (1)".into()).await.unwrap_err(), true);
        drop(held);
        assert_eq!(rows(&place).await, 2);

        // A read changes nothing.
        let mut used = lease("lonely", Cut::Behind).await;
        used.run("SELECT 1".into()).await.unwrap();
        let read = place.server.statement("SELECT 1 /* lonely */", vec![]);
        is_lost(&number(&mut used, &read).await.unwrap_err(), false);
        pool.close().await;
        place
    });
}

trial!(what_the_server_refused_has_a_known_outcome);
fn what_the_server_refused_has_a_known_outcome(server: Server) {
    on(server, |place| async {
        let pool = place.pool(2).await;
        let mut lease = pool.acquire().await.unwrap();
        lease.run("CREATE TABLE t (id integer PRIMARY KEY)".into()).await.unwrap();
        single(&place, &mut lease).await.unwrap();
        let error = single(&place, &mut lease).await.unwrap_err();
        assert!(error.is_unique_violation() && !error.is_outcome_unknown(), "{error:?}");
        let error = block(&mut lease).await.unwrap_err();
        assert!(error.is_unique_violation() && !error.is_outcome_unknown(), "{error:?}");
        let committed = lease.commit("COMMIT".into()).await;
        assert!(!committed.is_err_and(|it| it.is_outcome_unknown()));
        drop(lease);
        if place.server == Server::Postgres {
            // The server says that it goes, and that says that it has done nothing.
            let mut lease = pool.acquire().await.unwrap();
            let own = place.server.statement("SELECT pg_backend_pid()::bigint", vec![]);
            let process = number(&mut lease, &own).await.unwrap();
            let end = format!("SELECT pg_terminate_backend({process})");
            pool.acquire().await.unwrap().run(end.into()).await.unwrap();
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            let error = single(&place, &mut lease).await.unwrap_err();
            assert!(error.is_connection_error() && !error.is_outcome_unknown(), "{error:?}");
        }
        pool.close().await;
        assert!(!pool.acquire().await.unwrap_err().is_outcome_unknown());
        place
    });
}
