//! A manager is one of the model.
use queryset::prelude::*;

#[derive(Default)]
struct Published;

#[derive(Model)]
#[model(app = "library", manager = Published)]
struct Book {
    id: i64,
}

fn main() {}
