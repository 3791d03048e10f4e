//! A condition without a value.
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
    let _ = Book::objects().filter(q!(name));
    let _ = Book::objects().filter(q!(name =));
    let _ = Book::objects().filter(q!(name = , pages = 3));
    let _ = Book::objects().filter(q!(name = "x" &));
    let _ = Book::objects().filter(q!(()));
    let _ = Book::objects().all().aupdate(set!(name, pages = 3));
    let _ = Book::objects().all().aupdate(set!(name = ));
}
