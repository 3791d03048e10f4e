//! Text that the compiler cannot read.
use queryset::prelude::*;

#[derive(Model)]
#[model(app = "library")]
struct Author {
    id: i64,
    name: String,
}

fn main() {
    let sql = "SELECT id, name FROM library_author";
    let _ = raw!(Author, sql);
}
