//! Lookups that a relation does not have, and objects that it does not lead to.
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

fn example(book: &Book) {
    let _ = Book::objects().filter(q!(author__icontains = "x"));
    let _ = Book::objects().filter(q!(author = book));
    let _ = Book::objects().filter(q!(author = "x"));
    let _ = Book::objects().filter(q!(author__in = Book::objects()));
    let _ = Book::objects().all().aupdate(set!(author = book));
}

fn main() {}
