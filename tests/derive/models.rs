//! The models that the tests look at.

use chrono::{DateTime, NaiveDate, Utc};
use queryset::prelude::*;
use rust_decimal::Decimal;
use uuid::Uuid;

/// A publisher.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(app = "library", ordering(name), unique_together((name, city), (city, id)))]
pub(crate) struct Publisher {
    pub id: i64,
    #[field(max_length = 200)]
    pub name: String,
    #[field(default = "Paris")]
    pub city: String,
    #[field(of = publisher)]
    pub books: Reverse<Book>,
}

/// A book.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(app = "library", ordering(-pubdate, publisher__name), get_latest_by = pubdate)]
pub(crate) struct Book {
    pub id: i64,
    #[field(max_length = 300, unique)]
    pub name: String,
    #[field(default = 1 + 1)]
    pub pages: i32,
    #[field(max_digits = 10, decimal_places = 2)]
    pub price: Decimal,
    pub rating: Option<f64>,
    pub publisher: ForeignKey<Publisher>,
    /// Who edited it.
    #[field(db_constraint = false, index = false)]
    pub editor: Option<ForeignKey<Author>>,
    pub pubdate: NaiveDate,
    #[field(auto_now_add)]
    pub created: DateTime<Utc>,
    #[field(auto_now)]
    pub changed: Option<DateTime<Utc>>,
    pub meta: Json<Vec<i32>>,
    #[field(index, default = Some("novel".to_owned()))]
    pub r#type: Option<String>,
}

/// An author.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(app = "library", table = "people", managed = false)]
pub(crate) struct Author {
    #[field(primary_key, max_length = 40)]
    pub code: String,
    #[field(column = "full_name")]
    pub name: String,
    #[field(column = "teacher")]
    pub mentor: Option<ForeignKey<Self>>,
    #[field(of = editor)]
    pub edited: Reverse<Book>,
    #[field(of = author)]
    pub page: Reverse<Page>,
}

/// The page of an author.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(app = "library")]
pub(crate) struct Page {
    #[field(primary_key)]
    pub author: OneToOne<Author>,
    #[field(default)]
    pub text: String,
    #[field(unique)]
    pub cover: Option<OneToOne<Book>>,
}

/// A token, whose key is made by the program.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(app = "library")]
pub(crate) struct Token {
    #[field(default = Uuid::from_u128(7))]
    pub id: Uuid,
}

/// A counter, whose key has a name of its own.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(app = "library")]
pub(crate) struct Counter {
    #[field(primary_key, auto)]
    pub number: i32,
    pub id: i64,
}

/// New values for a book.
#[expect(clippy::option_option, reason = "to leave alone, to set to NULL, to set")]
#[derive(Changes, Clone, Debug, Default, PartialEq)]
#[changes(Book)]
pub(crate) struct BookPatch {
    pub name: Option<String>,
    pub rating: Option<Option<f64>>,
    pub publisher: Option<ForeignKey<Publisher>>,
    pub editor: Option<Option<ForeignKey<Author>>>,
    pub r#type: Option<Option<String>>,
}

/// A book with every required field.
pub(crate) fn book() -> Book {
    Book::build(|b| {
        b.name("Odyssey")
            .price(Decimal::new(995, 2))
            .publisher(3)
            .pubdate(NaiveDate::from_ymd_opt(2001, 2, 3).expect("a date"))
            .meta(vec![1, 2])
    })
}
