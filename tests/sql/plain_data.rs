//! A query is data: cloned, compared, hashed and printed without a database.

use std::collections::HashSet;

use queryset::prelude::*;

use crate::library::{Author, Book};

fn nested() -> QuerySet<Author> {
    Author::objects().filter(|a| {
        Book::objects().filter(|b| b.editor().id().eq(a.id()) & b.pages().gt(3)).exists()
    })
}

#[test]
fn equal_calls_make_equal_queries_whatever_number_their_closures_had() {
    assert_eq!(nested(), nested());
    assert_ne!(nested(), nested().filter(|a| a.name().eq("x")));
    let queries: HashSet<_> =
        [nested(), nested(), Author::objects().all()].iter().map(|it| it.query().clone()).collect();
    assert_eq!(queries.len(), 2);
}

#[test]
fn refining_a_clone_leaves_the_original_alone() {
    let first = nested();
    let second = first.clone().filter(|a| a.age().gt(3)).slice(..2);
    assert_eq!(first, nested());
    assert_ne!(first, second);
}

#[test]
fn debug_prints_the_sql_and_the_values() {
    let printed =
        format!("{:?}", Author::objects().filter(|a| a.name().eq("it's") & a.age().eq(3)));
    assert!(printed.starts_with("SELECT ") && printed.ends_with(r#"["it's", 3]"#), "{printed}");
    assert_eq!(format!("{:?}", Author::objects().none()), "no row of Author");
}

#[test]
fn futures_of_queries_are_send() {
    fn is_send<T: Send>(it: T) -> T {
        it
    }
    drop(is_send(nested()));
    drop(is_send(nested().acount()));
    drop(is_send(nested().aget(|a| a.id().eq(1))));
    drop(is_send(nested().aupdate(|a| a.age().set(1))));
    drop(is_send(Author::objects().acreate(|a| a.name("x"))));
    drop(is_send(Box::pin(async { nested().await })));
}

#[test]
fn a_list_of_one_condition_is_that_condition() {
    let with = |condition: fn(Q) -> Q| Author::objects().filter(move |a| condition(a.age().gt(3)));
    let plain = with(|q| q);
    assert_eq!(with(|q| Q::any([q])), plain);
    assert_eq!(with(|q| Q::all([Q::default(), q])), plain);
    assert_eq!(with(|q| !Q::any([!q])), plain);
    assert_ne!(with(|q| Q::any([q.clone(), q])), plain);
}
