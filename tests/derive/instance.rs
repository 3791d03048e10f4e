//! An instance and its cells.

use chrono::{DateTime, Utc};
use queryset::{
    ErrorKind,
    model::{ForeignKey, Model, OneToOne},
    value::{Type, Value},
};

use crate::{
    models::{Author, Book, Counter, Page, Token, book},
    row::Cells,
};

/// The values of an instance of which nothing is left to the database.
fn given(instance: &impl Model) -> Vec<Value> {
    instance.values().into_iter().map(|it| it.expect("a value")).collect()
}

#[test]
fn values_come_in_the_order_of_the_columns() {
    let mut book = book();
    book.rating = Some(4.5);
    let values = given(&book);
    assert_eq!(values.len(), Book::meta().fields.len());
    let kinds: Vec<_> = values.iter().map(Value::type_of).collect();
    let fields: Vec<_> = Book::meta().fields.iter().map(|it| it.kind).collect();
    assert_eq!(kinds, fields);
    assert_eq!(values[4], Value::Double(4.5));
    assert_eq!(values[5], Value::BigInteger(3));
    assert_eq!(values[6], Value::Null(Type::Text));
}

#[test]
fn an_instance_is_read_back_from_its_values() {
    let book = Book { editor: Some("zed".into()), ..book() };
    let mut row = Cells::new(given(&book));
    assert_eq!(Book::read(&mut row).unwrap(), book);
    assert_eq!(row.left(), 0);
    let page = Page { author: "a".into(), text: "x".into(), cover: Some(4.into()) };
    assert_eq!(Page::read(&mut Cells::new(given(&page))).unwrap(), page);
}

#[test]
fn an_error_of_reading_names_the_field() {
    let mut values = given(&book());
    values[2] = Value::Null(Type::Integer);
    let error = Book::read(&mut Cells::new(values)).unwrap_err();
    assert_eq!((error.kind(), error.field()), (ErrorKind::Decode, Some("pages")));
    let mut values = given(&book());
    values[5] = Value::Null(Type::BigInteger);
    assert_eq!(Book::read(&mut Cells::new(values)).unwrap_err().field(), Some("publisher"));
}

#[test]
fn a_relation_to_an_unsaved_object_has_no_value() {
    let mut book = book();
    book.publisher = ForeignKey::to(0);
    assert!(matches!(given(&book)[5], Value::Refused(Type::BigInteger, _)));
}

#[test]
fn the_key_is_read_and_set_through_the_model() {
    let mut book = book();
    assert!(!book.is_saved());
    book.set_key(8);
    assert_eq!((book.key(), book.is_saved()), (8, true));

    let mut page = Page { author: OneToOne::to("a".into()), text: String::new(), cover: None };
    assert_eq!((page.key(), page.is_saved()), ("a".to_owned(), true));
    page.set_key("b".into());
    assert_eq!(page.author.id(), "b");

    assert!(Author { code: String::new(), ..author() }.is_saved());
    assert!(Token::read(&mut Cells::new(vec![Value::Uuid([0; 16])])).unwrap().is_saved());
    assert!(!Counter { number: 0, id: 1 }.is_saved());
}

#[test]
fn saving_stamps_to_the_microsecond() {
    let now: DateTime<Utc> = "2020-01-02T03:04:05.123456789Z".parse().unwrap();
    let stamped = "2020-01-02T03:04:05.123456Z".parse().unwrap();
    let before = book();
    let (mut changed, mut added) = (before.clone(), before.clone());
    changed.stamp(now, false);
    assert_eq!((changed.changed, changed.created), (Some(stamped), before.created));
    added.stamp(now, true);
    assert_eq!((added.changed, added.created), (Some(stamped), stamped));
    let mut author = author();
    author.stamp(now, true);
    assert_eq!(author, self::author());
}

fn author() -> Author {
    let values = [Value::Text("zed".into()), Value::Text("Zed".into()), Value::Null(Type::Text)];
    Author::read(&mut Cells::new(values.into())).unwrap()
}
