//! An aggregate that there is not.
use queryset::prelude::*;

#[derive(Model)]
#[model(app = "library")]
struct Book {
    id: i64,
    pages: i32,
}

fn main() {
    let _ = Book::objects().values_list(|b| b.pages().sum());
}
