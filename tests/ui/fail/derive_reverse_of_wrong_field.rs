//! What `of` names is a key that points here.
use queryset::prelude::*;

#[derive(Model)]
#[model(app = "library")]
struct Author {
    id: i64,
    #[field(of = autor)]
    misspelt: Reverse<Book>,
    #[field(of = name)]
    column: Reverse<Book>,
    #[field(of = shelf)]
    elsewhere: Reverse<Book>,
}

#[derive(Model)]
#[model(app = "library")]
struct Book {
    id: i64,
    name: String,
    author: ForeignKey<Author>,
    shelf: Option<ForeignKey<Shelf>>,
}

#[derive(Model)]
#[model(app = "library")]
struct Shelf {
    id: i64,
}

fn main() {}
