//! What Django refuses when it runs, as recorded, and what does not compile here: the cases that `tests/cases/` skips.

use chrono::{DateTime, NaiveDateTime, Utc};
use queryset::{prelude::*, query::typed::Expression};
use rust_decimal::Decimal;

#[derive(Model)]
#[model(app = "library")]
struct Book {
    id: i64,
    name: String,
    alias: Option<String>,
    rating: f64,
    #[field(max_digits = 10, decimal_places = 2)]
    price: Decimal,
    at: DateTime<Utc>,
    author: ForeignKey<Author>,
}

#[derive(Model)]
#[model(app = "library")]
struct Author {
    id: i64,
    name: String,
    #[field(of = author)]
    books: Reverse<Book>,
}

#[derive(Model)]
#[model(app = "library")]
struct Tally {
    id: i64,
    name: String,
    count: i32,
}

fn main() {
    // F_mixed_types_error
    let _ = Book::objects().values_list(|b| b.price() + b.rating());
    // F_concat_plus_on_char_error
    let _ = Book::objects().values_list(|b| b.name() + b.alias());
    // lookup_on_relation_unsupported
    let _ = Book::objects().filter(|b| b.author().contains("x"));
    // isnull_non_boolean_error
    let _ = Book::objects().filter(|b| b.alias().is_null_if(1));
    // get_or_create_expression_default
    let _ = Tally::objects().aget_or_create(|t| t.name("a"), |t| t.count(Expression::value(&7)));
    // slice_negative_error
    let _ = Book::objects().all().nth(-1);
    // slice_negative_stop_error
    let _ = Book::objects().all().slice(..-1);
    // datetime_naive_warns
    let _ = Book::objects().filter(|b| b.at().eq(NaiveDateTime::default()));
    // values_unknown
    let _ = Book::objects().values_list(|b| b.nope());
    // related_name_is_not_query_name
    let _ = Author::objects().filter(|a| a.book_set().name().eq("x"));
}

/// fk_assign_wrong_type
fn assign(book: &mut Book, other: Book) {
    book.author = ForeignKey::from(other);
}

/// save_update_fields_unknown
async fn save(book: &mut Book) {
    let _ = book.asave().update_fields(|b| b.nope()).await;
}
