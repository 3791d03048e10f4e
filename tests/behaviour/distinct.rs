//! Equal rows as one.

use queryset::prelude::*;

use crate::{
    law::law,
    support::library::{Author, Book, Shelf},
};

law! {
    /// A join that multiplies instances does so no more, and each is counted once.
    distinct_takes_away_what_joins_multiply(db) {
        let shelf = Shelf::fill().await;
        let price = rust_decimal::Decimal::ONE;
        Book::objects().acreate(|b| b.name("Go").pages(200).price(price).author(&shelf.ann)).await.unwrap();
        let writers = || Author::objects().filter(|a| a.books().pages().gt(100));
        assert_eq!(writers().acount().await.unwrap(), 4);
        assert_eq!(writers().distinct().acount().await.unwrap(), 3);
        let once = writers().distinct().order_by(|a| a.name()).values_list(|a| a.name());
        assert_eq!(once.await.unwrap(), ["Ann", "Bob", "Zed"]);
        assert!(writers().distinct().aexists().await.unwrap());
        assert_eq!(writers().distinct().order_by(|a| a.id()).slice(1..).acount().await.unwrap(), 2);
        assert!(!writers().distinct().order_by(|a| a.id()).slice(3..).aexists().await.unwrap());
    }
}

law! {
    /// Values are compared as rows; NULL is equal to NULL.
    distinct_values_are_different_rows(db) {
        let shelf = Shelf::fill().await;
        let price = rust_decimal::Decimal::ONE;
        Book::objects().acreate(|b| b.name("Go").pages(200).price(price).author(&shelf.ann)).await.unwrap();
        let editors = Book::objects().values_list(|b| b.editor().key()).distinct();
        assert_eq!(editors.clone().acount().await.unwrap(), 3);
        assert_eq!(editors.order_by(|b| b.editor().key().asc().nulls_first()).await.unwrap()[0], None);
        let named = Book::objects().values_list(|b| (b.name(), b.pages())).distinct().order_by(|b| b.name());
        assert_eq!(named.await.unwrap().len(), 3);
    }
}

law! {
    /// What is sorted by and not selected makes rows different as well.
    distinct_counts_what_is_sorted_by(db) {
        let shelf = Shelf::fill().await;
        let price = rust_decimal::Decimal::ONE;
        Book::objects().acreate(|b| b.name("Go").pages(150).price(price).author(&shelf.ann)).await.unwrap();
        let names = || Book::objects().values_list(|b| b.name()).distinct();
        assert_eq!(names().order_by(|b| b.name()).await.unwrap(), ["Go", "Rust", "Zen"]);
        assert_eq!(names().order_by(|b| b.pages()).await.unwrap(), ["Go", "Go", "Rust", "Zen"]);
        let by_half = names().order_by(|b| (b.pages() / 100, b.name())).await.unwrap();
        assert_eq!(by_half, ["Go", "Go", "Rust", "Zen"]);
        let halves = Book::objects().values_list(|b| b.pages() / 100).distinct();
        assert_eq!(halves.order_by(|b| (b.pages() / 100).desc()).await.unwrap(), [5, 3, 2, 1]);
    }
}

law! {
    /// Inside another query it counts as anywhere.
    distinct_queries_stand_inside_others(db) {
        Shelf::fill().await;
        let written = Book::objects().values_list(|b| b.author().key()).distinct();
        assert_eq!(Author::objects().filter(|a| a.id().in_(written)).acount().await.unwrap(), 3);
        let none = Author::objects().filter(|a| {
            Book::objects().filter(|b| b.author().key().eq(a.id()) & b.pages().gt(900)).distinct().exists()
        });
        assert_eq!(none.acount().await.unwrap(), 0);
        let updated = Author::objects().filter(|a| a.books().pages().gt(1)).distinct();
        assert_eq!(updated.aupdate(|a| a.age().set(1)).await.unwrap(), 3);
    }
}

law! {
    a_slice_cannot_be_made_distinct(db) {
        let error = Author::objects().all().slice(..2).distinct().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidQuery);
        let mixed = Author::objects().all().distinct() | Author::objects().all();
        assert_eq!(mixed.await.unwrap_err().kind(), ErrorKind::InvalidQuery);
    }
}
