//! A relation leads to a model.
use queryset::prelude::*;

struct Author;

#[derive(Model)]
#[model(app = "library")]
struct Book {
    id: i64,
    author: ForeignKey<Author>,
}

fn main() {}
