//! Fields that a query cannot leave out.
use queryset::prelude::*;

#[derive(Model)]
#[model(app = "library")]
struct Book {
    id: i64,
    name: String,
    body: Deferred<String>,
    author: ForeignKey<Author>,
}

#[derive(Model)]
#[model(app = "library")]
struct Author {
    id: i64,
    bio: Deferred<String>,
}

fn main() {
    let _ = Book::objects().defer(|b| b.name());
    let _ = Book::objects().defer(|b| (b.body(), b.author()));
    let _ = Book::objects().defer(|b| b.author().bio());
    let _ = Book::objects().values_list(|b| b.body()).defer(|b| b.body());
    let _ = Book::objects().values_list(|b| b.name()).only(|b| b.name());
}
