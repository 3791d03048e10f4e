//! A value that may be NULL.
use queryset::prelude::*;

#[derive(Model)]
#[model(app = "library")]
struct Book {
    id: i64,
    name: String,
    pages: i32,
    rating: Option<f64>,
    author: ForeignKey<Author>,
    editor: Option<ForeignKey<Author>>,
}

#[derive(Model)]
#[model(app = "library")]
struct Author {
    id: i64,
    name: String,
    #[field(of = author)]
    books: Reverse<Book>,
}

fn main() {
    async fn rows() -> Result<(), Error> {
        let _: Vec<f64> = Book::objects().values_list(|b| b.rating()).await?;
        let _: Vec<String> = Book::objects().values_list(|b| b.editor().name()).await?;
        let _: Vec<(String, i32)> =
            Author::objects().values_list(|a| (a.name(), a.books().pages())).await?;
        let rows = Book::objects().annotate(|b| b.editor().name()).await?;
        let _: Option<(Book, String)> = rows.into_iter().next();
        Ok(())
    }
    let _ = rows();
}
