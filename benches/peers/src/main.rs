//! `queryset` beside other ORMs on PostgreSQL, with the races of the smoke benchmark.
//!
//! ```sh
//! cd benches/peers && cargo run --release              # or, for a first look, -- --quick
//! ```
//!
//! Each goes through its pool as it is by default, and diesel-async over one connection without a pool too.

mod diesel;
#[allow(dead_code, reason = "one of the models is only compiled, in the smoke benchmark")]
#[path = "../../smoke/models.rs"]
mod models;
#[path = "../../smoke/one_core.rs"]
mod one_core;
#[path = "../../smoke/race.rs"]
mod race;
#[path = "../../smoke/scratch.rs"]
mod scratch;
mod seaorm;
#[path = "../../smoke/table.rs"]
mod table;

use std::error::Error;

use queryset::{Database, prelude::*};
use tokio_postgres::{Client, Row};

use crate::{
    models::{Song, Visitor, fill},
    one_core::OneCore,
    race::{Plan, Race, Rounds},
    scratch::{client, with_database},
    table::Table,
};

/// What everything here returns: a benchmark that fails says why and stops.
type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

const SONG: &str = "SELECT id, title, plays, rating FROM smoke_song WHERE id = $1";
const VISITORS: &str = "SELECT id, name, hair FROM smoke_visitor";

/// One of each, on the same database.
struct Contenders {
    client: Client,
    database: Database,
    seaorm: sea_orm::DatabaseConnection,
    diesel: diesel::Pool,
    connection: diesel_async::AsyncPgConnection,
}

fn main() -> Outcome<()> {
    let quick = std::env::args().any(|it| it == "--quick");
    let plan = Plan { quick, ..Plan::default() };
    let _one_core = OneCore::take();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(run(&plan))
}

async fn run(plan: &Plan) -> Outcome<()> {
    with_database(async |url: &str| {
        let mut all = Contenders {
            client: client(url).await?,
            database: Database::connect(url).await?,
            seaorm: sea_orm::Database::connect(url).await?,
            diesel: diesel::pool(url)?,
            connection: diesel::connection(url).await?,
        };
        fill(&all.database).await?;
        println!("{}", by_key(&mut all, plan).await?);
        println!("{}", all_rows(&mut all, plan).await?);
        Ok(())
    })
    .await
}

async fn by_key(all: &mut Contenders, plan: &Plan) -> Outcome<Table> {
    let Contenders { client, database, seaorm, diesel, connection } = all;
    let statement = client.prepare(SONG).await?;
    Race::new("PostgreSQL: get by key", plan)
        .lane("tokio-postgres, prepared", async |key| {
            Ok(song(&client.query_one(&statement, &[&key]).await?))
        })
        .lane("queryset", async |key| {
            Ok(Song::objects().using(&*database).aget(|s| s.id().eq(key)).await?)
        })
        .lane("diesel-async, one connection", async |key| diesel::song(connection, key).await)
        .lane("diesel-async, deadpool as it is by default", async |key| {
            diesel::song(&mut *diesel.get().await?, key).await
        })
        .lane("sea-orm", async |key| seaorm::song(seaorm, key).await)
        .run(Rounds { rounds: 800, calls: 25 })
        .await
}

async fn all_rows(all: &mut Contenders, plan: &Plan) -> Outcome<Table> {
    let Contenders { client, database, seaorm, diesel, connection } = all;
    let statement = client.prepare(VISITORS).await?;
    Race::new("PostgreSQL: 10 000 rows", plan)
        .lane("tokio-postgres, prepared", async |_| {
            Ok(client.query(&statement, &[]).await?.iter().map(visitor).collect())
        })
        .lane("queryset", async |_| Ok(Visitor::objects().using(&*database).await?))
        .lane("diesel-async, one connection", async |_| diesel::visitors(connection).await)
        .lane("diesel-async, deadpool as it is by default", async |_| {
            diesel::visitors(&mut *diesel.get().await?).await
        })
        .lane("sea-orm", async |_| seaorm::visitors(seaorm).await)
        .run(Rounds { rounds: 150, calls: 4 })
        .await
}

fn song(row: &Row) -> Song {
    Song { id: row.get(0), title: row.get(1), plays: row.get(2), rating: row.get(3) }
}

fn visitor(row: &Row) -> Visitor {
    Visitor { id: row.get(0), name: row.get(1), hair: row.get(2) }
}
