//! The field that a relation points to, said elsewhere than in the type, and a value of another type than its own.
use queryset::prelude::*;

#[derive(Model)]
#[model(app = "library")]
struct Book {
    id: i64,
    #[field(max_length = 13, unique)]
    isbn: String,
    #[field(max_length = 40)]
    name: String,
}

#[derive(Model)]
#[model(app = "library")]
struct Said {
    id: i64,
    #[field(to_field = isbn)]
    book: ForeignKey<Book>,
}

#[derive(Model)]
#[model(app = "library")]
struct Right {
    id: i64,
    book: ForeignKey<BookByIsbn>,
}

fn main() {
    let _ = Right::objects().filter(|r| r.book().eq(7));
    let _ = Right::build(|r| r.book(7));
}
