//! Rows as structs of the program, and as names and values.

use futures::TryStreamExt;
use queryset::{
    prelude::*,
    value::{Type, Value},
};
use rust_decimal::Decimal;
use serde_json::json;

use crate::{
    arrays,
    law::law,
    support::{
        kinds::Series,
        library::{Author, Book, Everything, Loan, Publisher, Shelf},
    },
    types::{full, plain},
};

/// Columns along paths, one behind a relation that may lead to nothing, and keys.
#[derive(Projection, Debug, Clone, PartialEq)]
#[projection(Book)]
struct Line {
    name: String,
    #[projection(publisher__name)]
    press: Option<String>,
    #[projection(author__pk)]
    writer: i64,
    editor: Option<i64>,
    rating: Option<f64>,
    #[projection(pages)]
    length: i32,
}

#[derive(Projection, Debug, PartialEq)]
#[projection(Author)]
struct Shelfful {
    name: String,
    #[projection(books__count)]
    books: i64,
    #[projection(books__pages__max)]
    longest: Option<i32>,
}

/// Annotations stand in their order, wherever their fields do.
#[derive(Projection, Debug, PartialEq)]
#[projection(Author)]
struct Counted {
    #[projection(annotation)]
    books: i64,
    name: String,
    #[projection(annotation)]
    older: Option<i32>,
}

#[derive(Projection, Debug, PartialEq)]
#[projection(Publisher)]
struct PressName {
    name: String,
}

law! {
    a_struct_is_filled_by_names_and_paths(db) {
        let shelf = Shelf::fill().await;
        let lines = Book::objects().order_by(|b| b.name()).values_as::<Line>();
        let go = Line { name: "Go".into(), press: None, writer: shelf.bob.id, editor: None, rating: None, length: 200 };
        let rust = Line {
            name: "Rust".into(),
            press: Some("Apress".into()),
            writer: shelf.ann.id,
            editor: Some(shelf.bob.id),
            rating: Some(4.5),
            length: 300,
        };
        assert_eq!(lines.clone().slice(..2).await.unwrap(), [go.clone(), rust.clone()]);
        assert_eq!(lines.clone().aget(|b| b.pages().eq(300)).await.unwrap(), rust);
        assert_eq!(lines.clone().afirst().await.unwrap(), Some(go));
        assert_eq!(lines.clone().alast().await.unwrap().unwrap().name, "Zen");
        assert_eq!(lines.clone().aiterator().try_collect::<Vec<_>>().await.unwrap(), lines.clone().await.unwrap());
        assert_eq!((lines.clone().acount().await.unwrap(), lines.aexists().await.unwrap()), (3, true));
    }
}

law! {
    an_aggregate_in_a_struct_groups_by_its_other_columns(db) {
        Shelf::fill().await;
        let rows = Author::objects().filter(|a| a.name().in_(["Ann", "Zed"])).order_by(|a| a.name()).values_as::<Shelfful>();
        let row = |name: &str, books, longest| Shelfful { name: name.into(), books, longest };
        assert_eq!(rows.await.unwrap(), [row("Ann", 1, Some(300)), row("Zed", 1, Some(500))]);
    }
}

law! {
    annotations_fill_a_struct_in_their_order(db) {
        Shelf::fill().await;
        let set = Author::objects().annotate(|a| a.books().count()).annotate(|(a, _)| a.age() + 1).order_by(|(a, ..)| a.name());
        let rows = set.filter(|(_, n, _)| n.gt(0)).values_as::<Counted>().await.unwrap();
        let row = |name: &str, books, older| Counted { books, name: name.into(), older };
        assert_eq!(rows, [row("Ann", 1, Some(31)), row("Bob", 1, None), row("Zed", 1, Some(61))]);
    }
}

law! {
    a_struct_without_annotations_can_be_filled_beside_some(db) {
        Shelf::fill().await;
        let set = Publisher::objects().annotate(|p| p.books().count()).filter(|(_, n)| n.eq(1));
        assert_eq!(set.values_as::<PressName>().acount().await.unwrap(), 2);
    }
}

law! {
    structs_are_united_and_made_distinct(db) {
        Shelf::fill().await;
        let named = |name: &str| Publisher::objects().filter(|p| p.name().eq(name)).values_as::<PressName>();
        let both = named("Apress").union((named("Sams Press"), named("Apress"))).order_by(|p| p.name());
        assert_eq!(both.await.unwrap().iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["Apress", "Sams Press"]);
        let all = Book::objects().order_by(|_| ()).values_as::<Everywhere>();
        assert_eq!((all.clone().await.unwrap().len(), all.distinct().await.unwrap()), (3, vec![Everywhere { less: Some(false) }]));
    }
}

#[derive(Projection, Debug, PartialEq)]
#[projection(Book)]
struct Everywhere {
    #[projection(name__is_short)]
    less: Option<bool>,
}

/// A transform of the program's own, which a path can name.
trait IsShort {
    fn is_short(&self) -> Expression<Option<bool>>;
}

impl IsShort for Expression<String> {
    fn is_short(&self) -> Expression<Option<bool>> {
        self.eq("").value()
    }
}

law! {
    a_null_where_a_struct_has_no_option_is_an_error_that_names_the_field(db) {
        Shelf::fill().await;
        let error = Author::objects().values_as::<Wrong>().await.unwrap_err();
        assert_eq!((error.kind(), error.model(), error.field()), (ErrorKind::Decode, Some("Author"), Some("age")));
    }
}

#[derive(Projection, Debug)]
#[projection(Author)]
struct Wrong {
    #[allow(dead_code, reason = "it is never filled")]
    #[projection(age__forced)]
    age: i32,
}

trait Forced {
    fn forced(&self) -> Expression<i32>;
}

impl Forced for Expression<Option<i32>> {
    fn forced(&self) -> Expression<i32> {
        Expression::new(self.expr().clone())
    }
}

law! {
    names_and_values_keep_the_order_in_which_they_were_asked_for(db) {
        let shelf = Shelf::fill().await;
        let rows = Book::objects().filter(|b| b.pages().lt(400)).order_by(|b| b.pages());
        let rows = rows.values(f!(pages, publisher__name, author, rating, name)).await.unwrap();
        assert_eq!(rows[0].names().collect::<Vec<_>>(), ["pages", "publisher__name", "author", "rating", "name"]);
        assert_eq!(
            serde_json::to_string(&rows).unwrap(),
            format!(
                r#"[{{"pages":200,"publisher__name":null,"author":{},"rating":null,"name":"Go"}},{{"pages":300,"publisher__name":"Apress","author":{},"rating":4.5,"name":"Rust"}}]"#,
                shelf.bob.id, shelf.ann.id
            )
        );
        assert_eq!(rows[0].get("publisher__name"), Some(&Value::Null(Type::Text)));
        assert_eq!((rows[1].get("pages"), rows[1].get("price")), (Some(&Value::Integer(300)), None));
    }
}

law! {
    no_columns_are_all_fields_under_djangos_names(db) {
        let shelf = Shelf::fill().await;
        let row = Book::objects().values(|_| ()).aget(|b| b.name().eq("Go")).await.unwrap();
        let names = ["id", "name", "pages", "price", "rating", "author_id", "editor_id", "publisher_id", "published"];
        assert_eq!(row.names().collect::<Vec<_>>(), names);
        assert_eq!(row.get("author_id"), Some(&Value::BigInteger(shelf.bob.id)));
        assert!(row.get("publisher_id").unwrap().is_null() && row.get("published").unwrap().is_null());
        // A field is named by the program, its column by the database.
        let loan = Loan::base_manager().acreate(|l| l.book(7).reader("Ann")).await.unwrap();
        let row = Loan::base_manager().values(|_| ()).afirst().await.unwrap().unwrap();
        assert_eq!(serde_json::to_value(row).unwrap(), json!({ "id": loan.id, "book_id": 7, "reader": "Ann", "returned": false }));
    }
}

law! {
    computed_columns_have_djangos_names_or_those_they_are_given(db) {
        Shelf::fill().await;
        let rows = Author::objects().order_by(|a| a.name()).values(|a| (a.name(), a.books().count(), a.books().pages().max(), (a.age() * 2).named("twice")));
        let wanted = json!([
            { "name": "Ann", "books__count": 1, "books__pages__max": 300, "twice": 60 },
            { "name": "Bob", "books__count": 1, "books__pages__max": 200, "twice": null },
            { "name": "Zed", "books__count": 1, "books__pages__max": 500, "twice": 120 },
        ]);
        assert_eq!(serde_json::to_value(rows.await.unwrap()).unwrap(), wanted);
        let annotated = Author::objects().annotate(|a| a.books().count()).filter(|(a, n)| n.gt(0) & a.name().eq("Ann"));
        let rows = annotated.values(|(a, n)| (a.name(), n.named("n"))).await.unwrap();
        assert_eq!(serde_json::to_value(rows).unwrap(), json!([{ "name": "Ann", "n": 1 }]));
    }
}

law! {
    a_name_stands_for_one_column(db) {
        Shelf::fill().await;
        let refused = async |set: QuerySet<Author, _>| set.await.map(|_: Vec<Dict>| ()).unwrap_err().to_string();
        let error = refused(Author::objects().values(|a| (a.name(), a.age() + 1))).await;
        assert!(error.contains("has no name"), "{error}");
        let error = refused(Author::objects().values(|a| (a.name(), a.age().named("name")))).await;
        assert!(error.contains("two columns have one name"), "{error}");
        // What is asked for twice is there once.
        let rows = Author::objects().order_by(|a| a.name()).values(|a| (a.name(), a.name(), a.name())).await.unwrap();
        assert_eq!(serde_json::to_value(&rows[0]).unwrap(), json!({ "name": "Ann" }));
    }
}

law! {
    names_and_values_can_be_united_and_streamed(db) {
        Shelf::fill().await;
        let names = Author::objects().values(f!(name)).union(Publisher::objects().values(|p| (p.name().named("other"),)));
        let rows: Vec<Dict> = names.order_by(|a| a.name()).aiterator().try_collect().await.unwrap();
        let found: Vec<_> = rows.iter().map(|it| it.get("name").cloned().unwrap()).collect();
        assert_eq!(found, ["Ann", "Apress", "Bob", "Sams Press", "Zed"].map(|it| Value::Text(it.into())));
        let error = Author::objects().values(f!(name, age)).union(Publisher::objects().values(f!(name))).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidQuery);
    }
}

law! {
    every_type_is_a_value_of_its_own_type(db) {
        let mut all = [plain(), full()];
        for it in &mut all {
            it.asave().await.unwrap();
        }
        let rows = Everything::objects().order_by(|e| e.id()).values(|_| ()).await.unwrap();
        for (row, it) in rows.iter().zip(&all) {
            for ((name, value), wanted) in row.iter().zip(it.values()) {
                let wanted = wanted.unwrap();
                // The text of a document is the database's, its content ours.
                match (value, &wanted) {
                    (Value::Json(a), Value::Json(b)) => {
                        let parsed = |it: &str| serde_json::from_str::<serde_json::Value>(it).unwrap();
                        assert_eq!(parsed(a), parsed(b), "{name}");
                    }
                    (Value::Decimal(a), Value::Decimal(b)) => {
                        let parsed = |it: String| it.parse::<Decimal>().unwrap();
                        assert_eq!(parsed(a.to_string()), parsed(b.to_string()), "{name}");
                    }
                    _ => assert_eq!(value, &wanted, "{name}"),
                }
            }
        }
    }
}

law! {
    an_array_is_one_value_of_a_row(db) {
        if db.capability().array_columns {
            let mut it = arrays::full();
            it.asave().await.unwrap();
            let row = Series::objects().values(|s| (s.tags(), s.spans(), s.notes())).afirst().await.unwrap().unwrap();
            let text = |it: &str| Value::Text(it.to_owned());
            let tags = it.tags.iter().map(|it| text(it)).collect();
            assert_eq!(row.get("tags"), Some(&Value::Array(&Type::Text, tags)));
            let spans = it.spans.iter().map(|it| Value::Duration(it.num_microseconds().unwrap())).collect();
            assert_eq!(row.get("spans"), Some(&Value::Array(&Type::Duration, spans)));
            assert_eq!(row.get("notes"), Some(&Value::Array(&Type::Text, vec![text(&"x".repeat(70_000))])));
            assert_eq!(serde_json::to_value(&row).unwrap()["tags"], json!(it.tags));
        }
    }
}
