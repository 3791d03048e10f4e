//! The quick start of `README.md`: two models, and what one does with them.
//!
//! `cargo run --example quickstart`

#![allow(missing_docs, clippy::print_stdout, reason = "a first look is short, and prints")]

use queryset::{prelude::*, schema};

#[derive(Model, Debug)]
#[model(app = "library", ordering(name))]
pub struct Author {
    pub id: i64,
    #[field(max_length = 100)]
    pub name: String,
    #[field(of = author)]
    pub books: Reverse<Book>,
}

#[derive(Model, Debug)]
#[model(app = "library", ordering(title))]
pub struct Book {
    pub id: i64,
    #[field(max_length = 200)]
    pub title: String,
    pub pages: i32,
    pub rating: Option<f64>,
    pub author: ForeignKey<Author>,
}

#[tokio::main]
async fn main() -> queryset::Result<()> {
    let db = queryset::connect("sqlite::memory:").await?;
    schema::apps(["library"])?.create_on(&db).await?;

    let ursula = Author::objects().acreate(|a| a.name("Ursula K. Le Guin")).await?;
    let mut lathe = Book::build(|b| b.title("The Lathe of Heaven").pages(184).author(&ursula));
    lathe.asave().await?;
    Book::objects().acreate(|b| b.title("The Dispossessed").pages(341).author(&ursula)).await?;

    let thick = Book::objects().filter(|b| b.author().name().icontains("guin") & b.pages().gt(300));
    println!("{:?}", thick.order_by(|b| b.pages().desc()).await?);
    for (author, books) in Author::objects().annotate(|a| a.books().count()).await? {
        println!("{} wrote {books} books", author.name);
    }

    Book::objects().aupdate(|b| b.pages().set(b.pages() + 16)).await?;
    lathe.rating = Some(4.1);
    lathe.asave().update_fields(|b| b.rating()).await?;
    let rows = Book::objects().values_list(|b| (b.title(), b.pages(), b.rating())).await?;
    println!("{rows:?}"); // Vec<(String, i32, Option<f64>)>

    let missing = Book::objects().aget(|b| b.title().eq("Always Coming Home")).await.optional()?;
    println!("{missing:?}");
    println!("{:?}", lathe.adelete().await?);
    Ok(())
}
