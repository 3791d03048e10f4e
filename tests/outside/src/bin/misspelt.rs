//! A column that is not there: this does not compile.

use queryset::prelude::*;

#[derive(Model, Debug)]
#[model(app = "library")]
pub struct Author {
    pub id: i64,
    pub name: String,
}

fn main() {
    let _ = raw!(Author, "SELECT id, nmae FROM library_author");
}
