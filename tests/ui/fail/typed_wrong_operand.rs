//! A value or an expression of another type.
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
    let _ = Book::objects().filter(|b| b.pages().gt("x"));
    let _ = Book::objects().filter(|b| b.name().eq(3));
    let _ = Book::objects().filter(|b| b.name().eq(b.pages()));
    let _ = Book::objects().filter(|b| b.pages().in_(["x"]));
    let _ = Book::objects().filter(|b| (b.name() * 2).gt(3));
    let _ = Book::objects().filter(|b| b.pages().gt(b.pages() + "x"));
}
