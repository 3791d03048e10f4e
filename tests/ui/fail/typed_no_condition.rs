//! A closure that gives no condition, no key, no column.
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
    let _ = Book::objects().filter(|b| b.pages());
    let _ = Book::objects().order_by(|b| b.pages().gt(1));
    let _ = Book::objects().values_list(|b| b.author());
}
