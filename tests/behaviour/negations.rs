//! Conditions below negations, along relations that lead to several rows.

use queryset::{prelude::*, query::typed::Case};

use crate::{
    law::law,
    support::library::{Author, Book, Shelf},
};

/// Three books more: a second one of Ann's like her first, and two of Zed's, each with half of what is asked for.
async fn more_books(shelf: &Shelf) {
    for (author, name, pages, rating) in [
        (&shelf.ann, "Ada", 300, 4.0),
        (&shelf.zed, "Tao", 1_200, 2.0),
        (&shelf.zed, "Dao", 90, 5.0),
    ] {
        let price = rust_decimal::Decimal::ONE;
        Book::objects()
            .acreate(|b| b.name(name).pages(pages).price(price).rating(rating).author(author))
            .await
            .unwrap();
    }
}

async fn people(set: QuerySet<Author>) -> Vec<String> {
    set.order_by(|a| a.name()).values_list(|a| a.name()).await.unwrap()
}

law! {
    /// In Django a condition anywhere below a negation is a subquery, whose rows are not those of any join.
    a_condition_below_two_negations_multiplies_no_rows(db) {
        let shelf = Shelf::fill().await;
        more_books(&shelf).await;
        let set = Author::objects().exclude(|a| !a.books().pages().eq(300));
        assert_eq!(people(set).await, ["Ann"]);
        let deep = Author::objects().filter(|a| !(a.name().eq("Bob") | !a.books().pages().eq(300)));
        assert_eq!(people(deep).await, ["Ann"]);
        let nulls = Author::objects().exclude(|a| !a.books().publisher().is_null());
        assert_eq!(people(nulls).await, ["Ann", "Bob", "Zed"]);
    }
}

law! {
    conditions_below_two_negations_speak_of_any_related_rows(db) {
        let shelf = Shelf::fill().await;
        more_books(&shelf).await;
        let set = Author::objects().exclude(|a| !(a.books().rating().gt(4.5) & a.books().pages().gt(1_000)));
        assert_eq!(people(set).await, ["Zed"]);
    }
}

law! {
    rows_of_an_earlier_filter_are_not_multiplied_by_a_condition_below_two_negations(db) {
        let shelf = Shelf::fill().await;
        more_books(&shelf).await;
        let set = Author::objects().filter(|a| a.books().rating().gte(3.0)).exclude(|a| !a.books().pages().gte(200));
        assert_eq!(people(set).await, ["Ann", "Ann", "Zed", "Zed"]);
    }
}

law! {
    /// As in Django a negation of a negation is the condition itself; only `exclude` adds one of its own.
    a_negation_of_a_negation_is_the_condition(db) {
        let shelf = Shelf::fill().await;
        more_books(&shelf).await;
        let set = Author::objects().filter(|a| !!a.books().pages().eq(300));
        assert_eq!(people(set).await, ["Ann", "Ann"]);
    }
}

law! {
    /// Each row of the join is compared with itself, not with any other related row.
    two_columns_of_one_related_row_are_compared_under_a_negation(db) {
        let shelf = Shelf::fill().await;
        more_books(&shelf).await;
        // Pages against a rating in hundreds: 300 and 450, 300 and 400; 200 and NULL; 500 and 300, 1200 and 200, 90 and 500.
        let thin = Author::objects().exclude(|a| a.books().pages().gt(a.books().rating() * 100.0));
        assert_eq!(people(thin).await, ["Ann", "Ann", "Bob", "Zed"]);
        let twice = Author::objects().exclude(|a| !a.books().pages().gt(a.books().rating() * 100.0));
        assert_eq!(people(twice).await, ["Zed", "Zed"]);
        let behind = Author::objects()
            .filter(|a| a.books().pages().gt(100))
            .exclude(|a| a.books().pages().gt(a.books().rating() * 100.0));
        assert_eq!(people(behind).await, ["Ann", "Ann", "Ann", "Ann", "Bob", "Zed", "Zed"]);
    }
}

law! {
    a_row_without_related_rows_stays_when_their_columns_are_compared_under_a_negation(db) {
        Shelf::fill().await;
        Author::objects().acreate(|a| a.name("Dan")).await.unwrap();
        let set = Author::objects().exclude(|a| a.books().pages().gt(a.books().id()));
        assert_eq!(people(set).await, ["Dan"]);
    }
}

law! {
    /// As in Django: a value has to come from one row, so that the related rows are joined.
    a_negated_condition_that_is_a_value_reads_the_joins(db) {
        let shelf = Shelf::fill().await;
        more_books(&shelf).await;
        let set = Author::objects()
            .order_by(|a| a.name())
            .values_list(|a| (a.name(), Case::when(!a.books().pages().eq(300), 1).otherwise(0)));
        let rows: Vec<(String, i32)> = set.await.unwrap();
        let rows: Vec<_> = rows.iter().map(|(name, other)| (name.as_str(), *other)).collect();
        assert_eq!(rows, [("Ann", 0), ("Ann", 0), ("Bob", 1), ("Zed", 1), ("Zed", 1), ("Zed", 1)]);
        let met = Author::objects().filter(|a| (!a.books().pages().eq(300)).value().is_true());
        assert_eq!(people(met).await, ["Bob", "Zed", "Zed", "Zed"]);
    }
}
