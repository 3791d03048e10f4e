//! A new value that the column cannot have.
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
    let _ = Book::objects().all().aupdate(|b| b.pages().set("x"));
    let _ = Book::objects().all().aupdate(|b| b.pages().eq(3));
    let _ = Book::objects().all().aupdate(|b| (b.pages().set(3), b.author().set("x")));
}
