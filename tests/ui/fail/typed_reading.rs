//! Rows by their keys, their neighbours, and SQL of one's own.
use queryset::{
    prelude::*,
    query::{Template, typed::custom_expression},
};

#[derive(Model)]
#[model(app = "library")]
pub struct Book {
    pub id: i64,
    #[field(max_length = 13, unique)]
    pub isbn: String,
    #[field(unique)]
    pub weight: f64,
    pub published: Option<chrono::NaiveDate>,
}

const TWICE: Template = Template::new("{0} * 2");

async fn read(book: Book) {
    // A key of another type.
    let _ = Book::objects().ain_bulk(["978"]).await;
    // A value of another type than the field.
    let _ = Book::objects().ain_bulk_by(|b| b.isbn(), [978]).await;
    // Doubles are no keys of a map.
    let _ = Book::objects().ain_bulk_all_by(|b| b.weight()).await;
    // A row whose date is NULL would be next to none.
    let _ = book.aget_next_by(|b| b.published()).await;
    // Equal in what?
    let _ = Book::objects().distinct_on(|_| ());
    // One argument is a tuple of one, and it has a value per row.
    let _ = Book::objects().values_list(|b| custom_expression::<i64>(&TWICE, b.id()));
    let _ = Book::objects().values_list(|b| custom_expression::<i64>(&TWICE, (b.id().count(),)));
}

fn main() {}
