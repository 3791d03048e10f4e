//! A field is given a value of its type.
use queryset::prelude::*;

#[derive(Model)]
#[model(app = "library")]
struct Book {
    id: i64,
    name: String,
    pages: i32,
    rating: Option<f64>,
    author: ForeignKey<Author>,
}

#[derive(Model)]
#[model(app = "library")]
struct Author {
    id: i64,
    name: String,
}

fn main() {
    let author = Author::build(|b| b.name("a"));
    let sound = Book::build(|b| b.name("b").pages(3).author(&author));
    let _ = Book::build(|b| b.name("b").pages("3").author(&author));
    let _ = Book::build(|b| b.name("b").pages(3).author(&sound));
    let _ = Book::build(|b| b.name("b").pages(3).author(1).rating(Some(1.0)));
    let _ = Book::build(|b| b.name("b").pages(3).author(1).title("t"));
}
