//! Conditions and how they combine; what NULL does under a negation.

use queryset::{
    prelude::*,
    query::{Nested, Parts, typed::Case},
};

use crate::{
    law::law,
    support::library::{Author, Book, Shelf},
};

async fn found(set: QuerySet<Author>) -> Vec<String> {
    set.order_by(|a| a.name()).values_list(|a| a.name()).await.unwrap()
}

law! {
    conditions_combine_with_and_or_xor_not(db) {
        Shelf::fill().await;
        assert_eq!(found(Author::objects().filter(|a| a.age().gt(20) & a.name().eq("Ann"))).await, ["Ann"]);
        assert_eq!(found(Author::objects().filter(|a| a.name().eq("Zed") | a.name().eq("Ann"))).await, ["Ann", "Zed"]);
        assert_eq!(found(Author::objects().filter(|a| a.age().gt(20) ^ a.name().eq("Ann"))).await, ["Zed"]);
        assert_eq!(found(Author::objects().filter(|a| !a.name().eq("Ann"))).await, ["Bob", "Zed"]);
    }
}

law! {
    xor_of_three_holds_for_an_odd_number(db) {
        Shelf::fill().await;
        // Ann meets one, Bob none, Zed all three.
        let odd = Author::objects().filter(|a| a.name().startswith("A") ^ a.name().eq("none") ^ a.age().lt(40));
        assert_eq!(found(odd).await, Vec::<String>::new());
        let odd = Author::objects().filter(|a| a.name().eq("Zed") ^ a.name().endswith("d") ^ a.name().startswith("Z"));
        assert_eq!(found(odd).await, ["Zed"]);
    }
}

law! {
    any_of_nothing_is_no_row_and_all_of_nothing_is_every_row(db) {
        Shelf::fill().await;
        assert!(found(Author::objects().filter(|_| Q::any([]))).await.is_empty());
        assert_eq!(found(Author::objects().exclude(|_| Q::any([]))).await.len(), 3);
        assert_eq!(found(Author::objects().filter(|_| Q::all([]))).await.len(), 3);
        let wanted = ["Ann", "Bob"];
        assert_eq!(found(Author::objects().filter(|a| Q::any(wanted.map(|it| a.name().eq(it))))).await, wanted);
    }
}

law! {
    /// However many negations stand around it: in Django `~Q()` is no condition either.
    an_empty_condition_is_none_in_filter_and_exclude(db) {
        Shelf::fill().await;
        for empty in [Q::default(), !Q::default(), Q::all([]), Q::any([Q::default()]), Q::all([!Q::default()])] {
            assert_eq!(found(Author::objects().filter(|_| empty.clone())).await.len(), 3, "{empty:?}");
            assert_eq!(found(Author::objects().exclude(|_| empty.clone())).await.len(), 3, "{empty:?}");
            assert_eq!(found(Author::objects().filter(|_| !empty.clone())).await.len(), 3, "{empty:?}");
            let books = Book::objects().filter(|_| empty.clone());
            assert_eq!(found(Author::objects().filter(|_| books.exists())).await.len(), 3, "{empty:?}");
            let none = Author::objects().exclude(|_| Book::objects().exclude(|_| empty.clone()).exists());
            assert!(found(none).await.is_empty(), "{empty:?}");
        }
    }
}

law! {
    an_empty_condition_disappears_beside_another(db) {
        Shelf::fill().await;
        for empty in [Q::default(), !Q::default(), Q::all([])] {
            let one = |q: Q| found(Author::objects().filter(|_| q));
            let fields = Author::objects();
            assert_eq!(found(fields.filter(|a| Q::any([a.name().eq("Ann"), empty.clone()]))).await, ["Ann"], "{empty:?}");
            let fields = Author::objects();
            assert_eq!(found(fields.filter(|a| Q::all([empty.clone(), a.name().eq("Ann")]))).await, ["Ann"], "{empty:?}");
            let fields = Author::objects();
            assert_eq!(found(fields.filter(|a| empty.clone() | a.name().eq("Ann"))).await, ["Ann"], "{empty:?}");
            let fields = Author::objects();
            assert_eq!(found(fields.exclude(|a| a.name().eq("Ann") ^ empty.clone())).await, ["Bob", "Zed"], "{empty:?}");
            // Those that were put together by hand, too.
            let fields = Author::objects();
            assert_eq!(found(fields.filter(|a| Q::Or(Parts::new([a.name().eq("Ann"), empty.clone()])))).await, ["Ann"], "{empty:?}");
            assert_eq!(one(Q::Xor(Parts::new([empty.clone(), empty.clone()]))).await.len(), 3, "{empty:?}");
            assert_eq!(one(Q::Not(Nested::new(Q::And(Parts::new([empty.clone()]))))).await.len(), 3, "{empty:?}");
        }
    }
}

law! {
    an_empty_condition_is_true_as_a_value(db) {
        Shelf::fill().await;
        for empty in [Q::default(), !Q::default(), Q::all([]), Q::Or(Parts::default())] {
            let set = Author::objects().values_list(|_| empty.clone().value());
            assert_eq!(set.await.unwrap(), [Some(true); 3], "{empty:?}");
            let met = Author::objects().filter(|_| empty.clone().value().is_true());
            assert_eq!(found(met).await.len(), 3, "{empty:?}");
        }
    }
}

law! {
    an_empty_condition_decides_about_no_branch(db) {
        for empty in [Q::default(), !Q::default(), Q::all([])] {
            let first = Author::objects().values_list(|_| Case::when(empty.clone(), 1).otherwise(0));
            let later = Author::objects()
                .values_list(|a| Case::when(a.name().eq("Ann"), 1).when(empty.clone(), 2).otherwise(0));
            for set in [first, later] {
                let error = set.await.unwrap_err();
                assert_eq!(error.kind(), ErrorKind::InvalidQuery, "{empty:?}");
                assert!(error.to_string().contains("`Case`"), "{error}");
            }
        }
    }
}

law! {
    exclude_keeps_rows_whose_column_is_null(db) {
        Shelf::fill().await;
        assert_eq!(found(Author::objects().exclude(|a| a.age().eq(30))).await, ["Bob", "Zed"]);
        assert_eq!(found(Author::objects().exclude(|a| a.age().lt(50))).await, ["Bob", "Zed"]);
        assert_eq!(found(Author::objects().exclude(|a| a.age().range(10, 100))).await, ["Bob"]);
        assert_eq!(found(Author::objects().exclude(|a| a.age().in_([30, 60]))).await, ["Bob"]);
        assert_eq!(found(Author::objects().exclude(|a| !a.age().eq(30))).await, ["Ann"]);
        assert_eq!(found(Author::objects().exclude(|a| a.age().is_null())).await, ["Ann", "Zed"]);
        assert_eq!(found(Author::objects().exclude(|a| a.age().in_([Some(30), None]))).await, ["Zed"]);
    }
}

law! {
    equality_with_none_is_null(db) {
        Shelf::fill().await;
        assert_eq!(found(Author::objects().filter(|a| a.age().eq(None::<i32>))).await, ["Bob"]);
        assert_eq!(found(Author::objects().exclude(|a| a.age().eq(None::<i32>))).await, ["Ann", "Zed"]);
        assert_eq!(found(Author::objects().filter(|a| a.age().eq(Some(30)))).await, ["Ann"]);
    }
}

law! {
    none_beside_another_lookup_is_refused(db) {
        let error = Author::objects().filter(|a| a.age().gt(None::<i32>)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidQuery);
        assert!(error.to_string().contains("is_null()"), "{error}");
    }
}

law! {
    an_empty_list_is_known_without_the_database(db) {
        Shelf::fill().await;
        assert_eq!(found(Author::objects().exclude(|a| a.id().in_(Vec::<i64>::new()))).await.len(), 3);
        let either = Author::objects().filter(|a| a.id().in_(Vec::<i64>::new()) | a.name().eq("Ann"));
        assert_eq!(found(either).await, ["Ann"]);
        db.close().await;
        let nobody = Author::objects().filter(|a| a.id().in_(Vec::<i64>::new()) & a.name().eq("Ann"));
        assert!(nobody.await.unwrap().is_empty());
    }
}

law! {
    chained_filters_must_all_be_met(db) {
        Shelf::fill().await;
        let set = Book::objects().filter(|b| b.pages().gt(100)).filter(|b| b.pages().lt(400)).exclude(|b| b.name().eq("Go"));
        assert_eq!(set.values_list(|b| b.name()).await.unwrap(), ["Rust"]);
    }
}

law! {
    a_path_of_another_query_is_refused(db) {
        let mut kept = None;
        let _ = Author::objects().filter(|a| {
            kept = Some(a.clone());
            a.name().eq("x")
        });
        let stray = kept.unwrap();
        let error = Book::objects().filter(|b| b.name().eq(stray.name())).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidQuery);
        let text = error.to_string();
        assert!(text.contains("Author") && text.contains("Book"), "{text}");
    }
}
