//! A database that there is no check for.
use queryset::prelude::*;

#[derive(Model)]
#[model(app = "library", check = sqlit)]
struct Author {
    id: i64,
    name: String,
}

fn main() {}
