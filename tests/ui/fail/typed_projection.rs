//! Structs that the columns of a model do not fill.
use queryset::prelude::*;

#[derive(Model)]
#[model(app = "library")]
struct Book {
    id: i64,
    name: String,
    pages: i32,
    author: Option<ForeignKey<Author>>,
}

#[derive(Model)]
#[model(app = "library")]
struct Author {
    id: i64,
    name: String,
}

#[derive(Projection)]
#[projection(Book)]
struct WrongType {
    pages: String,
}

#[derive(Projection)]
#[projection(Book)]
struct ForgottenOption {
    #[projection(author__name)]
    writer: String,
}

#[derive(Projection)]
#[projection(Book)]
struct UnknownField {
    nmae: String,
}

#[derive(Projection)]
#[projection(Book)]
struct Counted {
    #[projection(annotation)]
    count: i64,
}

#[derive(Projection)]
#[projection(Author)]
struct Writer {
    name: String,
}

#[derive(Projection)]
struct WithoutModel {
    name: String,
}

#[derive(Projection)]
#[projection(Book)]
struct Nothing {}

fn main() {
    let _ = Book::objects().values_as::<Counted>();
    let _ = Book::objects().annotate(|b| b.name()).values_as::<Counted>();
    let _ = Book::objects().values_as::<Writer>();
    let _ = Book::objects().values(|b| b.id().eq(1));
}
