//! The tables. The contenders written by hand fill the same structs.

use queryset::{
    Database,
    prelude::*,
    schema::{self, Schema},
};

use crate::Outcome;

/// How many rows the tables have.
pub(crate) const ROWS: usize = 10_000;

/// What is read by key: the key and three columns.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "smoke")]
pub(crate) struct Song {
    pub id: i64,
    #[field(max_length = 100)]
    pub title: String,
    pub plays: i32,
    pub rating: Option<f64>,
}

/// What is read as a whole: three columns, one of them often NULL.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "smoke")]
pub(crate) struct Visitor {
    pub id: i64,
    #[field(max_length = 100)]
    pub name: String,
    pub hair: Option<String>,
}

/// What relates the two; only compiled, never read.
#[derive(Model, Debug, Clone)]
#[model(app = "smoke")]
pub(crate) struct Review {
    pub id: i64,
    pub stars: i32,
    pub text: String,
    pub song: ForeignKey<Song>,
    pub visitor: ForeignKey<Visitor>,
}

/// The tables that are filled.
fn tables() -> Schema {
    schema::models([Song::meta(), Visitor::meta()])
}

/// Makes the tables with the same rows on every database.
pub(crate) async fn fill(database: &Database) -> Outcome<()> {
    tables().create_on(database).await?;
    let mut lease = database.acquire().await?;
    let numbers =
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)";
    for rows in [
        "INSERT INTO smoke_song (id, title, plays, rating) {n} \
         SELECT i, 'The song number ' || i, i % 1000, CASE WHEN i % 3 = 0 THEN NULL ELSE i / 8.0 END FROM n",
        "INSERT INTO smoke_visitor (id, name, hair) {n} \
         SELECT i, 'User ' || i, CASE WHEN i % 2 = 0 THEN NULL ELSE 'hair color' END FROM n",
        "ANALYZE",
    ] {
        lease.run(rows.replace("{n}", numbers).as_str().into()).await?;
    }
    Ok(())
}
