//! The models that the tests look at.

use chrono::{DateTime, NaiveDate, Utc};
use queryset::prelude::*;
use rust_decimal::Decimal;

/// A publisher.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(app = "library", ordering(name))]
pub struct Publisher {
    pub id: i64,
    #[field(max_length = 200)]
    pub name: String,
    #[field(of = publisher)]
    pub books: Reverse<Book>,
}

/// A book.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(app = "library", ordering(name, -pubdate, publisher__name), get_latest_by = pubdate)]
pub struct Book {
    pub id: i64,
    #[field(max_length = 300, unique)]
    pub name: String,
    #[field(default = 0)]
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
    #[field(index)]
    pub r#type: Option<String>,
}

/// An author.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(app = "library", table = "people", managed = false)]
pub struct Author {
    #[field(primary_key, max_length = 40)]
    pub code: String,
    #[field(column = "full_name")]
    pub name: String,
    pub mentor: Option<ForeignKey<Self>>,
    #[field(of = editor)]
    pub edited: Reverse<Book>,
}

/// The page of an author.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(app = "library")]
pub struct Page {
    #[field(primary_key)]
    pub author: OneToOne<Author>,
    #[field(default)]
    pub text: String,
}

/// New values for a book.
#[derive(Changes, Default)]
#[changes(Book)]
pub struct BookPatch {
    pub name: Option<String>,
    pub rating: Option<Option<f64>>,
    pub publisher: Option<ForeignKey<Publisher>>,
    pub editor: Option<Option<ForeignKey<Author>>>,
    pub r#type: Option<Option<String>>,
}
