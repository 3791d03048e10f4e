//! A relation to a field that is not there or not unique.
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

fn main() {}
