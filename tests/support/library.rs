//! A small library: every type and every kind of relation once.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use queryset::{model::ModelMeta, prelude::*};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A city with a natural key.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "library")]
pub struct City {
    #[field(primary_key, max_length = 40)]
    pub code: String,
    pub altitude: Option<i32>,
}

/// A house that publishes books.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "library", ordering(name))]
pub struct Publisher {
    pub id: i64,
    #[field(max_length = 100, unique)]
    pub name: String,
    pub city: Option<ForeignKey<City>>,
    #[field(of = publisher)]
    pub books: Reverse<Book>,
}

/// Somebody who writes.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "library")]
pub struct Author {
    pub id: i64,
    #[field(max_length = 100)]
    pub name: String,
    pub age: Option<i32>,
    #[field(of = author)]
    pub books: Reverse<Book>,
    #[field(of = editor)]
    pub edited: Reverse<Book>,
    #[field(of = author)]
    pub biography: Reverse<Biography>,
}

/// The one biography of an author.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "library")]
pub struct Biography {
    #[field(primary_key)]
    pub author: OneToOne<Author>,
    pub text: String,
}

/// A book.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "library", ordering(-pages, name), get_latest_by = published)]
pub struct Book {
    pub id: i64,
    #[field(max_length = 200)]
    pub name: String,
    #[field(default = 100)]
    pub pages: i32,
    #[field(max_digits = 10, decimal_places = 2)]
    pub price: Decimal,
    pub rating: Option<f64>,
    pub author: ForeignKey<Author>,
    pub editor: Option<ForeignKey<Author>>,
    pub publisher: Option<ForeignKey<Publisher>>,
    pub published: Option<NaiveDate>,
}

/// One column of every type, and one of every nullable type.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "library", table = "library_everything")]
pub struct Everything {
    pub id: i64,
    pub small: i16,
    pub medium: i32,
    pub large: i64,
    pub double: f64,
    pub flag: bool,
    pub text: String,
    #[field(max_length = 20)]
    pub short: String,
    pub bytes: Vec<u8>,
    pub date: NaiveDate,
    pub time: NaiveTime,
    pub instant: DateTime<Utc>,
    #[field(max_digits = 15, decimal_places = 4)]
    pub amount: Decimal,
    pub token: Uuid,
    pub document: serde_json::Value,
    pub notes: Json<Notes>,
    pub maybe_small: Option<i16>,
    pub maybe_medium: Option<i32>,
    pub maybe_large: Option<i64>,
    pub maybe_double: Option<f64>,
    pub maybe_flag: Option<bool>,
    pub maybe_text: Option<String>,
    pub maybe_bytes: Option<Vec<u8>>,
    pub maybe_date: Option<NaiveDate>,
    pub maybe_time: Option<NaiveTime>,
    pub maybe_instant: Option<DateTime<Utc>>,
    #[field(max_digits = 15, decimal_places = 4)]
    pub maybe_amount: Option<Decimal>,
    pub maybe_token: Option<Uuid>,
    pub maybe_document: Option<serde_json::Value>,
    pub maybe_notes: Option<Json<Notes>>,
}

/// What a JSON field holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Notes {
    pub title: String,
    pub marks: Vec<u32>,
}

/// A key of the program's own, and times that saving sets.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "library")]
pub struct Ticket {
    #[field(primary_key, default = Uuid::new_v4())]
    pub id: Uuid,
    #[field(max_length = 50, index)]
    pub title: String,
    #[field(auto_now_add)]
    pub created: DateTime<Utc>,
    #[field(auto_now)]
    pub changed: DateTime<Utc>,
}

/// A loan of a book that may be gone: no constraint guards the key.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "library", manager = Open)]
pub struct Loan {
    pub id: i32,
    #[field(db_constraint = false)]
    pub book: ForeignKey<Book>,
    #[field(column = "reader_name", max_length = 50)]
    pub reader: String,
    #[field(default = false)]
    pub returned: bool,
}

/// The manager of loans that shows those still open.
#[derive(Default)]
pub struct Open;

impl Manager for Open {
    type Model = Loan;

    fn get_queryset(&self) -> QuerySet<Loan> {
        Loan::base_manager().filter(|l| l.returned().eq(false))
    }
}

/// Something that happens: an instant, a date and a time of day, each perhaps unknown.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "library")]
pub struct Event {
    pub id: i64,
    #[field(max_length = 50)]
    pub name: String,
    pub at: Option<DateTime<Utc>>,
    pub day: Option<NaiveDate>,
    pub clock: Option<NaiveTime>,
}

/// A part of a book's new values.
#[derive(Changes, Debug, Default, Clone)]
#[changes(Book)]
pub struct BookPatch {
    pub name: Option<String>,
    pub rating: Option<Option<f64>>,
    pub pages: Option<i32>,
}

/// All models of the library.
pub fn models() -> [&'static ModelMeta; 9] {
    [
        City::meta(),
        Publisher::meta(),
        Author::meta(),
        Biography::meta(),
        Book::meta(),
        Everything::meta(),
        Ticket::meta(),
        Loan::meta(),
        Event::meta(),
    ]
}

/// The rows that laws about reading start from.
#[derive(Debug, Clone)]
pub struct Shelf {
    pub ann: Author,
    pub bob: Author,
    pub zed: Author,
    pub apress: Publisher,
    pub sams: Publisher,
    pub rust: Book,
    pub go: Book,
    pub zen: Book,
}

impl Shelf {
    /// Three authors, two publishers, three books.
    pub async fn fill() -> Self {
        let denver =
            City::objects().acreate(|c| c.code("DEN").maybe_altitude(Some(5_280))).await.unwrap();
        let ann = Author::objects().acreate(|a| a.name("Ann").age(30)).await.unwrap();
        let bob = Author::objects().acreate(|a| a.name("Bob")).await.unwrap();
        let zed = Author::objects().acreate(|a| a.name("Zed").age(60)).await.unwrap();
        let apress =
            Publisher::objects().acreate(|p| p.name("Apress").city(&denver)).await.unwrap();
        let sams = Publisher::objects().acreate(|p| p.name("Sams Press")).await.unwrap();
        let (rust, go, zen) = Self::books(&ann, &bob, &zed, &apress, &sams).await;
        Self { ann, bob, zed, apress, sams, rust, go, zen }
    }

    async fn books(
        ann: &Author,
        bob: &Author,
        zed: &Author,
        apress: &Publisher,
        sams: &Publisher,
    ) -> (Book, Book, Book) {
        let date = |year| NaiveDate::from_ymd_opt(year, 6, 15).unwrap();
        let rust = Book::objects()
            .acreate(|b| {
                let b = b.name("Rust").pages(300).price(Decimal::new(3_000, 2)).rating(4.5);
                b.author(ann).editor(bob).publisher(apress).published(date(2020))
            })
            .await;
        let go = Book::objects()
            .acreate(|b| b.name("Go").pages(200).price(Decimal::new(2_050, 2)).author(bob))
            .await;
        let zen = Book::objects()
            .acreate(|b| {
                let b = b.name("Zen").pages(500).price(Decimal::new(9_999, 2)).rating(3.0);
                b.author(zed).editor(ann).publisher(sams).published(date(1999))
            })
            .await;
        (rust.unwrap(), go.unwrap(), zen.unwrap())
    }
}

/// The names of books, in the order they came.
pub fn names(books: &[Book]) -> Vec<&str> {
    books.iter().map(|it| it.name.as_str()).collect()
}
