//! A relation to a field that is not there, or not unique, or said elsewhere than in the type.
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
struct Loan {
    id: i64,
    book: ForeignKey<BookByIsbm>,
    named: ForeignKey<BookByName>,
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
