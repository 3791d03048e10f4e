//! The shorter pieces of code in `README.md`, compiled.

use std::{error::Error, fs};

use queryset::{dialect::Dialect, prelude::*, schema};

use crate::quickstart::Book;

pub fn write_migration() -> Result<(), Box<dyn Error>> {
    let migration = schema::sql(Dialect::Postgres, ["library"])?;
    fs::write("migrations/0001_library.up.sql", migration.up)?;
    fs::write("migrations/0001_library.down.sql", migration.down)?;
    Ok(())
}

/// The HTTP status of an attempt to change a title.
pub async fn rename(id: i64, title: &str) -> queryset::Result<u16> {
    let found = Book::objects().aget(|b| b.id().eq(id)).await.optional()?;
    let Some(mut book) = found else { return Ok(404) };
    book.title = title.to_owned();
    match book.asave().update_fields(|b| b.title()).await {
        Ok(()) => Ok(204),
        Err(error) if error.is_unique_violation() => Ok(409),
        Err(error) => Err(error),
    }
}

/// Books that a client asks for.
pub async fn asked(
    query_string: Vec<(String, String)>,
    order: &str,
    ids: Vec<i64>,
) -> queryset::Result<(Vec<Book>, Vec<String>)> {
    let allowed = Lookups::allow(["author__name__icontains", "pages__gt"]);
    let sorts = SortKeys::allow(["title", "pages"]);
    let found = Book::objects()
        .filter(q!(rating__isnull = false & !author__name__startswith = "Anon"))
        .complex_filter(allowed.parse(query_string)?) // error.is_bad_lookup(): HTTP 400
        .order_by_text(sorts.parse(order)?)
        .await?;
    Book::objects().filter(q!(pk__in = ids)).aupdate(set!(pages = F(pages) + 16)).await?;
    let titles = Book::objects().order_by(f!(-pages, title)).values_list(f!(title)).await?;
    Ok((found, titles))
}
