//! An object of another model.
use queryset::prelude::*;

#[derive(Model)]
#[model(app = "library")]
struct Book {
    id: i64,
    name: String,
    pages: i32,
    rating: Option<f64>,
    author: ForeignKey<Author>,
    editor: Option<ForeignKey<Author>>,
}

#[derive(Model)]
#[model(app = "library")]
struct Author {
    id: i64,
    name: String,
    #[field(of = author)]
    books: Reverse<Book>,
}

fn main() {
    let book = Book::build(|b| b.name("x").pages(3).author(1));
    let _ = Book::objects().filter(|b| b.author().eq(&book));
    let _ = Book::objects().filter(|b| b.author().eq("x"));
    let _ = Author::objects().filter(|a| a.books().in_([&Author::build(|a| a.name("x"))]));
}
