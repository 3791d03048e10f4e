//! Lookups and transforms of the caller's own.

use queryset::{
    ErrorKind,
    prelude::*,
    query::{
        Template,
        typed::{Expression, Term, custom_expression},
    },
    value::{Column, Nullability},
};

use crate::{
    law::law,
    support::library::{Author, Book, BookFields, Shelf, names},
};

/// A lookup for whole numbers, with other SQL where `%` is spelled otherwise.
trait Divisible {
    fn divisible_by(&self, divisor: impl Term) -> Q;
}

impl<T: Column<Bare = i32>, K> Divisible for Expression<T, K> {
    fn divisible_by(&self, divisor: impl Term) -> Q {
        const SQL: Template = Template::new("{left} % {right} = 0")
            .postgres("mod({left}, {right}) = 0")
            .mysql("MOD({left}, {right}) = 0");
        self.custom_lookup(&SQL, divisor)
    }
}

/// A transform of text.
trait Shouted<T: Column> {
    fn shouted(&self) -> Expression<<T::Null as Nullability>::Of<String>>;
}

impl<T: Column<Bare = String>> Shouted<T> for Expression<T> {
    fn shouted(&self) -> Expression<<T::Null as Nullability>::Of<String>> {
        const SQL: Template =
            Template::new("CONCAT(UPPER({left}), '!')").sqlite("UPPER({left}) || '!'");
        self.custom_transform(&SQL)
    }
}

law! {
    a_lookup_of_ones_own_filters(db) {
        Shelf::fill().await;
        let found = Book::objects().filter(|b| b.pages().divisible_by(100) & b.pages().divisible_by(3));
        assert_eq!(names(&found.await.unwrap()), ["Rust"]);
        let found = Book::objects().filter(|b| b.pages().divisible_by(b.pages() / 2) & b.author().age().divisible_by(20));
        assert_eq!(names(&found.await.unwrap()), ["Zen"]);
        assert_eq!(Book::objects().filter(|b| b.pages().divisible_by(None::<i32>)).await.unwrap_err().kind(), ErrorKind::InvalidQuery);
    }
}

law! {
    its_negation_keeps_null(db) {
        Shelf::fill().await;
        let left = Author::objects().exclude(|a| a.age().divisible_by(20)).order_by(|a| a.name()).values_list(|a| a.name());
        assert_eq!(left.await.unwrap(), ["Ann", "Bob"]);
        let left = Author::objects().exclude(|a| a.books().pages().divisible_by(300)).order_by(|a| a.name()).values_list(|a| a.name());
        assert_eq!(left.await.unwrap(), ["Bob", "Zed"]);
    }
}

law! {
    a_transform_of_ones_own_is_selected_compared_and_grouped_by(db) {
        Shelf::fill().await;
        let shouted = Book::objects().order_by(|b| b.name().shouted()).values_list(|b| b.name().shouted()).await.unwrap();
        assert_eq!(shouted, ["GO!", "RUST!", "ZEN!"]);
        assert_eq!(names(&Book::objects().filter(|b| b.name().shouted().startswith("RU")).await.unwrap()), ["Rust"]);
        let groups = Book::objects().order_by(|_| ()).values_list(|b| (b.name().shouted(), b.id().count()));
        assert_eq!(groups.await.unwrap().len(), 3);
        assert_eq!(Author::objects().exclude(|a| a.books().name().shouted().eq("GO!")).acount().await.unwrap(), 2);
    }
}

law! {
    a_template_of_several_conditions_stays_one(db) {
        const EITHER: Template = Template::new("{left} = {right} OR {left} = 500");
        const SUM: Template = Template::new("{left} + 1");
        Shelf::fill().await;
        let found = |q: fn(&BookFields) -> Q| Book::objects().filter(move |b| q(&b)).order_by(|b| b.id());
        assert_eq!(names(&found(|b| b.pages().custom_lookup(&EITHER, 200)).await.unwrap()), ["Go", "Zen"]);
        assert_eq!(names(&found(|b| !b.pages().custom_lookup(&EITHER, 200)).await.unwrap()), ["Rust"]);
        assert_eq!(names(&found(|b| b.pages().custom_lookup(&EITHER, 200) & b.name().eq("Go")).await.unwrap()), ["Go"]);
        let values = Book::objects().order_by(|b| b.id()).values_list(|b| b.pages().custom_lookup(&EITHER, 200).value());
        assert_eq!(values.await.unwrap(), [Some(false), Some(true), Some(true)]);
        let sums = Book::objects().order_by(|b| b.id()).values_list(|b| b.pages().custom_transform::<i32>(&SUM) * 2);
        assert_eq!(sums.await.unwrap(), [602, 402, 1_002]);
    }
}

law! {
    hostile_values_stay_values(db) {
        const SAME: Template = Template::new("{left} = {right}");
        for text in ["'", "\"", "\\", "{left}", "?", "$1", "'; DROP TABLE library_author; --", "%s", "😀"] {
            Author::objects().acreate(|a| a.name(text)).await.unwrap();
            let found = Author::objects().filter(|a| a.name().custom_lookup(&SAME, text)).values_list(|a| a.name()).await.unwrap();
            assert_eq!(found, [text]);
        }
    }
}

law! {
    a_template_that_is_not_well_formed_is_refused(db) {
        const NOWHERE: Template = Template::nowhere();
        const WRONG: [Template; 7] = [
            Template::new("{left} = {right"),
            Template::new("{left}"),
            Template::new("{left} = '{right}'"),
            Template::new("{left} = {right}; DELETE FROM library_author"),
            Template::new("{left} = {right} --"),
            Template::new("{left} = {2}"),
            Template::new("left}"),
        ];
        for template in &WRONG {
            let asked = Author::objects().filter(|a| a.name().custom_lookup(template, "x")).await;
            let error = asked.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidQuery, "{template:?}");
            assert!(error.to_string().contains("the template"), "{error}");
        }
        let nowhere = Author::objects().filter(|a| a.name().custom_lookup(&NOWHERE, "x")).await;
        assert_eq!(nowhere.unwrap_err().kind(), ErrorKind::Unsupported);
    }
}

/// How far the pages of a book are from a number, where it has been published.
fn distance(b: &BookFields, from: i32) -> Expression<Option<i32>> {
    const SQL: Template = Template::new("CASE WHEN {2} IS NULL THEN NULL ELSE ABS({0} - {1}) END");
    custom_expression(&SQL, (b.pages(), from, b.published()))
}

law! {
    /// It is selected, filtered by, sorted by and grouped by as any other; values in it are bound.
    an_expression_of_ones_own_stands_where_others_do(db) {
        const HOSTILE: Template = Template::new("{0} = {1}");
        const CONSTANT: Template = Template::new("(SELECT 40 + 2)");
        Shelf::fill().await;
        let near = Book::objects().filter(|b| distance(&b, 450).lt(100)).await.unwrap();
        assert_eq!(names(&near), ["Zen"]);
        let sorted = Book::objects()
            .annotate(|b| distance(&b, 450))
            .order_by(|(_, distance)| distance.desc().nulls_last())
            .values_list(|(b, distance)| (b.name(), distance));
        let expected = [("Rust", Some(150)), ("Zen", Some(50)), ("Go", None)];
        assert_eq!(sorted.await.unwrap(), expected.map(|(name, it)| (name.to_owned(), it)));
        let groups = Book::objects()
            .values_list(|b| (distance(&b, 400), b.id().count()))
            .order_by(|b| distance(&b, 400).asc().nulls_first());
        assert_eq!(groups.await.unwrap(), [(None, 1), (Some(100), 2)]);
        let hostile = Book::objects().filter(|b| custom_expression::<bool>(&HOSTILE, (b.name(), "x' OR '1'='1")).is_true());
        assert_eq!(hostile.acount().await.unwrap(), 0);
        let constant = Book::objects().values_list(|_| custom_expression::<i64>(&CONSTANT, ()));
        assert_eq!(constant.distinct().order_by(|_| ()).await.unwrap(), [42]);
    }
}

law! {
    /// Each argument has its place, and each place its argument.
    arguments_and_places_are_as_many(db) {
        const ONE: Template = Template::new("{0} + 1");
        let more = Book::objects().values_list(|b| custom_expression::<i32>(&ONE, (b.pages(), 2)));
        let fewer = Book::objects().values_list(|_| custom_expression::<i32>(&ONE, ()));
        for set in [more, fewer] {
            assert_eq!(set.await.unwrap_err().kind(), ErrorKind::InvalidQuery);
        }
    }
}
