//! Arithmetic, subqueries, and fields of an enclosing query.

use queryset::{model::Reach, prelude::*};
use rust_decimal::Decimal;

use crate::{
    law::law,
    support::library::{Author, Book, BookFields, Shelf, names},
};

/// A condition for use at any depth.
fn thick<R: Reach>(book: &BookFields<R>) -> Q {
    book.pages().gte(300)
}

law! {
    arithmetic_takes_numbers_of_different_types(db) {
        Shelf::fill().await;
        let rust = || Book::objects().filter(|b| b.name().eq("Rust"));
        let numbers: Vec<(i32, i64, f64, Decimal)> = rust()
            .values_list(|b| (b.pages() + 1, b.pages() * 10_000_000_000_i64, b.pages() * 0.5, b.price() * 2))
            .await
            .unwrap();
        assert_eq!(numbers, [(301, 3_000_000_000_000, 150.0, Decimal::new(60, 0))]);
        let left: Vec<(i32, f64)> = rust().values_list(|b| (1_000 - b.pages(), 0.5 + b.pages())).await.unwrap();
        assert_eq!(left, [(700, 300.5)]);
        let whole: Vec<(i32, i32)> = rust().values_list(|b| (b.pages() / 7, b.pages() % 7)).await.unwrap();
        assert_eq!(whole, [(42, 6)]);
    }
}

law! {
    arithmetic_with_null_is_null(db) {
        Shelf::fill().await;
        let sums: Vec<Option<f64>> =
            Book::objects().order_by(|b| b.id()).values_list(|b| b.pages() + b.rating()).await.unwrap();
        assert_eq!(sums, [Some(304.5), None, Some(503.0)]);
    }
}

law! {
    parentheses_follow_the_tree(db) {
        Shelf::fill().await;
        let rust = Book::objects().filter(|b| b.name().eq("Rust"));
        let values: Vec<(i32, i32, i32)> = rust
            .values_list(|b| ((b.pages() + 1) * 2, b.pages() + (b.pages() * 2), b.pages() - (b.pages() - 1)))
            .await
            .unwrap();
        assert_eq!(values, [(602, 900, 1)]);
    }
}

law! {
    columns_compare_with_columns_and_expressions(db) {
        Shelf::fill().await;
        let cheap = Book::objects().filter(|b| b.price().lt(b.pages() / 10));
        assert_eq!(names(&cheap.await.unwrap()), Vec::<&str>::new());
        let dear = Book::objects().filter(|b| (b.price() * 10).gte(b.pages()) & thick(&b));
        assert_eq!(names(&dear.await.unwrap()), ["Zen", "Rust"]);
    }
}

law! {
    a_condition_for_any_depth_is_used_at_two(db) {
        Shelf::fill().await;
        assert_eq!(Book::objects().filter(|b| thick(&b)).acount().await.unwrap(), 2);
        let authors = Author::objects().filter(|a| thick(&a.books())).order_by(|a| a.name());
        assert_eq!(authors.values_list(|a| a.name()).await.unwrap(), ["Ann", "Zed"]);
    }
}

law! {
    a_field_of_the_enclosing_query_needs_no_mark(db) {
        Shelf::fill().await;
        let published = Author::objects()
            .filter(|a| Book::objects().filter(|b| b.author().id().eq(a.id()) & b.publisher().is_not_null()).exists())
            .order_by(|a| a.name());
        assert_eq!(published.values_list(|a| a.name()).await.unwrap(), ["Ann", "Zed"]);
    }
}

law! {
    fields_of_two_enclosing_queries_can_meet_in_the_innermost(db) {
        Shelf::fill().await;
        let nested = || {
            Author::objects().filter(|a| {
                Book::objects()
                    .filter(|b| {
                        let other = Author::objects().filter(|c| c.name().eq(a.name()) & (c.id() - c.id()).lt(b.pages()));
                        b.editor().id().eq(a.id()) & other.exists()
                    })
                    .exists()
            })
        };
        assert_eq!(nested().query(), nested().query());
        let editors = nested().order_by(|a| a.name()).values_list(|a| a.name()).await.unwrap();
        assert_eq!(editors, ["Ann", "Bob"]);
    }
}

law! {
    a_negated_subquery_finds_the_rest(db) {
        Shelf::fill().await;
        let idle = Author::objects().filter(|a| !Book::objects().filter(|b| b.editor().id().eq(a.id())).exists());
        assert_eq!(idle.values_list(|a| a.name()).await.unwrap(), ["Zed"]);
    }
}

law! {
    a_subquery_gives_a_value(db) {
        Shelf::fill().await;
        let rows: Vec<(Author, Option<i32>)> = Author::objects()
            .annotate(|a| {
                let thickest = Book::objects().filter(|b| b.author().id().eq(a.id())).order_by(|b| b.pages().desc());
                thickest.slice(..1).values_list(|b| b.pages()).subquery()
            })
            .order_by(|(a, _)| a.name())
            .await
            .unwrap();
        assert_eq!(rows.iter().map(|it| it.1).collect::<Vec<_>>(), [Some(300), Some(200), Some(500)]);
    }
}

law! {
    decimals_divide_to_decimals(db) {
        Shelf::fill().await;
        let rust = Book::objects().filter(|b| b.name().eq("Rust"));
        let quarter: Vec<Decimal> = rust.values_list(|b| b.price() / 4).await.unwrap();
        assert_eq!(quarter, [Decimal::new(75, 1)]);
    }
}

law! {
    functions_of_text_stand_in_conditions_and_selections(db) {
        Shelf::fill().await;
        let lengths: Vec<(String, i32)> = Book::objects()
            .filter(|b| b.name().upper().eq("RUST"))
            .values_list(|b| (b.name().lower(), b.name().length()))
            .await
            .unwrap();
        assert_eq!(lengths, [("rust".to_owned(), 4)]);
    }
}

law! {
    numbers_lose_their_sign(db) {
        Shelf::fill().await;
        let differences = Book::objects().order_by(|b| b.id()).values_list(|b| (b.pages() - 310).abs());
        assert_eq!(differences.await.unwrap()[0], 10);
    }
}

law! {
    /// The row without a related row counts as one that does not meet the condition, as for the bare column.
    exclude_of_a_function_behind_a_relation_keeps_rows_without_one(db) {
        Shelf::fill().await;
        let plain = Author::objects().exclude(|a| a.books().name().eq("Rust"));
        let lower = Author::objects().exclude(|a| a.books().name().lower().eq("rust"));
        let ids = |set: QuerySet<Author>| set.order_by(|a| a.id()).values_list(|a| a.id());
        assert_eq!(ids(lower).await.unwrap(), ids(plain).await.unwrap());
        assert!(Author::objects().acount().await.unwrap() > 0);
    }
}
