//! A number on the left of a column of another type.
use queryset::prelude::*;

#[derive(Model)]
#[model(app = "library")]
struct Book {
    id: i64,
    name: String,
    pages: i32,
}

fn main() {
    let budget: i64 = 1_000;
    let _ = Book::objects().values_list(|b| budget - b.pages());
}
