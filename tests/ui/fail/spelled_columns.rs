//! `F` that names no field, or stands where a column cannot stand.
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
    let _ = Book::objects().filter(q!(pages = F("id")));
    let _ = Book::objects().filter(q!(pages = F(author.id)));
    let _ = Book::objects().filter(q!(pages = F()));
    let _ = Book::objects().filter(q!(pages = if true { F(id) } else { 3 }));
    let _ = Book::objects().filter(q!(pages = dbg!(F(id))));
}
