//! `&`, `|` and `^` between querysets.

use queryset::prelude::*;

use crate::{
    law::law,
    support::library::{Author, Book, Shelf, names},
};

law! {
    /// The rows of both, of either, of one alone.
    querysets_combine_like_conditions(db) {
        Shelf::fill().await;
        let thick = || Book::objects().filter(|b| b.pages().gte(300));
        let old = || Book::objects().filter(|b| b.published().lt(chrono::NaiveDate::from_ymd_opt(2000, 1, 1).unwrap()));
        let rated = || Book::objects().filter(|b| b.rating().is_not_null());
        assert_eq!(names(&(thick() & old()).await.unwrap()), ["Zen"]);
        assert_eq!(names(&(thick() | old()).await.unwrap()), ["Zen", "Rust"]);
        assert_eq!(names(&(rated() ^ old()).await.unwrap()), ["Rust"]);
        assert_eq!((Book::objects().all() | old()).await.unwrap().len(), 3);
        assert_eq!(names(&(thick() & (old() | rated()) & rated()).await.unwrap()), ["Zen", "Rust"]);
    }
}

law! {
    /// `none()` is neutral to `|`, and leaves nothing of `&`.
    none_combines_as_the_empty_set(db) {
        Shelf::fill().await;
        let all = || Book::objects().all();
        let none = || Book::objects().none();
        assert_eq!((all() & none()).acount().await.unwrap(), 0);
        assert_eq!((none() & all()).acount().await.unwrap(), 0);
        assert_eq!((all() | none()).acount().await.unwrap(), 3);
        assert_eq!((none() | all()).acount().await.unwrap(), 3);
        assert_eq!((none() ^ all()).acount().await.unwrap(), 3);
    }
}

law! {
    /// A slice becomes the rows that have its keys; it cannot become part of `&`.
    a_slice_combines_by_its_keys(db) {
        Shelf::fill().await;
        let first = || Book::objects().order_by(|b| b.name()).slice(..1);
        let zen = || Book::objects().filter(|b| b.name().eq("Zen"));
        assert_eq!(names(&(first() | zen()).await.unwrap()), ["Zen", "Go"]);
        assert_eq!(names(&(zen() ^ first()).await.unwrap()), ["Zen", "Go"]);
        for refused in [first() & zen(), zen() & first()] {
            assert_eq!(refused.await.unwrap_err().kind(), ErrorKind::InvalidQuery);
        }
    }
}

law! {
    /// Chained filters keep their joins apart, on both sides of `|`, and go on being apart from what comes later.
    combined_querysets_keep_the_joins_of_their_calls(db) {
        let shelf = Shelf::fill().await;
        Book::objects()
            .acreate(|b| b.name("Thin").pages(10).price(rust_decimal::Decimal::ONE).author(&shelf.ann))
            .await
            .unwrap();
        let by = |thick: i32, thin: i32| {
            Author::objects()
                .filter(move |a| a.books().pages().gte(thick))
                .filter(move |a| a.books().pages().lte(thin))
        };
        let none = Author::objects().filter(|a| a.name().eq("nobody"));
        let either = (by(300, 10) | none.clone()).order_by(|a| a.id());
        assert_eq!(either.await.unwrap(), vec![shelf.ann.clone()]);
        let either = (none | by(300, 10)).order_by(|a| a.id());
        assert_eq!(either.await.unwrap(), vec![shelf.ann.clone()]);
        let later = (by(300, 10) | Author::objects().filter(|a| a.books().pages().eq(200)))
            .filter(|a| a.books().name().eq("Thin"));
        assert_eq!(later.values_list(|a| a.id()).await.unwrap().first(), Some(&shelf.ann.id));
    }
}

law! {
    /// The order is that of the right side, if it has one.
    the_right_side_orders(db) {
        Shelf::fill().await;
        let by_name = || Book::objects().order_by(|b| b.name());
        let by_pages = || Book::objects().order_by(|b| b.pages());
        let all = || Book::objects().all();
        assert_eq!(names(&(by_name() | by_pages()).await.unwrap()), ["Go", "Rust", "Zen"]);
        assert_eq!(names(&(by_pages() | by_name().reverse()).await.unwrap()), ["Zen", "Rust", "Go"]);
        assert_eq!(names(&(by_name() & all()).await.unwrap()), ["Go", "Rust", "Zen"]);
    }
}

law! {
    /// Annotated querysets combine when their annotations are the same, and groups stay what they were.
    annotated_querysets_combine(db) {
        let shelf = Shelf::fill().await;
        let counted = || Author::objects().annotate(|a| a.books().count());
        let one = counted().filter(|(_, n)| n.eq(1));
        let young = counted().filter(|(a, _)| a.age().lt(40));
        let both = (one.clone() & young.clone()).await.unwrap();
        assert_eq!(both, [(shelf.ann.clone(), 1)]);
        let either = (one | young).order_by(|(a, _)| a.id()).await.unwrap();
        assert_eq!(either.len(), 3);
        let (count, most) = (
            Author::objects().annotate(|a| a.books().id().count()),
            Author::objects().annotate(|a| a.edited().id().count()),
        );
        assert_eq!((count | most).await.unwrap_err().kind(), ErrorKind::InvalidQuery);
    }
}

law! {
    /// A place beyond the last row is no row.
    nth_is_the_row_at_a_place(db) {
        Shelf::fill().await;
        let sorted = Book::objects().order_by(|b| b.name());
        assert_eq!(sorted.clone().nth(1).await.unwrap().name, "Rust");
        assert_eq!(sorted.clone().slice(1..).nth(1).await.unwrap().name, "Zen");
        assert!(sorted.clone().slice(..2).nth(2).await.optional().unwrap().is_none());
        let error = sorted.nth(3).await.unwrap_err();
        assert!(error.is_does_not_exist_of::<Book>(), "{error}");
        assert!(error.to_string().contains('3'), "{error}");
    }
}
