//! An aggregate where a row has one value.
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
    let _ = Author::objects().values_list(|a| a.books().pages().max().max());
    let _ = Author::objects().values_list(|a| a.books().count().min());
    let _ = Book::objects().all().aupdate(|b| b.pages().set(b.pages().max()));
    let _ = Book::objects().all().aupdate(|b| b.pages().set(b.pages() + b.pages().max()));
}
