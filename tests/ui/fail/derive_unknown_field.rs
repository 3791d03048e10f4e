//! The options of a model name fields that it has.
use queryset::prelude::*;

#[derive(Model)]
#[model(app = "library", ordering(nam, -author__name, pages), get_latest_by = pubdat)]
struct Book {
    id: i64,
    name: String,
    pubdate: chrono::NaiveDate,
    #[field(column = "name")]
    title: String,
}

#[derive(Model)]
#[model(app = "library", ordering(book__nam, -book__name__first), get_latest_by(-book__pages))]
struct Copy {
    id: i64,
    book: ForeignKey<Author>,
}

#[derive(Model)]
#[model(app = "library", unique_together(name, nam), unique_together(name))]
struct Twice {
    id: i64,
    name: String,
}

#[derive(Model)]
#[model(app = "library", unique_together((name, copies), (id, nam)))]
struct Shelf {
    id: i64,
    name: String,
    #[field(of = shelf)]
    copies: Reverse<Empty>,
}

#[derive(Model)]
#[model(app = "library", unique_together((shelf), ()))]
struct Empty {
    id: i64,
    shelf: ForeignKey<Shelf>,
}

#[derive(Model)]
#[model(app = "library")]
struct Author {
    id: i64,
    name: String,
}

fn main() {}
