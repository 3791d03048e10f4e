//! PostgreSQL: `queryset` through its pool beside tokio-postgres and sqlx.

use std::env;

use queryset::{Database, prelude::*};
use sqlx::{Connection, Executor, PgConnection, PgPool, Row, postgres::PgRow};
use tokio_postgres::{Client, NoTls, Statement};

use crate::{
    Outcome,
    awake::Awake,
    models::{Song, Visitor, fill},
    race::{Plan, Race, Rounds},
    table::Table,
};

const SONG: &str = "SELECT id, title, plays, rating FROM smoke_song WHERE id = $1";
const VISITORS: &str = "SELECT id, name, hair FROM smoke_visitor";

/// Makes a database, runs both races, drops the database.
pub(crate) async fn run(plan: &Plan) -> Outcome<()> {
    let server = env::var("QUERYSET_POSTGRES_URL");
    let server = server.unwrap_or_else(|_| "postgres://postgres@127.0.0.1:5432/postgres".into());
    let name = format!("queryset_smoke_{}", std::process::id());
    administer(&server, &format!("CREATE DATABASE {name}")).await?;
    let done = races(&beside(&server, &name)?, plan).await;
    administer(&server, &format!("DROP DATABASE {name} WITH (FORCE)")).await?;
    done
}

async fn races(url: &str, plan: &Plan) -> Outcome<()> {
    let all = Connections::open(url).await?;
    fill(&all.database).await?;
    println!("{}", by_key(&all, url, plan).await?);
    println!("{}", all_rows(&all, url, plan).await?);
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
    let _awake = Awake::keep();
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
            Ok(sqlx::query(VISITORS).fetch_all(&mut bare).await?.iter().map(visitor).collect())
        })
        .lane("sqlx, PgPool as it is by default", async |_| {
            Ok(sqlx::query(VISITORS).fetch_all(pool).await?.iter().map(visitor).collect())
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

fn visitor(row: &PgRow) -> Visitor {
    Visitor { id: row.get(0), name: row.get(1), hair: row.get(2) }
}

async fn client(url: &str) -> Outcome<Client> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    tokio::spawn(connection);
    Ok(client)
}

async fn administer(server: &str, statement: &str) -> Outcome<()> {
    let mut connection = PgConnection::connect(server).await?;
    // The name is made here, of letters and digits.
    connection.execute(sqlx::AssertSqlSafe(statement)).await?;
    Ok(connection.close().await?)
}

/// The URL of another database of the same server.
fn beside(server: &str, name: &str) -> Outcome<String> {
    let (address, options) =
        server.split_once('?').map_or((server, String::new()), |(a, o)| (a, format!("?{o}")));
    let (server, _) = address.rsplit_once('/').ok_or("QUERYSET_POSTGRES_URL names no database")?;
    Ok(format!("{server}/{name}{options}"))
}
