//! A value too few, and one too many.
use queryset::prelude::*;

#[derive(Model)]
#[model(app = "library")]
struct Author {
    id: i64,
    name: String,
}

fn main() {
    let _ = raw!(Author, "SELECT id, name FROM library_author WHERE id > ?");
    let _ = raw!(Author, "SELECT id, name FROM library_author WHERE id > ?", 7, 8);
}
