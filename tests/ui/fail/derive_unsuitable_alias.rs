//! The same, where only the compiler knows the type.
use queryset::prelude::*;

type Pages = i32;
type Title = String;

#[derive(Model)]
#[model(app = "library")]
struct Book {
    id: i64,
    #[field(max_length = 3)]
    pages: Pages,
}

#[derive(Model)]
#[model(app = "library")]
struct Film {
    id: i64,
    #[field(auto_now)]
    title: Title,
}

fn main() {}
