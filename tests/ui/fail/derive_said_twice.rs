//! A word is said once, with the value it wants.
use queryset::prelude::*;

#[derive(Model)]
#[model(app = "library", app = "shop")]
struct Book {
    id: i64,
    #[field(max_length = 300, max_length = 400)]
    name: String,
    #[field(max_length = "300")]
    title: String,
    #[field(unique = 1)]
    code: String,
    #[field(index(name))]
    shelf: String,
}

fn main() {}
