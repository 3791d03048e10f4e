//! Expressions that later closures receive and rows do not hold.

use queryset::prelude::*;

use crate::{
    law::law,
    support::library::{Author, Book, Publisher, Shelf, names},
};

law! {
    an_alias_filters_and_sorts_and_is_not_selected(db) {
        Shelf::fill().await;
        let set = Book::objects().alias(|b| b.pages() * 2).filter(|(_, twice)| twice.gte(600)).order_by(|(_, twice)| twice.desc());
        let books: Vec<Book> = set.clone().await.unwrap();
        assert_eq!(names(&books), ["Zen", "Rust"]);
        assert_eq!((set.clone().acount().await.unwrap(), set.clone().afirst().await.unwrap().unwrap().name), (2, "Zen".into()));
        assert_eq!(set.values_list(|(b, twice)| (b.name(), twice)).await.unwrap(), [("Zen".into(), 1_000), ("Rust".into(), 600)]);
    }
}

law! {
    an_aggregate_as_an_alias_groups_by_the_row(db) {
        let shelf = Shelf::fill().await;
        Book::objects().acreate(|b| b.name("More").price(rust_decimal::Decimal::ONE).author(&shelf.ann)).await.unwrap();
        let counted = Author::objects().alias(|a| a.books().count());
        let authors: Vec<Author> = counted.clone().filter(|(_, n)| n.gt(1)).await.unwrap();
        assert_eq!(authors.iter().collect::<Vec<_>>(), [&shelf.ann]);
        let sorted = counted.order_by(|(a, n)| (n.desc(), a.name().desc())).await.unwrap();
        assert_eq!(sorted, [shelf.ann, shelf.zed, shelf.bob]);
    }
}

law! {
    aliases_and_annotations_stand_in_the_order_of_the_calls(db) {
        Shelf::fill().await;
        let set = Author::objects()
            .annotate(|a| a.books().count())
            .alias(|(a, n)| (a.age() + n, a.name().lower()))
            .annotate(|(_, n, ..)| n + 1)
            .alias(|(a, ..)| a.books().pages().max());
        let set = set.filter(|(_, _, older, name, _, longest)| older.gt(30) & name.eq("ann") & longest.eq(300));
        let rows: Vec<(Author, i64, i64)> = set.await.unwrap();
        assert_eq!(rows.iter().map(|(a, n, more)| (a.name.as_str(), *n, *more)).collect::<Vec<_>>(), [("Ann", 1, 2)]);
    }
}

law! {
    a_row_with_an_alias_is_updated_deleted_and_found_as_any(db) {
        let shelf = Shelf::fill().await;
        let twice = Book::objects().alias(|b| b.pages() * 2);
        assert_eq!(twice.clone().aget(|(_, twice)| twice.eq(600)).await.unwrap(), shelf.rust);
        assert_eq!(twice.clone().filter(|(_, twice)| twice.lt(500)).aupdate(|(b, twice)| b.pages().set(twice)).await.unwrap(), 1);
        assert_eq!(twice.filter(|(_, twice)| twice.eq(800)).adelete().await.unwrap().total, 1);
        let error = Publisher::objects().all().union(Publisher::objects().all()).alias(|p| p.name()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unsupported);
    }
}
