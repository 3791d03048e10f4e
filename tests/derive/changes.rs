//! Partial updates.

use queryset::{
    model::{Change, ForeignKey},
    prelude::*,
    value::{Type, Value},
};

use crate::models::{Book, BookPatch, book};

#[test]
fn only_what_is_set_changes() {
    assert_eq!(BookPatch::default().changes(), []);
    let patch = BookPatch { name: Some("new".into()), rating: Some(None), ..Default::default() };
    let name = Change { field: "name", value: Value::Text("new".into()) };
    let rating = Change { field: "rating", value: Value::Null(Type::Double) };
    assert_eq!(patch.changes(), [name, rating]);
}

#[test]
fn a_relation_changes_by_its_key() {
    let patch = BookPatch {
        publisher: Some(5.into()),
        editor: Some(Some("zed".into())),
        ..Default::default()
    };
    let values: Vec<_> = patch.changes().into_iter().map(|it| it.value).collect();
    assert_eq!(values, [Value::BigInteger(5), Value::Text("zed".into())]);
    let unsaved = BookPatch { publisher: Some(ForeignKey::to(0)), ..Default::default() };
    assert!(matches!(unsaved.changes()[0].value, Value::Refused(Type::BigInteger, _)));
}

#[test]
fn an_instance_takes_the_new_values() {
    let before = Book { rating: Some(1.0), ..book() };
    let mut after = before.clone();
    BookPatch::default().apply(&mut after);
    assert_eq!(after, before);
    let patch =
        BookPatch { rating: Some(None), r#type: Some(Some("essay".into())), ..Default::default() };
    patch.apply(&mut after);
    assert_eq!(after, Book { rating: None, r#type: Some("essay".into()), ..before });
}
