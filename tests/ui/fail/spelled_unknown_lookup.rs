//! A lookup that there is not, or that the column does not have.
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
    let _ = Book::objects().filter(q!(name__icontain = "x"));
    let _ = Book::objects().filter(q!(pages__icontains = "x"));
    let _ = Book::objects().filter(q!(name__contains__exact = "x"));
}
