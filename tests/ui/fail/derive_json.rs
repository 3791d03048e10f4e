//! Words about JSON where they mean nothing.

use queryset::prelude::*;

#[derive(Model)]
#[model(app = "shelf")]
pub struct Secret {
    pub id: i64,
    #[field(private)]
    pub word: String,
}

#[derive(Model)]
#[model(app = "shelf")]
pub struct Silent {
    pub id: i64,
}

#[derive(Model)]
#[model(app = "shelf", serialize)]
pub struct Book {
    pub id: i64,
    pub silent: ForeignKey<Silent>,
}

#[derive(Changes)]
#[changes(Silent, deserialise)]
pub struct Patch {
    pub id: Option<i64>,
}

fn main() {}
