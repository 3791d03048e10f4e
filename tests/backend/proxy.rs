//! A way to a server that counts what clients send, and can be cut.

use std::{
    io::{Read, Write},
    net::{Shutdown, TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    thread,
};

use crate::place::{Place, Server};

/// A port of this machine that leads to the server of a test.
pub(crate) struct Proxy {
    port: u16,
    seen: Arc<Seen>,
}

struct Seen {
    server: String,
    /// What clients have sent so far: a client of a database sends, and waits for the answer.
    sent: AtomicUsize,
    /// Which of them is not delivered any more, nor anything later.
    cut: usize,
}

impl Proxy {
    /// A way that delivers everything.
    pub(crate) fn to(place: &Place) -> Self {
        Self::cut(place, usize::MAX)
    }

    /// A way that ends when clients have sent so many times.
    pub(crate) fn cut(place: &Place, cut: usize) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = address(&place.url()).to_owned();
        let seen = Arc::new(Seen { server, sent: AtomicUsize::new(0), cut });
        let carried = seen.clone();
        thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                carry(client, &carried);
            }
        });
        Self { port, seen }
    }

    /// The database of the place by this way, without encryption, which would take messages of its own.
    pub(crate) fn url(&self, place: &Place) -> String {
        let url =
            place.url().replacen(address(&place.url()), &format!("127.0.0.1:{}", self.port), 1);
        match place.server {
            Server::Postgres => format!("{url}?sslmode=disable"),
            Server::Mysql => format!("{url}?ssl-mode=disabled"),
            Server::Sqlite => url,
        }
    }

    /// How often clients have sent something.
    pub(crate) fn sent(&self) -> usize {
        self.seen.sent.load(Relaxed)
    }

    pub(crate) fn is_cut(&self) -> bool {
        self.sent() >= self.seen.cut
    }
}

/// `host:port` of a URL.
fn address(url: &str) -> &str {
    let rest = url.split_once("://").unwrap().1;
    let place = rest.split(['/', '?']).next().unwrap();
    place.rsplit('@').next().unwrap()
}

fn carry(client: TcpStream, seen: &Arc<Seen>) {
    let server = TcpStream::connect(&seen.server).unwrap();
    client.set_nodelay(true).unwrap();
    server.set_nodelay(true).unwrap();
    let (from_server, to_client) = (server.try_clone().unwrap(), client.try_clone().unwrap());
    thread::spawn(move || copy(from_server, to_client, || true));
    let seen = seen.clone();
    thread::spawn(move || copy(client, server, || seen.sent.fetch_add(1, Relaxed) + 1 < seen.cut));
}

/// Hands on what comes, as long as it is let through.
fn copy(mut from: TcpStream, mut to: TcpStream, mut through: impl FnMut() -> bool) {
    let mut buffer = vec![0; 65_536];
    while let Ok(length @ 1..) = from.read(&mut buffer) {
        if !through() || to.write_all(&buffer[..length]).is_err() {
            break;
        }
    }
    // The other end may be gone already.
    let _ = (from.shutdown(Shutdown::Both), to.shutdown(Shutdown::Both));
}
