//! A word that is misspelt, or belongs elsewhere.
use queryset::prelude::*;

#[derive(Model)]
#[model(app = "library", odering(name))]
struct Book {
    id: i64,
    #[field(max_lenght = 300)]
    name: String,
    #[field(colour = "red")]
    cover: String,
    #[field(on_delete = Cascade)]
    author: ForeignKey<Book>,
}

fn main() {}
