//! NULL beside a lookup that cannot have it, and ranges that are none.
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
    let _ = Book::objects().filter(q!(rating__gt = None));
    let _ = Book::objects().filter(q!(pages__range = 1..3));
    let _ = Book::objects().filter(q!(pages__range = 1..));
    let _ = Book::objects().filter(q!(pages__range = (1, 2, 3)));
    let _ = Book::objects().filter(q!(pages__range = pair(F(id))));
}
