//! The order of rows.

use queryset::prelude::*;

use crate::{
    law::law,
    support::library::{Author, Book, Shelf, names},
};

law! {
    later_keys_decide_among_equals(db) {
        Shelf::fill().await;
        Author::objects().acreate(|a| a.name("Abe").age(60)).await.unwrap();
        let sorted = Author::objects().filter(|a| a.age().is_not_null()).order_by(|a| (a.age().desc(), a.name()));
        let names: Vec<String> = sorted.values_list(|a| a.name()).await.unwrap();
        assert_eq!(names, ["Abe", "Zed", "Ann"]);
    }
}

law! {
    null_goes_where_the_query_says(db) {
        Shelf::fill().await;
        let ages = |set: QuerySet<Author>| set.values_list(|a| a.age());
        let first = ages(Author::objects().order_by(|a| a.age().asc().nulls_first())).await.unwrap();
        assert_eq!(first, [None, Some(30), Some(60)]);
        let last = ages(Author::objects().order_by(|a| a.age().desc().nulls_last())).await.unwrap();
        assert_eq!(last, [Some(60), Some(30), None]);
        let turned = ages(Author::objects().order_by(|a| a.age().asc().nulls_first()).reverse()).await.unwrap();
        assert_eq!(turned, [Some(60), Some(30), None]);
    }
}

law! {
    null_goes_where_the_database_puts_it_if_nothing_is_said(db) {
        Shelf::fill().await;
        let ages = Author::objects().order_by(|a| a.age()).values_list(|a| a.age()).await.unwrap();
        let null_at = if db.capability().nulls_are_largest { 2 } else { 0 };
        assert_eq!(ages.iter().position(Option::is_none), Some(null_at));
    }
}

law! {
    reverse_turns_the_order_of_the_model(db) {
        Shelf::fill().await;
        assert_eq!(names(&Book::objects().reverse().await.unwrap()), ["Go", "Rust", "Zen"]);
        assert_eq!(names(&Book::objects().reverse().reverse().await.unwrap()), ["Zen", "Rust", "Go"]);
    }
}

law! {
    ordering_by_a_nullable_relation_loses_no_row(db) {
        Shelf::fill().await;
        let sorted = Book::objects().order_by(|b| (b.publisher().name().asc().nulls_last(), b.id()));
        assert_eq!(names(&sorted.await.unwrap()), ["Rust", "Zen", "Go"]);
    }
}

law! {
    ordering_by_an_expression_sorts_by_its_value(db) {
        Shelf::fill().await;
        let sorted = Book::objects().order_by(|b| (b.pages() * -1).asc());
        assert_eq!(names(&sorted.await.unwrap()), ["Zen", "Rust", "Go"]);
    }
}

law! {
    null_is_placed_in_an_order_by_an_expression_with_a_value(db) {
        Shelf::fill().await;
        let sorted = Author::objects().order_by(|a| (a.age() * 2).desc().nulls_last());
        assert_eq!(sorted.values_list(|a| a.name()).await.unwrap(), ["Zed", "Ann", "Bob"]);
        let sorted = Author::objects().order_by(|a| (a.age() * 2).asc().nulls_last());
        assert_eq!(sorted.values_list(|a| a.name()).await.unwrap(), ["Ann", "Zed", "Bob"]);
    }
}
