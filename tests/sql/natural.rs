//! What a user writes first compiles, and says what it seems to say.

use chrono::{TimeDelta, Utc};
use queryset::{
    prelude::*,
    query::typed::{Case, Expression},
};
use rust_decimal::Decimal;

use crate::library::{Author, Book, Event, Everything};

#[test]
#[expect(
    clippy::needless_borrows_for_generic_args,
    reason = "a column is given by reference as well"
)]
fn a_relation_is_compared_with_a_column_that_holds_its_key() {
    let with_books = Author::objects()
        .filter(|a| Book::objects().filter(|b| b.author().eq(a.id()) & b.pages().gt(1)).exists());
    let by_key = Author::objects().filter(|a| {
        Book::objects().filter(|b| b.author().key().eq(a.id()) & b.pages().gt(1)).exists()
    });
    assert_eq!(with_books, by_key);
    let alike = Book::objects().filter(|b| b.author().key().eq(b.editor().key()));
    assert_eq!(alike, Book::objects().filter(|b| b.author().eq(b.editor().key())));
    assert_eq!(alike, Book::objects().filter(|b| b.author().eq(&b.editor().key())));
    assert_eq!(alike, Book::objects().filter(q!(author = F(editor).key())));
    let absent = |it: bool| Book::objects().filter(|b| b.editor().is_null_if(it));
    assert_eq!(absent(true), Book::objects().filter(|b| b.editor().is_null()));
    assert_eq!(absent(false), Book::objects().filter(|b| b.editor().is_not_null()));
}

#[test]
fn a_number_stands_on_the_left_of_a_column() {
    let left = Author::objects().values_list(|a| 100 - a.age());
    assert!(left.to_sql(Dialect::Sqlite).unwrap().starts_with("SELECT ? - "), "{left:?}");
    assert_eq!(left, Author::objects().values_list(|a| Expression::value(&100) - a.age()));
    let young = Author::objects().filter(|a| (100 - a.age()).gt(5) & (2 * a.books().count()).lt(9));
    assert!(young.to_sql(Dialect::Postgres).is_ok(), "{young:?}");
    let _ = Author::objects().order_by(|a| 100 - a.age());
    let _ = Author::objects().annotate(|a| 100 - a.age()).filter(|(_, left)| left.gt(3));
    let _ = Book::objects().filter(|b| (1.5 * b.rating()).gt(2) & (2 * b.rating()).abs().lt(3.5));
    let _ = Book::objects().filter(|b| (2 * &b.price()).gt(1) & (Decimal::TWO / b.price()).lt(1));
    let _ = Everything::objects().filter(|e| (1 + e.small()).gt(1) & (7 % e.large()).eq(1));
}

#[test]
fn a_span_or_an_instant_stands_on_the_left_of_a_column() {
    let day = TimeDelta::days(1);
    let now = Utc::now();
    let left = Event::objects().values_list(|e| (day + e.at(), now - e.at(), day + e.day()));
    let moved = Event::objects().values_list(|e| {
        let computed = Expression::value(&day);
        (computed + e.at(), Expression::value(&now) - e.at(), Expression::value(&day) + e.day())
    });
    assert_eq!(left, moved);
    let later = Event::objects().filter(|e| (now - e.at()).gt(day)).order_by(|e| day + e.at());
    assert!(later.to_sql(Dialect::Mariadb).is_ok(), "{later:?}");
}

#[test]
fn null_stands_where_a_type_is_known() {
    let first = Book::objects()
        .values_list(|b| Case::null_when(b.pages().lt(9)).when(b.pages().lt(99), 1.5).or_null());
    let said = Book::objects().values_list(|b| {
        Case::when(b.pages().lt(9), None::<f64>).when(b.pages().lt(99), 1.5).or_null()
    });
    assert_eq!(first, said);
    let otherwise =
        Book::objects().values_list(|b| Case::null_when(b.pages().lt(9)).otherwise(b.name()));
    let said = Book::objects()
        .values_list(|b| Case::when(b.pages().lt(9), None::<String>).otherwise(b.name()));
    assert_eq!(otherwise, said);
    let second = Book::objects()
        .values_list(|b| Case::when(b.pages().lt(9), 1).null_when(b.pages().lt(99)).otherwise(2));
    let said = Book::objects().values_list(|b| {
        Case::when(b.pages().lt(9), 1).when(b.pages().lt(99), None::<i32>).otherwise(2)
    });
    assert_eq!(second, said);
}

#[test]
fn a_relation_of_one_instance_is_given_to_another() {
    let author = ForeignKey::<Author>::to(7);
    let built = |b: <Book as Build>::Builder| {
        b.name("x").price(Decimal::ONE).author(&author).editor(&author).finish()
    };
    let book = built(Book::builder());
    assert_eq!((book.author.key(), book.editor.as_ref().map(ForeignKey::key)), (&7, Some(&7)));
    assert_eq!(book.author.key(), book.author.id());
    let again = Book::builder().maybe_editor(book.editor.as_ref());
    drop(again);
}
