//! What stands where nothing of its kind can stand.
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
    let _ = Book::objects().filter(q!(pages == 3));
    let _ = Book::objects().filter(q!(pages > 3));
    let _ = Book::objects().filter(q!(pages <= 3));
    let _ = Book::objects().filter(q!(pages != 3));
    let _ = Book::objects().filter(q!(author.name = "x"));
    let _ = Book::objects().filter(q!(pages = 3 && id = 1));
    let _ = Book::objects().filter(q!(pages = 3 || id = 1));
    let _ = Book::objects().filter(q!(pages = 3 id = 1));
    let _ = Book::objects().filter(q!(pages = id = 1));
    let _ = Book::objects().filter(q!("pages" = 3));
    let _ = Book::objects().filter(q!(author____name = "x"));
    let _ = Book::objects().filter(q!(author__0 = "x"));
    let _ = Book::objects().order_by(f!("name"));
    let _ = Book::objects().order_by(f!(name desc));
    let _ = Book::objects().order_by(f!(name nulls lst));
    let _ = Book::objects().order_by(f!(pages__gt = 3));
    let _ = Book::objects().all().aupdate(set!(pages += 1));
    let _ = Book::objects().all().aupdate(set!(author__name = "x"));
    let _ = Book::objects().all().aupdate(set!(pages = 1, pages = 2));
}
