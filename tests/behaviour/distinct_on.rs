//! The first of the rows that are equal in some expressions.

use queryset::{ErrorKind, prelude::*};

use crate::{
    law::law,
    support::library::{Author, Book, Shelf, names},
};

/// Two books of Ann, and one of each of the others: Rust (300 pages) and Go 2 (50) of hers, Go (200), Zen (500).
async fn fill() -> Shelf {
    let shelf = Shelf::fill().await;
    let price = rust_decimal::Decimal::ONE;
    Book::objects()
        .acreate(|b| b.name("Go 2").pages(50).price(price).author(&shelf.ann))
        .await
        .unwrap();
    shelf
}

law! {
    /// The order says which row of those that are equal.
    the_first_of_equal_rows_is_taken(db) {
        fill().await;
        let thin = Book::objects().order_by(|b| (b.author().key(), b.pages())).distinct_on(|b| b.author().key());
        let thick = Book::objects()
            .order_by(|b| (b.author().name(), b.pages().desc()))
            .distinct_on(|b| b.author().name());
        if db.capability().distinct_on {
            assert_eq!(names(&thin.clone().await.unwrap()), ["Go 2", "Go", "Zen"]);
            assert_eq!(names(&thick.clone().await.unwrap()), ["Rust", "Go", "Zen"]);
            assert_eq!(thick.clone().reverse().values_list(|b| b.name()).await.unwrap(), ["Zen", "Go", "Go 2"]);
            assert_eq!(thin.acount().await.unwrap(), 3);
            assert_eq!(thick.clone().slice(1..).acount().await.unwrap(), 2);
            assert_eq!(names(&thick.clone().slice(1..2).await.unwrap()), ["Go"]);
            assert!(thick.clone().slice(2..).aexists().await.unwrap());
            assert!(!thick.clone().slice(3..).aexists().await.unwrap());
            assert_eq!(thick.clone().afirst().await.unwrap().unwrap().name, "Rust");
            assert_eq!(thick.aget(|b| b.pages().lt(100)).await.unwrap().name, "Go 2");
        } else {
            assert_eq!(thin.clone().await.unwrap_err().kind(), ErrorKind::Unsupported);
            assert_eq!(thin.acount().await.unwrap_err().kind(), ErrorKind::Unsupported);
        }
    }
}

law! {
    /// Several expressions, computed ones with values of the program's among them, inside and outside of other queries.
    equal_rows_can_be_equal_in_several_expressions(db, |on| on.facts.distinct_on) {
        let shelf = fill().await;
        let halves = Book::objects()
            .order_by(|b| (b.pages() / 200, b.pages()))
            .distinct_on(|b| b.pages() / 200)
            .values_list(|b| b.name());
        assert_eq!(halves.clone().await.unwrap(), ["Go 2", "Go", "Zen"]);
        assert_eq!(halves.acount().await.unwrap(), 3);
        let pairs = Book::objects()
            .order_by(|b| (b.author().key(), b.pages() / 1_000, b.pages()))
            .distinct_on(|b| (b.author().key(), b.pages() / 1_000));
        assert_eq!(names(&pairs.await.unwrap()), ["Go 2", "Go", "Zen"]);
        let thickest = Book::objects()
            .order_by(|b| (b.author().key(), b.pages().desc()))
            .distinct_on(|b| b.author().key())
            .values_list(|b| b.id());
        let found = Book::objects().filter(|b| b.id().in_(thickest)).order_by(|b| b.id());
        assert_eq!(names(&found.await.unwrap()), ["Rust", "Go", "Zen"]);
        let counted = Author::objects()
            .annotate(|a| a.books().count())
            .order_by(|(a, _)| (Case::when(a.age().is_null(), 1).otherwise(0), a.id()))
            .distinct_on(|(a, _)| Case::when(a.age().is_null(), 1).otherwise(0));
        let counted = counted.await.unwrap();
        assert_eq!(counted, [(shelf.ann, 2), (shelf.bob, 1)]);
    }
}

law! {
    distinct_on_and_its_order_go_with_unions_and_not_with_changes(db) {
        fill().await;
        let thin = || Book::objects().order_by(|b| (b.author().key(), b.pages())).distinct_on(|b| b.author().key());
        let error = thin().aupdate(|b| b.pages().set(1)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidQuery);
        assert_eq!(thin().adelete().await.unwrap_err().kind(), ErrorKind::InvalidQuery);
        let sliced = Book::objects().all().slice(..2).distinct_on(|b| b.id()).await.unwrap_err();
        assert_eq!(sliced.kind(), ErrorKind::InvalidQuery);
        let mixed = thin() | Book::objects().all().distinct();
        assert_eq!(mixed.await.unwrap_err().kind(), ErrorKind::InvalidQuery);
        assert_eq!(thin().distinct().acount().await.unwrap(), 4);
        if db.capability().distinct_on {
            let union = thin().union(Book::objects().filter(|b| b.pages().gte(300))).order_by(|b| b.pages());
            assert_eq!(names(&union.await.unwrap()), ["Go 2", "Go", "Rust", "Zen"]);
            let alike = thin() & thin().filter(|b| b.pages().gt(100));
            assert_eq!(names(&alike.await.unwrap()), ["Rust", "Go", "Zen"]);
            let other = Book::objects().order_by(|b| b.name()).distinct_on(|b| b.pages()).await.unwrap_err();
            assert_eq!(other.kind(), ErrorKind::Database, "{other}");
        }
    }
}
