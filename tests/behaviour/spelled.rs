//! Django's spelling: `q!`, `f!`, `set!`.

use queryset::prelude::*;
use rust_decimal::{Decimal, dec};

use crate::{
    law::law,
    support::library::{Author, Book, Publisher, Shelf},
};

async fn found(set: QuerySet<Book>) -> Vec<String> {
    set.order_by(f!(name)).values_list(f!(name)).await.unwrap()
}

law! {
    a_condition_finds_what_its_closure_finds(db) {
        let shelf = Shelf::fill().await;
        let books = |set: QuerySet<Book>| found(set);
        assert_eq!(books(Book::objects().filter(q!(author__name__istartswith = "Z"))).await, ["Zen"]);
        assert_eq!(books(Book::objects().filter(q!(pages__gt = 200, publisher = &shelf.apress))).await, ["Rust"]);
        assert_eq!(books(Book::objects().filter(q!(pages = 200 | publisher__name__icontains = "ress"))).await, ["Go", "Rust", "Zen"]);
        assert_eq!(books(Book::objects().exclude(q!(rating__gte = 4))).await, ["Go", "Zen"]);
        assert_eq!(books(Book::objects().filter(q!(rating = None))).await, ["Go"]);
        assert_eq!(books(Book::objects().filter(q!(!editor__isnull = true & ~pk__in = [shelf.zen.id]))).await, ["Rust"]);
        assert_eq!(books(Book::objects().filter(q!(pages__range = 200..=300 ^ author = &shelf.ann))).await, ["Go"]);
        assert_eq!(books(Book::objects().filter(q!(pages__gt = F(rating) * 100))).await, ["Zen"]);
        assert_eq!(books(Book::objects().filter(q!(publisher__in = Publisher::objects().filter(q!(name = "Apress"))))).await, ["Rust"]);
        assert_eq!(Book::objects().aget(q!(name = "Go")).await.unwrap(), shelf.go);
    }
}

law! {
    an_optional_object_of_none_is_null(db) {
        let shelf = Shelf::fill().await;
        let editor = |it: Option<&Author>| Book::objects().filter(q!(editor = it));
        assert_eq!(found(editor(Some(&shelf.bob))).await, ["Rust"]);
        assert_eq!(found(editor(None)).await, ["Go"]);
    }
}

law! {
    names_reach_the_fields_of_annotated_rows(db) {
        Shelf::fill().await;
        let counted = Author::objects().annotate(|a| a.books().count()).filter(q!(age__isnull = false)).order_by(f!(-name));
        let rows = counted.values_list(|(a, books)| (a.name(), books)).await.unwrap();
        assert_eq!(rows, [("Zed".to_owned(), 1), ("Ann".to_owned(), 1)]);
    }
}

law! {
    assignments_set_columns_and_relations(db) {
        let shelf = Shelf::fill().await;
        let rust = Book::objects().filter(q!(name = "Rust"));
        let changed = rust.aupdate(set!(
            price = F(price) * dec!(2), pages = F(pages) + 1, publisher = &shelf.sams, editor = None, rating = None
        ));
        assert_eq!(changed.await.unwrap(), 1);
        let book = Book::objects().aget(q!(pk = shelf.rust.id)).await.unwrap();
        assert_eq!((book.price, book.pages, book.rating, book.editor), (Decimal::new(6_000, 2), 301, None, None));
        assert_eq!(book.publisher.as_ref().map(|it| *it.id()), Some(shelf.sams.id));
    }
}

law! {
    a_kept_condition_is_used_again(db) {
        Shelf::fill().await;
        let (least, nobody) = (300, "nobody".to_owned());
        let thick = q!(Book; pages__gte = least, !name = nobody);
        assert_eq!(found(Book::objects().filter(&thick)).await, ["Rust", "Zen"]);
        assert_eq!(found(Book::objects().exclude(&thick)).await, ["Go"]);
    }
}
