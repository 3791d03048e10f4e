//! The tables that filters are asked of: as models, and as data for those who know nothing of models.

use chrono::NaiveDate;
use queryset::{model::ModelMeta, prelude::*};
use serde_json::Value;

/// Somebody who writes or reads, and may have learnt from somebody else.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "filters")]
pub struct Person {
    pub id: i64,
    #[field(max_length = 10)]
    pub name: String,
    pub age: Option<i32>,
    pub born: Option<NaiveDate>,
    #[field(db_constraint = false)]
    pub mentor: Option<ForeignKey<Person>>,
    #[field(of = mentor)]
    pub pupils: Reverse<Person>,
    #[field(of = author)]
    pub books: Reverse<Book>,
    #[field(of = reader)]
    pub reviews: Reverse<Review>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "filters")]
pub struct House {
    pub id: i64,
    #[field(max_length = 10)]
    pub name: String,
    pub prizes: Option<i32>,
    pub notes: Option<Value>,
    #[field(of = house)]
    pub books: Reverse<Book>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "filters")]
pub struct Book {
    pub id: i64,
    pub pages: i32,
    pub sold: Option<i32>,
    pub out: Option<NaiveDate>,
    pub notes: Option<Value>,
    #[field(db_constraint = false)]
    pub author: ForeignKey<Person>,
    #[field(db_constraint = false)]
    pub house: Option<ForeignKey<House>>,
    #[field(of = book)]
    pub reviews: Reverse<Review>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "filters")]
pub struct Review {
    pub id: i64,
    pub stars: Option<i32>,
    pub words: i32,
    pub day: NaiveDate,
    #[field(db_constraint = false)]
    pub book: ForeignKey<Book>,
    #[field(db_constraint = false)]
    pub reader: Option<ForeignKey<Person>>,
}

/// Every model, in the order of [`TABLES`].
pub fn models() -> [&'static ModelMeta; 4] {
    [Person::meta(), House::meta(), Book::meta(), Review::meta()]
}

/// A table as data.
#[derive(Debug)]
pub struct Table {
    pub model: &'static str,
    pub columns: &'static [Column],
    pub links: &'static [Link],
}

/// A column that is no relation; the key `id` goes without saying.
#[derive(Debug)]
pub struct Column {
    pub name: &'static str,
    pub kind: Kind,
    pub null: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Number,
    Text,
    Date,
    Json,
}

/// A step from a row to rows of another table.
#[derive(Debug)]
pub struct Link {
    pub name: &'static str,
    /// The other table's place in [`TABLES`].
    pub to: usize,
    pub way: Way,
    /// The column that holds the key: here, or in the other table.
    pub column: &'static str,
    pub null: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Forward,
    Reverse,
}

pub static TABLES: [Table; 4] = [
    Table {
        model: "Person",
        columns: &[
            column("name", Kind::Text, false),
            column("age", Kind::Number, true),
            column("born", Kind::Date, true),
        ],
        links: &[
            forward("mentor", 0, true),
            reverse("pupils", 0, "mentor"),
            reverse("books", 2, "author"),
            reverse("reviews", 3, "reader"),
        ],
    },
    Table {
        model: "House",
        columns: &[
            column("name", Kind::Text, false),
            column("prizes", Kind::Number, true),
            column("notes", Kind::Json, true),
        ],
        links: &[reverse("books", 2, "house")],
    },
    Table {
        model: "Book",
        columns: &[
            column("pages", Kind::Number, false),
            column("sold", Kind::Number, true),
            column("out", Kind::Date, true),
            column("notes", Kind::Json, true),
        ],
        links: &[
            forward("author", 0, false),
            forward("house", 1, true),
            reverse("reviews", 3, "book"),
        ],
    },
    Table {
        model: "Review",
        columns: &[
            column("stars", Kind::Number, true),
            column("words", Kind::Number, false),
            column("day", Kind::Date, false),
        ],
        links: &[forward("book", 2, false), forward("reader", 0, true)],
    },
];

const fn column(name: &'static str, kind: Kind, null: bool) -> Column {
    Column { name, kind, null }
}

const fn forward(name: &'static str, to: usize, null: bool) -> Link {
    Link { name, to, way: Way::Forward, column: name, null }
}

const fn reverse(name: &'static str, to: usize, column: &'static str) -> Link {
    Link { name, to, way: Way::Reverse, column, null: true }
}

/// The link of this name.
pub fn link(table: usize, name: &str) -> &'static Link {
    TABLES[table].links.iter().find(|it| it.name == name).expect("a path goes along links")
}

/// The table that a path leads to.
pub fn end(root: usize, path: &[&'static str]) -> usize {
    path.iter().fold(root, |table, name| link(table, name).to)
}

/// Whether a column of a table can hold NULL.
pub fn is_nullable(table: usize, name: &str) -> bool {
    TABLES[table].columns.iter().any(|it| it.name == name && it.null)
}

/// How many steps of a path lead to its first multi-valued relation, that step included.
pub fn first_many(root: usize, path: &[&'static str]) -> Option<usize> {
    let steps = 1..=path.len();
    steps.into_iter().find(|count| is_many(root, &path[..*count]))
}

/// Whether the last step of a path can lead to several rows.
pub fn is_many(root: usize, path: &[&'static str]) -> bool {
    let Some((last, before)) = path.split_last() else { return false };
    link(end(root, before), last).way == Way::Reverse
}
