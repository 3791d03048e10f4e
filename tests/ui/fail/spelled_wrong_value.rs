//! A value of another type than the column.
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
    let many = "many";
    let _ = Book::objects().filter(q!(name = "x", pages = "many"));
    let _ = Book::objects().filter(q!(name = "x" & pages__gt = many));
    let _ = Book::objects().filter(q!(pages__in = ["many"]));
    let _ = Book::objects().filter(q!(pages__range = 3));
    let _ = Book::objects().filter(q!(rating__isnull = 1));
    let _ = Book::objects().filter(q!(pages = F(name)));
    let _ = Book::objects().all().aupdate(set!(pages = "many"));
}
