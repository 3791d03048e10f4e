//! A field that the model does not have.
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
    let _ = Book::objects().filter(q!(nam = "x"));
    let _ = Book::objects().filter(q!(author__nam__icontains = "x"));
    let _ = Book::objects().filter(q!(pages__gt = F(page) * 2));
    let _ = Book::objects().order_by(f!(-page, name));
    let _ = Book::objects().all().aupdate(set!(page = 3));
}
