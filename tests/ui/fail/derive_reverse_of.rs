//! A `Reverse` says which field holds the key.
use queryset::prelude::*;

#[derive(Model)]
#[model(app = "library")]
struct Author {
    id: i64,
    books: Reverse<Author>,
    #[field(of = author)]
    other: Option<Reverse<Author>>,
    #[field(of = author, unique)]
    more: Reverse<Author>,
}

fn main() {}
