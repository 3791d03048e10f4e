//! Every required field is given, once the closure returns.
use queryset::prelude::*;

#[derive(Model)]
#[model(app = "library")]
struct Book {
    id: i64,
    name: String,
    price: i32,
    rating: Option<f64>,
    author: ForeignKey<Author>,
}

#[derive(Model)]
#[model(app = "library")]
struct Author {
    id: i64,
    name: String,
    price: Option<i32>,
}

fn main() {
    let author = Author::build(|b| b.name("a"));
    let _ = Book::build(|b| b.name("b").author(&author));
    let _ = Book::build(|b| b.price(3));
    let _ = Book::objects().aget_or_create(|b| b.name("b"), |b| b.author(&author));
}
