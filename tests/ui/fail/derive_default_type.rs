//! A default is of the type of the field.
use queryset::prelude::*;

#[derive(Model)]
#[model(app = "library")]
struct Book {
    id: i64,
    #[field(default = "many")]
    pages: i32,
}

fn main() {}
