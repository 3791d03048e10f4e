//! What the types of the face allow, in one place: that this compiles is most of the test.

use queryset::{model::Reach, prelude::*};

use crate::library::{Author, Book, BookFields};

/// A condition for reuse at any depth.
fn thick<R: Reach>(b: &BookFields<R>) -> Q {
    b.pages().gt(500)
}

async fn load() -> Result<String, Error> {
    futures::future::ready(Ok("zed".into())).await
}

/// Never run: the row types that the queries promise are checked by the compiler.
async fn shows() -> Result<(), Error> {
    let owned = String::from("x");
    let loaded = load().await?;
    let _: Vec<Book> = Book::objects()
        .filter(|b| {
            b.author().name().icontains(&owned)
                | thick(&b)
                | b.rating().gt(2)
                | b.pages().gt(b.rating() * 10)
        })
        .exclude(|b| b.author().name().eq(loaded))
        .order_by(|b| (b.pages().desc(), b.name()))
        .await?;
    let _: Vec<Book> = Book::objects()
        .filter(|b| b.rating().eq(None::<f64>) | Q::any([1, 2].map(|p| b.pages().eq(p))))
        .await?;
    let _: Vec<(Author, i64)> = Author::objects()
        .annotate(|a| a.books().count())
        .filter(|(_, n)| n.gt(5) & n.gt(2))
        .filter(|(a, _)| a.name().eq("q"))
        .order_by(|(a, n)| (n.desc(), a.name()))
        .await?;
    let _: Vec<(Author, i64, Option<i32>)> = Author::objects()
        .annotate(|a| a.books().count())
        .annotate(|(a, _)| a.books().pages().max())
        .filter(|(_, n, m)| m.gt(n))
        .await?;
    let _: Vec<(String, Option<String>)> =
        Book::objects().values_list(|b| (b.author().name(), b.editor().name())).await?;
    let _: Vec<Option<String>> = Book::objects().values_list(|b| b.editor().name()).await?;
    let _: Vec<Author> = Author::objects()
        .filter(|a| a.books().pages().gt(3) & a.books().author().books().rating().is_null())
        .await?;
    let _: Book = Book::objects()
        .acreate(|b| b.name("x").rating(1.0).price(3.into()).author(1).pages(3))
        .await?;
    let _: Book = Book::objects().aget(|b| b.name().eq("x")).await?;
    Ok(())
}

#[test]
fn all_of_it_compiles_and_its_future_is_send() {
    fn is_send<T: Send>(_: &T) {}
    is_send(&shows());
}
