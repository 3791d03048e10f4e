//! Fields of another type than their columns, and one that forgets NULL.
use queryset::prelude::*;

#[derive(Model)]
#[model(app = "library", check = sqlite)]
struct Author {
    id: i64,
    name: String,
}

#[derive(Model)]
#[model(app = "library", check = sqlite)]
struct Book {
    id: i64,
    title: i32,
    pages: Option<i32>,
    rating: f64,
    lent: bool,
    author: ForeignKey<Author>,
}

fn main() {}
