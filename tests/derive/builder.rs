//! The builder: what is required, what is not, and what the setters take.

use chrono::{DateTime, Utc};
use queryset::prelude::*;
use uuid::Uuid;

use crate::models::{Author, Book, Counter, Page, Publisher, Token, book};

#[test]
fn what_is_not_given_has_its_default() {
    let before = Utc::now();
    let book = book();
    assert_eq!((book.id, book.pages, book.rating), (0, 2, None));
    assert_eq!((book.editor, book.r#type.as_deref()), (None, Some("novel")));
    assert!(book.created >= DateTime::from_timestamp_micros(before.timestamp_micros()).unwrap());
    assert!(book.changed.is_some());
    assert_eq!(Page::build(|p| p.author("a")).text, "");
    assert_eq!(Publisher::build(|p| p.name("x")).city, "Paris");
    assert_eq!(Token::build(|t| t).id, Uuid::from_u128(7));
    assert_eq!(Counter::build(|c| c.id(3)), Counter { number: 0, id: 3 });
}

#[test]
fn text_is_taken_in_every_form() {
    let name = |publisher: Publisher| publisher.name;
    let owned = "x".to_owned();
    assert_eq!(name(Publisher::build(|p| p.name("x"))), "x");
    assert_eq!(name(Publisher::build(|p| p.name(owned.clone()))), "x");
    assert_eq!(name(Publisher::build(|p| p.name(&owned))), "x");
}

#[test]
fn a_relation_is_taken_as_object_or_key() {
    let press = Publisher::build(|p| p.id(9).name("x"));
    let author = Author::build(|a| a.code("zed").name("Zed"));
    let with = |b: Book| (*b.publisher.id(), b.editor.map(|it| it.id().clone()));
    let book = book();
    let set = |publisher: ForeignKey<Publisher>, editor| Book { publisher, editor, ..book.clone() };
    assert_eq!(with(set((&press).into(), Some((&author).into()))), (9, Some("zed".to_owned())));
    assert_eq!(Page::build(|p| p.author(&author).cover(5)).cover.map(|it| *it.id()), Some(5));
    assert_eq!(Page::build(|p| p.author(author.clone())).author.get().unwrap(), &author);
    assert_eq!(Page::build(|p| p.author("zed")).author.id(), "zed");
}

#[test]
fn a_twin_takes_an_option() {
    let page =
        |text: Option<&str>| Page::build(|p| p.author("a").text("kept").maybe_text(text)).text;
    assert_eq!((page(None), page(Some("new"))), ("kept".to_owned(), "new".to_owned()));
    let cover =
        |cover: Option<i64>| Page::build(|p| p.author("a").cover(1).maybe_cover(cover)).cover;
    assert_eq!((cover(None), cover(Some(2)).map(|it| *it.id())), (None, Some(2)));
    let counter = |number| Counter::build(|c| c.maybe_number(number).id(1)).number;
    assert_eq!((counter(None), counter(Some(4))), (0, 4));
}

#[test]
fn the_last_value_counts() {
    assert_eq!(Publisher::build(|p| p.name("x").city("y").name("z").city("w")).name, "z");
}
