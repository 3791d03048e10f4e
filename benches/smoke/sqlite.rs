//! SQLite: `queryset` through its pool beside a bare connection of sqlx, on the same file.

use std::path::Path;

use queryset::{Database, prelude::*};
use sqlx::{Connection, Row, SqliteConnection, sqlite::SqliteRow};

use crate::{
    Outcome, many,
    models::{Song, Visitor, fill},
    race::{Plan, Race, Rounds},
    table::Table,
};

const SONG: &str = "SELECT id, title, plays, rating FROM smoke_song WHERE id = ?";
const VISITORS: &str = "SELECT id, name, hair FROM smoke_visitor";

/// Makes a file, runs the races, removes the file.
pub(crate) async fn run(plan: &Plan) -> Outcome<()> {
    let folder = std::env::temp_dir().join(format!("queryset_smoke_{}", std::process::id()));
    std::fs::create_dir(&folder)?;
    let done = races(&folder, plan).await;
    std::fs::remove_dir_all(&folder)?;
    done
}

async fn races(folder: &Path, plan: &Plan) -> Outcome<()> {
    let url = format!("sqlite://{}?mode=rwc", folder.join("smoke.db").display());
    let database = Database::connect(&url).await?;
    fill(&database).await?;
    println!("{}", by_key(&database, &url, plan).await?);
    println!("{}", all_rows(&database, &url, plan).await?);
    for table in many::sqlite(&database, &url, plan).await? {
        println!("{table}");
    }
    database.close().await;
    Ok(())
}

async fn by_key(database: &Database, url: &str, plan: &Plan) -> Outcome<Table> {
    let mut bare = SqliteConnection::connect(url).await?;
    Race::new("SQLite: get by key", plan)
        .lane("sqlx, one connection", async |key| {
            Ok(song(&sqlx::query(SONG).bind(key).fetch_one(&mut bare).await?))
        })
        .lane("queryset", async |key| {
            Ok(Song::objects().using(database).aget(|s| s.id().eq(key)).await?)
        })
        .run(Rounds { rounds: 800, calls: 25 })
        .await
}

async fn all_rows(database: &Database, url: &str, plan: &Plan) -> Outcome<Table> {
    let mut bare = SqliteConnection::connect(url).await?;
    Race::new("SQLite: 10 000 rows", plan)
        .lane("sqlx, one connection", async |_| {
            Ok(sqlx::query(VISITORS).map(visitor).fetch_all(&mut bare).await?)
        })
        .lane("queryset", async |_| Ok(Visitor::objects().using(database).await?))
        .run(Rounds { rounds: 100, calls: 4 })
        .await
}

fn song(row: &SqliteRow) -> Song {
    Song { id: row.get(0), title: row.get(1), plays: row.get(2), rating: row.get(3) }
}

/// It takes the row, so that rows can be read as they arrive: that is faster than collecting them first.
#[allow(clippy::needless_pass_by_value, reason = "that is what `map` takes")]
fn visitor(row: SqliteRow) -> Visitor {
    Visitor { id: row.get(0), name: row.get(1), hair: row.get(2) }
}
