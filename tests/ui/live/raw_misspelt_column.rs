//! A column that the table does not have.
use queryset::prelude::*;

#[derive(Model)]
#[model(app = "library")]
struct Author {
    id: i64,
    name: String,
}

fn main() {
    let _ = raw!(Author, "SELECT id, nmae FROM library_author WHERE id > ?", 7);
}
