//! Every lookup, with Django's rules for NULL and for `%`, `_` and `\`.

use queryset::prelude::*;

use crate::{
    law::law,
    support::library::{Author, Book, Everything, Shelf},
};

async fn named(names: &[&str]) {
    for name in names {
        Author::objects().acreate(|a| a.name(*name)).await.unwrap();
    }
}

async fn found(
    condition: impl FnOnce(<Author as Model>::Fields<queryset::model::Always>) -> Q,
) -> Vec<String> {
    Author::objects()
        .filter(condition)
        .order_by(|a| a.id())
        .values_list(|a| a.name())
        .await
        .unwrap()
}

law! {
    comparisons_compare_numbers(db) {
        Shelf::fill().await;
        let pages = |q: QuerySet<Book>| q.order_by(|b| b.pages()).values_list(|b| b.pages());
        assert_eq!(pages(Book::objects().filter(|b| b.pages().eq(300))).await.unwrap(), [300]);
        assert_eq!(pages(Book::objects().filter(|b| b.pages().gt(300))).await.unwrap(), [500]);
        assert_eq!(pages(Book::objects().filter(|b| b.pages().gte(300))).await.unwrap(), [300, 500]);
        assert_eq!(pages(Book::objects().filter(|b| b.pages().lt(300))).await.unwrap(), [200]);
        assert_eq!(pages(Book::objects().filter(|b| b.pages().lte(300))).await.unwrap(), [200, 300]);
        assert_eq!(pages(Book::objects().filter(|b| b.pages().range(200, 300))).await.unwrap(), [200, 300]);
        assert_eq!(pages(Book::objects().filter(|b| b.pages().in_([500, 200, 200, 7]))).await.unwrap(), [200, 500]);
    }
}

law! {
    numbers_of_different_types_compare_by_value(db) {
        Shelf::fill().await;
        let count = |set: QuerySet<Book>| async { set.acount().await.unwrap() };
        assert_eq!(count(Book::objects().filter(|b| b.pages().gt(299.5))).await, 2);
        assert_eq!(count(Book::objects().filter(|b| b.pages().lt(i64::MAX))).await, 3);
        assert_eq!(count(Book::objects().filter(|b| b.pages().gt(i64::MIN))).await, 3);
        assert_eq!(count(Book::objects().filter(|b| b.rating().gt(3))).await, 1);
        assert_eq!(count(Book::objects().filter(|b| b.price().gte(30))).await, 2);
        assert_eq!(count(Book::objects().filter(|b| b.price().eq(rust_decimal::Decimal::new(30, 0)))).await, 1);
        assert_eq!(count(Book::objects().filter(|b| b.price().lt(b.pages()))).await, 3);
        // The same text with another type of operand, on the same connection.
        for _ in 0..3 {
            assert_eq!(count(Book::objects().filter(|b| b.pages().eq(300))).await, 1);
            assert_eq!(count(Book::objects().filter(|b| b.pages().eq(300_i64))).await, 1);
            assert_eq!(count(Book::objects().filter(|b| b.pages().eq(300_i16))).await, 1);
            assert_eq!(count(Book::objects().filter(|b| b.pages().eq(300.0))).await, 1);
            assert_eq!(count(Book::objects().filter(|b| b.pages().eq(i64::from(u32::MAX) + 300))).await, 0);
            assert_eq!(count(Book::objects().filter(|b| b.pages().lt(b.rating() * 0.0 + 300.5))).await, 1);
        }
    }
}

law! {
    metacharacters_of_patterns_stand_for_themselves(db) {
        named(&["100%", "100 percent", "a_b", "axb", r"back\slash", "it's", r"\%"]).await;
        assert_eq!(found(|a| a.name().contains("%")).await, ["100%", r"\%"]);
        assert_eq!(found(|a| a.name().contains("_")).await, ["a_b"]);
        assert_eq!(found(|a| a.name().contains(r"\")).await, [r"back\slash", r"\%"]);
        assert_eq!(found(|a| a.name().contains("'")).await, ["it's"]);
        assert_eq!(found(|a| a.name().startswith("100%")).await, ["100%"]);
        assert_eq!(found(|a| a.name().endswith(r"\%")).await, [r"\%"]);
        assert_eq!(found(|a| a.name().iexact("A_B")).await.len(), usize::from(insensitive(&db)));
        assert_eq!(found(|a| a.name().icontains("_")).await, ["a_b"]);
    }
}

law! {
    text_lookups_find_the_start_the_middle_and_the_end(db) {
        named(&["Rust in action", "Action in Rust", "Go"]).await;
        assert_eq!(found(|a| a.name().contains("in")).await, ["Rust in action", "Action in Rust"]);
        assert_eq!(found(|a| a.name().startswith("Rust")).await, ["Rust in action"]);
        assert_eq!(found(|a| a.name().endswith("Rust")).await, ["Action in Rust"]);
        assert_eq!(found(|a| a.name().contains("")).await.len(), 3);
    }
}

law! {
    case_is_ignored_by_the_lookups_that_say_so(db) {
        named(&["Rust", "RUST", "rust"]).await;
        // The collation of the test database on MySQL tells upper from lower case, and decides, as in Django.
        let all = if insensitive(&db) { 3 } else { 1 };
        assert_eq!(found(|a| a.name().iexact("rUST")).await.len(), if insensitive(&db) { 3 } else { 0 });
        assert_eq!(found(|a| a.name().icontains("US")).await.len(), all);
        assert_eq!(found(|a| a.name().istartswith("RU")).await.len(), all);
        assert_eq!(found(|a| a.name().iendswith("ST")).await.len(), all);
        assert_eq!(found(|a| a.name().eq("rust")).await, ["rust"]);
    }
}

law! {
    case_counts_in_the_other_lookups_except_on_sqlite(db) {
        named(&["Rust", "RUST"]).await;
        let both = if db.capability().like_is_case_sensitive { 1 } else { 2 };
        assert_eq!(found(|a| a.name().contains("us")).await.len(), both);
        assert_eq!(found(|a| a.name().startswith("Ru")).await.len(), both);
        assert_eq!(found(|a| a.name().endswith("st")).await.len(), both);
    }
}

law! {
    a_column_can_be_the_pattern(db) {
        let shelf = Shelf::fill().await;
        Book::objects().acreate(|b| b.name("Ann%").price(1.into()).author(&shelf.ann)).await.unwrap();
        Book::objects().acreate(|b| b.name("Annals of Ann").price(1.into()).author(&shelf.ann)).await.unwrap();
        let books = |set: QuerySet<Book>| set.order_by(|b| b.name()).values_list(|b| b.name());
        let contains = books(Book::objects().filter(|b| b.name().contains(b.author().name()))).await.unwrap();
        assert_eq!(contains, ["Ann%", "Annals of Ann"]);
        let ends = books(Book::objects().filter(|b| b.name().endswith(b.author().name()))).await.unwrap();
        assert_eq!(ends, ["Annals of Ann"]);
        let itself = books(Book::objects().filter(|b| b.name().startswith(b.name()))).await.unwrap();
        assert_eq!(itself.len(), 5);
        let folded = books(Book::objects().filter(|b| b.name().icontains(b.author().name()))).await.unwrap();
        assert_eq!(folded, ["Ann%", "Annals of Ann"]);
    }
}

law! {
    none_in_a_list_is_passed_over(db) {
        Shelf::fill().await;
        assert_eq!(found(|a| a.age().in_([Some(30), None])).await, ["Ann"]);
        assert!(found(|a| a.age().in_([None::<i32>])).await.is_empty());
    }
}

law! {
    numbers_of_different_types_can_be_in_one_list(db) {
        Shelf::fill().await;
        let count = |set: QuerySet<Book>| async { set.acount().await.unwrap() };
        assert_eq!(count(Book::objects().filter(|b| b.pages().in_([300.0, 201.5]))).await, 1);
        assert_eq!(count(Book::objects().filter(|b| b.pages().in_([300, i64::MAX]))).await, 1);
        let ten = rust_decimal::Decimal::new(2_050, 2);
        assert_eq!(count(Book::objects().filter(|b| b.price().in_([ten]))).await, 1);
        assert_eq!(count(Book::objects().filter(|b| b.rating().in_([rust_decimal::Decimal::new(45, 1)]))).await, 1);
        assert_eq!(count(Book::objects().filter(|b| b.price().in_([30, 1]))).await, 1);
    }
}

law! {
    a_long_list_is_no_problem(db) {
        let shelf = Shelf::fill().await;
        // Keys go on where the rows of earlier laws ended.
        let many: Vec<i64> = (shelf.ann.id - 20_000..shelf.ann.id + 20_000).collect();
        assert_eq!(found(|a| a.id().in_(&many)).await.len(), 3);
        let names: Vec<String> = (0..5_000).map(|it| format!("'{it}\"\\")).chain(["Zed".into()]).collect();
        assert_eq!(found(|a| a.name().in_(&names)).await, ["Zed"]);
    }
}

law! {
    a_list_of_any_type_can_be_long(db) {
        let row = crate::types::full();
        let mut saved = row.clone();
        saved.asave().await.unwrap();
        let count = |set: QuerySet<Everything>| async { set.acount().await };
        let days: Vec<_> = row.date.iter_days().take(40_000).collect();
        assert_eq!(count(Everything::objects().filter(|e| e.date().in_(&days))).await.unwrap(), 1);
        let doubles: Vec<f64> = (0..40_000).map(|it| f64::from(it) / 10.0).collect();
        assert_eq!(count(Everything::objects().filter(|e| e.double().in_(&doubles))).await.unwrap(), 1);
        let tokens: Vec<_> = (0..40_000).map(|_| uuid::Uuid::new_v4()).chain([row.token]).collect();
        assert_eq!(count(Everything::objects().filter(|e| e.token().in_(&tokens))).await.unwrap(), 1);
    }
}

law! {
    many_alternatives_are_no_problem_and_deep_nesting_is_refused(db) {
        Shelf::fill().await;
        assert_eq!(found(|a| Q::any((0..3_000).map(|it| a.age().eq(it)))).await, ["Ann", "Zed"]);
        let deep = Author::objects().filter(|a| (0..600).fold(a.age().gt(0), |q, it| !(q & a.age().gt(it))));
        let error = deep.await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidQuery);
        assert!(error.to_string().contains("200"), "{error}");
    }
}

law! {
    a_queryset_can_be_the_list(db) {
        Shelf::fill().await;
        let thick = Book::objects().filter(|b| b.pages().gt(250)).values_list(|b| b.author().key());
        assert_eq!(found(|a| a.id().in_(thick.clone())).await, ["Ann", "Zed"]);
        assert_eq!(found(|a| !a.id().in_(thick.clone())).await, ["Bob"]);
        let sliced = Book::objects().order_by(|b| b.pages()).slice(..1).values_list(|b| b.author().key());
        assert_eq!(found(|a| a.id().in_(sliced)).await, ["Bob"]);
        assert!(found(|a| a.id().in_(Book::objects().none().values_list(|b| b.id()))).await.is_empty());
    }
}

law! {
    is_null_can_be_decided_at_run_time(db) {
        Shelf::fill().await;
        for (wanted, names) in [(true, vec!["Bob"]), (false, vec!["Ann", "Zed"])] {
            assert_eq!(found(|a| a.age().is_null_if(wanted)).await, names);
        }
    }
}

/// Whether the case-insensitive lookups ignore case: the collation `utf8mb4_bin` of the test databases on MySQL does not.
fn insensitive(db: &Database) -> bool {
    !matches!(db.dialect(), Dialect::Mysql | Dialect::Mariadb)
}
