//! A partial update changes fields that the model has, to values they can have.
use queryset::prelude::*;

#[derive(Model)]
#[model(app = "library")]
struct Book {
    id: i64,
    name: String,
    pages: i32,
    rating: Option<f64>,
    author: ForeignKey<Book>,
    #[field(of = author)]
    books: Reverse<Book>,
}

#[derive(Changes)]
struct Homeless {
    name: Option<String>,
}

#[derive(Changes)]
#[changes(Book)]
struct Plain {
    name: String,
    books: Option<Reverse<Book>>,
}

#[derive(Changes)]
#[changes(Book)]
struct Unknown {
    nam: Option<String>,
}

#[derive(Changes)]
#[changes(Book)]
struct WrongType {
    pages: Option<i64>,
    rating: Option<f64>,
    author: Option<ForeignKey<Other>>,
}

#[derive(Model)]
#[model(app = "library")]
struct Other {
    id: i64,
}

#[derive(Changes)]
#[changes(Book)]
struct Key {
    id: Option<i64>,
}

fn main() {}
