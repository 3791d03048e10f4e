//! A model says which app it belongs to.
use queryset::prelude::*;

#[derive(Model)]
struct Book {
    id: i64,
}

#[derive(Model)]
#[model(app = "")]
struct Author {
    id: i64,
}

fn main() {}
