//! Connections that are lost while they are opened, and what opening and reading cost.

use queryset::{
    backend::{Pool, PoolOptions},
    error::Result,
    value::Value,
};
use sqlx::{Connection, PgConnection};

use crate::{
    place::{Place, Server, number, on},
    proxy::Proxy,
};

/// More than any driver sends before a connection is ready.
const ENOUGH: usize = 20;

async fn pool(place: &Place, proxy: &Proxy) -> Result<Pool> {
    Pool::connect(&proxy.url(place), PoolOptions::default(), "opening".into()).await
}

trial!(a_connection_that_is_lost_while_it_is_opened_is_never_handed_out on Postgres, Mysql);
fn a_connection_that_is_lost_while_it_is_opened_is_never_handed_out(server: Server) {
    on(server, |place| async {
        if place.server != Server::Sqlite {
            let mut losses = 0;
            for cut in 1..=ENOUGH {
                let proxy = Proxy::cut(&place, cut);
                let opened = pool(&place, &proxy).await;
                if !proxy.is_cut() {
                    opened.unwrap();
                    break;
                }
                losses += 1;
                let lost = matches!(&opened, Err(error) if error.is_connection_error());
                assert!(lost, "{:?} cut at {cut}: {opened:?}", place.server);
            }
            // One to log in, and one to ask at least.
            assert!((2..ENOUGH).contains(&losses), "{:?}: {losses}", place.server);
        }
        place
    });
}

trial!(a_read_sends_no_more_than_itself on Postgres, Mysql);
fn a_read_sends_no_more_than_itself(server: Server) {
    on(server, |place| async {
        if place.server != Server::Sqlite {
            let proxy = Proxy::to(&place);
            let pool = pool(&place, &proxy).await.unwrap();
            let select = place.server.statement("SELECT ? + 0", vec![Value::BigInteger(7)]);
            let mut sent = Vec::new();
            for _ in 0..3 {
                let before = proxy.sent();
                let mut lease = pool.acquire().await.unwrap();
                assert_eq!(number(&mut lease, &select).await.unwrap(), 7);
                drop(lease);
                sent.push(proxy.sent() - before);
            }
            // Prepared once.
            assert_eq!(sent, [2, 1, 1], "{:?}", place.server);
        }
        place
    });
}

trial!(opening_postgres_asks_one_question_beside_logging_in on Postgres);
fn opening_postgres_asks_one_question_beside_logging_in(server: Server) {
    on(server, |place| async {
        if place.server == Server::Postgres {
            let bare = Proxy::to(&place);
            PgConnection::connect(&bare.url(&place)).await.unwrap();
            let proxy = Proxy::to(&place);
            pool(&place, &proxy).await.unwrap();
            assert_eq!(proxy.sent(), bare.sent() + 1);
        }
        place
    });
}
