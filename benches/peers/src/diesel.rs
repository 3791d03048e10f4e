//! diesel with diesel-async.

use diesel::prelude::{ExpressionMethods, QueryDsl, Queryable, Selectable, SelectableHelper};
use diesel_async::{
    AsyncConnection, AsyncPgConnection, RunQueryDsl,
    pooled_connection::{AsyncDieselConnectionManager, deadpool},
};

use crate::{Outcome, models};

pub(crate) type Pool = deadpool::Pool<AsyncPgConnection>;

mod schema {
    diesel::table! {
        smoke_song (id) {
            id -> BigInt,
            title -> Varchar,
            plays -> Integer,
            rating -> Nullable<Double>,
        }
    }
    diesel::table! {
        smoke_visitor (id) {
            id -> BigInt,
            name -> Varchar,
            hair -> Nullable<Text>,
        }
    }
}
use schema::{smoke_song, smoke_visitor};

#[derive(Queryable, Selectable)]
#[diesel(table_name = smoke_song, check_for_backend(diesel::pg::Pg))]
struct Song {
    id: i64,
    title: String,
    plays: i32,
    rating: Option<f64>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = smoke_visitor, check_for_backend(diesel::pg::Pg))]
struct Visitor {
    id: i64,
    name: String,
    hair: Option<String>,
}

pub(crate) fn pool(url: &str) -> Outcome<Pool> {
    let manager = AsyncDieselConnectionManager::<AsyncPgConnection>::new(url);
    Ok(deadpool::Pool::builder(manager).build()?)
}

pub(crate) async fn connection(url: &str) -> Outcome<AsyncPgConnection> {
    Ok(AsyncPgConnection::establish(url).await?)
}

pub(crate) async fn song(connection: &mut AsyncPgConnection, key: i64) -> Outcome<models::Song> {
    let found = smoke_song::table
        .filter(smoke_song::id.eq(key))
        .select(Song::as_select())
        .get_result(connection)
        .await?;
    let Song { id, title, plays, rating } = found;
    Ok(models::Song { id, title, plays, rating })
}

pub(crate) async fn visitors(connection: &mut AsyncPgConnection) -> Outcome<Vec<models::Visitor>> {
    let rows: Vec<Visitor> =
        smoke_visitor::table.select(Visitor::as_select()).load(connection).await?;
    // The same struct by another name: the compiler makes nothing of this, or next to nothing.
    Ok(rows
        .into_iter()
        .map(|Visitor { id, name, hair }| models::Visitor { id, name, hair })
        .collect())
}
