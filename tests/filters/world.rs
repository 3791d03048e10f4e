//! Rows as chance makes them, and the same in a database.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use queryset::prelude::*;
use serde_json::{Value, json};

use crate::{
    chance::Chance,
    grow::{date, digit, key},
    tables::{Book, House, Kind, Person, Review, TABLES, Way},
};

/// The rows of every table, in the order of [`TABLES`].
#[derive(Debug)]
pub struct World {
    pub rows: Vec<Vec<Row>>,
}

#[derive(Debug)]
pub struct Row {
    pub id: i64,
    pub cells: BTreeMap<&'static str, Cell>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Null,
    Number(i64),
    Text(String),
    Date(NaiveDate),
    Json(Value),
}

impl World {
    pub fn random(chance: &mut Chance) -> Self {
        let counts: Vec<usize> = TABLES.iter().map(|_| 1 + chance.below(5)).collect();
        let rows = |table: usize, chance: &mut Chance| {
            (1..=counts[table]).map(|id| Row::random(table, id, &counts, chance)).collect()
        };
        Self { rows: (0..TABLES.len()).map(|it| rows(it, chance)).collect() }
    }

    /// Puts the rows into the database, in place of those that are there.
    pub async fn store(&self) -> queryset::Result<()> {
        let [people, houses, books, reviews] = self.rows.as_slice() else { return Ok(()) };
        Person::objects().all().adelete().await?;
        House::objects().all().adelete().await?;
        Book::objects().all().adelete().await?;
        Review::objects().all().adelete().await?;
        Person::objects().abulk_create(people.iter().map(Row::person)).await?;
        House::objects().abulk_create(houses.iter().map(Row::house)).await?;
        Book::objects().abulk_create(books.iter().map(Row::book)).await?;
        Review::objects().abulk_create(reviews.iter().map(Row::review)).await?;
        Ok(())
    }

    /// The rows for another program, by the names of the models.
    pub fn to_json(&self) -> Value {
        let rows = |rows: &[Row]| rows.iter().map(Row::to_json).collect::<Vec<_>>();
        TABLES.iter().zip(&self.rows).map(|(it, all)| (it.model, json!(rows(all)))).collect()
    }
}

impl Row {
    fn random(table: usize, id: usize, counts: &[usize], chance: &mut Chance) -> Self {
        let mut cells = BTreeMap::new();
        for column in TABLES[table].columns {
            let cell = if column.null && chance.once_in(3) {
                Cell::Null
            } else {
                cell(column.kind, chance)
            };
            cells.insert(column.name, cell);
        }
        for link in TABLES[table].links.iter().filter(|it| it.way == Way::Forward) {
            let cell = if link.null && chance.once_in(3) {
                Cell::Null
            } else {
                Cell::Number(whole(1 + chance.below(counts[link.to])))
            };
            cells.insert(link.column, cell);
        }
        Self { id: whole(id), cells }
    }

    fn number(&self, name: &str) -> Option<i32> {
        self.relation(name).map(|it| i32::try_from(it).expect("a small number"))
    }

    fn relation(&self, name: &str) -> Option<i64> {
        match self.cells[name] {
            Cell::Number(number) => Some(number),
            _ => None,
        }
    }

    fn text(&self, name: &str) -> String {
        match &self.cells[name] {
            Cell::Text(text) => text.clone(),
            _ => String::new(),
        }
    }

    fn date(&self, name: &str) -> Option<NaiveDate> {
        match self.cells[name] {
            Cell::Date(date) => Some(date),
            _ => None,
        }
    }

    fn document(&self, name: &str) -> Option<Value> {
        match &self.cells[name] {
            Cell::Json(document) => Some(document.clone()),
            _ => None,
        }
    }

    fn person(&self) -> Person {
        Person::build(|it| {
            let it = it.id(self.id).name(self.text("name")).maybe_age(self.number("age"));
            let it = it.maybe_born(self.date("born"));
            it.maybe_mentor(self.relation("mentor").map(ForeignKey::to))
        })
    }

    fn house(&self) -> House {
        House::build(|it| {
            let it = it.id(self.id).name(self.text("name")).maybe_prizes(self.number("prizes"));
            it.maybe_notes(self.document("notes"))
        })
    }

    fn book(&self) -> Book {
        Book::build(|it| {
            let it =
                it.id(self.id).pages(self.number("pages").unwrap()).maybe_sold(self.number("sold"));
            let it = it.maybe_out(self.date("out")).maybe_notes(self.document("notes"));
            let it = it.author(ForeignKey::to(self.relation("author").unwrap()));
            it.maybe_house(self.relation("house").map(ForeignKey::to))
        })
    }

    fn review(&self) -> Review {
        Review::build(|it| {
            let it = it.id(self.id).maybe_stars(self.number("stars"));
            let it = it.words(self.number("words").unwrap()).day(self.date("day").unwrap());
            let it = it.book(ForeignKey::to(self.relation("book").unwrap()));
            it.maybe_reader(self.relation("reader").map(ForeignKey::to))
        })
    }

    fn to_json(&self) -> Value {
        let cells = self.cells.iter().map(|(name, cell)| ((*name).to_owned(), cell.to_json()));
        cells.chain([("id".to_owned(), json!(self.id))]).collect()
    }
}

impl Cell {
    fn to_json(&self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Number(number) => json!(number),
            Self::Text(text) => json!(text),
            Self::Date(date) => json!(date.to_string()),
            Self::Json(document) => document.clone(),
        }
    }
}

fn whole(number: usize) -> i64 {
    i64::try_from(number).expect("a small number")
}

fn cell(kind: Kind, chance: &mut Chance) -> Cell {
    match kind {
        Kind::Number => Cell::Number(digit(chance).into()),
        Kind::Text => Cell::Text(chance.one_of(&["a", "ab", "bc"]).into()),
        Kind::Date => Cell::Date(date(chance)),
        Kind::Json => Cell::Json(document(chance)),
    }
}

fn document(chance: &mut Chance) -> Value {
    let values = [json!(null), json!(0), json!(1), json!(2), json!("a"), json!("b"), json!(true)];
    let members =
        (0..chance.below(3)).map(|_| (key(chance), values[chance.below(values.len())].clone()));
    members.collect()
}
