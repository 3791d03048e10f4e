//! SQL that was checked against this application's own database, or its `.sqlx`.

#![deny(warnings)]

mod library;

use std::env;

use library::{Author, Book};
use queryset::prelude::*;
use rust_decimal::dec;

// A changed table is a reason to compile anew, which sqlx does not see by itself.
const _: &str = include_str!("../schema.sql");

#[tokio::main]
async fn main() -> queryset::Result<()> {
    let url = env::args().nth(1).expect("the URL of the database");
    queryset::connect(&url).await?;
    let ann = Author::objects().acreate(|a| a.name("Ann")).await?;
    let thin = Book::objects().acreate(|b| b.title("Thin").pages(90).price(dec!(9.90)).author(&ann)).await?;
    let thick = Book::objects().acreate(|b| b.title("Thick").pages(900).price(dec!(90)).rating(4.5)).await?;

    // A number is what the placeholder wants, a reference stays one, and values may be awaited.
    let title = String::from("Thick");
    let authors = raw!(Author, "SELECT name, id FROM library_author WHERE id >= ?", 1).await?;
    assert_eq!(authors, [ann.clone()]);
    let found = raw!(
        Author,
        "SELECT id, name FROM library_author WHERE id < $2 AND name <> $1",
        &title,
        most().await?,
    );
    assert_eq!(found.await?, [ann.clone()]);

    // What sqlx must be told of a column is no part of its name.
    let books = raw!(
        Book,
        r#"SELECT id, title, pages, price AS "price: f64", rating, shelved AS "shelved: String", added, lent, author_id
           FROM library_book ORDER BY pages"#
    );
    assert_eq!(books.await?, [thin, thick]);
    let counted: Vec<(Author, i64)> = raw!(
        Author,
        r#"SELECT a.id, a.name, COUNT(b.id) AS "books!" FROM library_author a
           LEFT JOIN library_book b ON b.author_id = a.id GROUP BY a.id"#
    )
    .annotate("books")
    .await?;
    assert_eq!(counted, [(ann, 1)]);
    println!("the library is in order");
    Ok(())
}

async fn most() -> queryset::Result<i64> {
    Ok(i64::try_from(Book::objects().acount().await?).unwrap_or(i64::MAX))
}
