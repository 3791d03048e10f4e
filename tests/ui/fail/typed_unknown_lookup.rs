//! A lookup that the type does not have.
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
    let _ = Book::objects().filter(|b| b.pages().icontains("x"));
    let _ = Book::objects().filter(|b| b.name().contain("x"));
    let _ = Book::objects().filter(|b| b.author().icontains("x"));
}
