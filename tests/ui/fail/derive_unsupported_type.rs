//! A type that no database holds.
use queryset::prelude::*;

#[derive(Model)]
#[model(app = "library")]
struct Book {
    id: i64,
    pages: u8,
    weight: Option<i128>,
    title: &'static str,
    published: chrono::NaiveDateTime,
}

#[derive(Model)]
#[model(app = "library")]
struct Film {
    id: i64,
    length: Option<std::time::Duration>,
}

fn main() {}
