//! What a kept database takes, and a new one: printed, for `docs/decisions/0032-…`, and held to nothing but having no row.

use std::time::{Duration, Instant};

use queryset::prelude::*;

use crate::{
    library::{Book, Shelf},
    place::{database_of, run, servers, tables},
    server::Server,
};

/// Says how long a database takes, from the URL to the first query, where the test before wrote into five tables.
#[tokio::test]
async fn each_database_that_is_measured_has_its_tables_and_no_row() {
    for server in servers() {
        let new = median(3, async || new(server).await).await;
        drop(database_of(server, "speed").create().await.unwrap());
        let kept = median(50, async || {
            let started = Instant::now();
            let test = database_of(server, "speed").create().await.unwrap();
            let elapsed = started.elapsed();
            assert_eq!(Book::objects().using(test.database()).acount().await.unwrap(), 0);
            test.database().scope(Shelf::fill()).await;
            elapsed
        })
        .await;
        eprintln!("{}: a kept database {kept:?}, a new one {new:?} (medians)", server.name());
    }
}

/// How long a database takes that is made for one test.
async fn new(server: Server) -> Duration {
    let host = Database::builder(&server.url()).max_connections(1).connect().await.unwrap();
    let name = format!("queryset_new_{}", std::process::id());
    let started = Instant::now();
    run(&host, &format!("CREATE DATABASE {name}")).await;
    let url = server.url();
    let db =
        Database::connect(&format!("{}/{name}", url.rsplit_once('/').unwrap().0)).await.unwrap();
    tables().create_on(&db).await.unwrap();
    let elapsed = started.elapsed();
    db.close().await;
    run(&host, &format!("DROP DATABASE {name}")).await;
    elapsed
}

async fn median(count: usize, mut each: impl AsyncFnMut() -> Duration) -> Duration {
    let mut all = Vec::new();
    for _ in 0..count {
        all.push(each().await);
    }
    all.sort();
    all[count / 2]
}
