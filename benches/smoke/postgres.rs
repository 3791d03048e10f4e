//! PostgreSQL: `queryset` through its pool beside tokio-postgres and sqlx.

use queryset::{Database, prelude::*};
use sqlx::{Connection, PgConnection, PgPool, Row, postgres::PgRow};
use tokio_postgres::{Client, Statement};

use crate::{
    Outcome, many,
    models::{Song, Visitor, fill},
    race::{Plan, Race, Rounds},
    scratch::{client, with_database},
    table::Table,
};

const SONG: &str = "SELECT id, title, plays, rating FROM smoke_song WHERE id = $1";
const VISITORS: &str = "SELECT id, name, hair FROM smoke_visitor";

/// Runs the races on a database of their own.
pub(crate) async fn run(plan: &Plan) -> Outcome<()> {
    with_database(async |url: &str| races(url, plan).await).await
}

async fn races(url: &str, plan: &Plan) -> Outcome<()> {
    let all = Connections::open(url).await?;
    fill(&all.database).await?;
    println!("{}", by_key(&all, url, plan).await?);
    println!("{}", all_rows(&all, url, plan).await?);
    for table in many::postgres(&all.database, &all.client, url, plan).await? {
        println!("{table}");
    }
    all.database.close().await;
    all.pool.close().await;
    Ok(())
}

/// What can be shared; each race opens its bare connection of sqlx itself, for itself.
struct Connections {
    database: Database,
    pool: PgPool,
    client: Client,
}

impl Connections {
    async fn open(url: &str) -> Outcome<Self> {
        Ok(Self {
            database: Database::connect(url).await?,
            pool: PgPool::connect(url).await?,
            client: client(url).await?,
        })
    }
}

async fn by_key(all: &Connections, url: &str, plan: &Plan) -> Outcome<Table> {
    let Connections { database, pool, client } = all;
    let mut bare = PgConnection::connect(url).await?;
    let statement = client.prepare(SONG).await?;
    Race::new("PostgreSQL: get by key", plan)
        .lane("tokio-postgres, prepared", async |key| tokio_song(client, &statement, key).await)
        .lane("sqlx, one connection", async |key| {
            Ok(song(&sqlx::query(SONG).bind(key).fetch_one(&mut bare).await?))
        })
        .lane("sqlx, PgPool as it is by default", async |key| {
            Ok(song(&sqlx::query(SONG).bind(key).fetch_one(pool).await?))
        })
        .lane("queryset", async |key| {
            Ok(Song::objects().using(database).aget(|s| s.id().eq(key)).await?)
        })
        .run(Rounds { rounds: 800, calls: 25 })
        .await
}

async fn all_rows(all: &Connections, url: &str, plan: &Plan) -> Outcome<Table> {
    let Connections { database, pool, client } = all;
    let mut bare = PgConnection::connect(url).await?;
    let statement = client.prepare(VISITORS).await?;
    Race::new("PostgreSQL: 10 000 rows", plan)
        .lane("tokio-postgres, prepared", async |_| tokio_visitors(client, &statement).await)
        .lane("sqlx, one connection", async |_| {
            Ok(sqlx::query(VISITORS).map(visitor).fetch_all(&mut bare).await?)
        })
        .lane("sqlx, PgPool as it is by default", async |_| {
            Ok(sqlx::query(VISITORS).map(visitor).fetch_all(pool).await?)
        })
        .lane("queryset", async |_| Ok(Visitor::objects().using(database).await?))
        .run(Rounds { rounds: 150, calls: 4 })
        .await
}

async fn tokio_song(client: &Client, statement: &Statement, key: i64) -> Outcome<Song> {
    let row = client.query_one(statement, &[&key]).await?;
    Ok(Song {
        id: row.try_get(0)?,
        title: row.try_get(1)?,
        plays: row.try_get(2)?,
        rating: row.try_get(3)?,
    })
}

async fn tokio_visitors(client: &Client, statement: &Statement) -> Outcome<Vec<Visitor>> {
    let rows = client.query(statement, &[]).await?;
    Ok(rows
        .iter()
        .map(|row| Visitor { id: row.get(0), name: row.get(1), hair: row.get(2) })
        .collect())
}

fn song(row: &PgRow) -> Song {
    Song { id: row.get(0), title: row.get(1), plays: row.get(2), rating: row.get(3) }
}

/// It takes the row, so that rows can be read as they arrive: that is faster than collecting them first.
#[allow(clippy::needless_pass_by_value, reason = "that is what `map` takes")]
fn visitor(row: PgRow) -> Visitor {
    Visitor { id: row.get(0), name: row.get(1), hair: row.get(2) }
}
