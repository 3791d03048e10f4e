//! Pages by a cursor.

use queryset::{CursorPage, prelude::*, query::typed::Shape};
use serde_json::json;

use crate::{
    law::law,
    support::library::{Author, Book, Publisher, Shelf},
};

/// Rows in which ties and NULL meet in every way.
async fn authors() {
    for (at, age) in
        [Some(3), None, Some(1), Some(3), None, Some(2), Some(1), None].into_iter().enumerate()
    {
        Author::objects()
            .acreate(|a| a.name(["b", "a", "c"][at % 3]).maybe_age(age))
            .await
            .unwrap();
    }
}

law! {
    a_page_has_a_largest_size_which_can_be_set(db) {
        let set = || Author::objects().order_by(|a| a.name());
        let refused = |error: Error, most: &str| {
            assert_eq!(error.kind(), ErrorKind::InvalidValue);
            assert!(error.message().contains(&format!("at most {most} rows")), "{error}");
        };
        authors().await;
        refused(set().paginate(1, 1_001).await.unwrap_err(), "1000");
        refused(set().after(None, u64::MAX).await.unwrap_err(), "1000");
        refused(set().before(None, 1_001).await.unwrap_err(), "1000");
        assert_eq!(set().paginate(1, 1_000).await.unwrap().items.len(), 8);
        assert_eq!(set().after(None, 1_000).await.unwrap().items.len(), 8);
        // Whatever the queryset becomes, the bound goes with it.
        let few = || Author::objects().max_page_size(3).filter(|a| a.id().gt(0)).values_list(|a| a.name());
        refused(few().paginate(1, 4).await.unwrap_err(), "3");
        refused(few().after(None, 4).await.unwrap_err(), "3");
        assert_eq!(few().clone().paginate(1, 3).await.unwrap().items.len(), 3);
        assert_eq!(set().max_page_size(5_000).paginate(1, 5_000).await.unwrap().total, 8);
    }
}

/// Walks through all pages in both directions, and holds them against the rows in one piece.
async fn walked<S: Shape<Model = Author, Row = Author>>(
    set: QuerySet<Author, S>,
    whole: Vec<Author>,
    size: u64,
) {
    let mut rows = Vec::new();
    let mut cursor: Option<String> = None;
    loop {
        let page = set.clone().after(cursor.as_deref(), size).await.unwrap();
        assert_eq!(page.previous.is_some(), cursor.is_some());
        rows.extend(page.items);
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(rows, whole);
    let mut rows = Vec::new();
    loop {
        let page = set.clone().before(cursor.as_deref(), size).await.unwrap();
        assert_eq!(page.next.is_some(), cursor.is_some());
        rows.splice(..0, page.items);
        cursor = page.previous;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(rows, whole);
}

macro_rules! orders {
    ($($size:literal: $order:expr, $whole:expr;)*) => { $({
        let set = Author::objects().order_by($order);
        walked(set.clone(), Author::objects().order_by($whole).await.unwrap(), $size).await;
        let turned = Author::objects().order_by($whole).reverse().await.unwrap();
        // Where only the program's keys are turned, the appended key is not.
        if $size == 3 {
            walked(Author::objects().order_by($whole).reverse(), turned, $size).await;
        }
    })* };
}

law! {
    pages_put_together_are_the_rows_in_both_directions(db) {
        authors().await;
        orders! {
            1: |a| a.age(), |a| (a.age(), a.id());
            2: |a| a.age().desc(), |a| (a.age().desc(), a.id());
            3: |a| (a.age().desc(), a.name()), |a| (a.age().desc(), a.name(), a.id());
            3: |a| (a.name(), a.age().desc()), |a| (a.name(), a.age().desc(), a.id());
            2: |a| (a.age().asc().nulls_last(), a.name().desc()), |a| (a.age().asc().nulls_last(), a.name().desc(), a.id());
            3: |a| a.age().asc().nulls_first(), |a| (a.age().asc().nulls_first(), a.id());
            1: |a| a.age().desc().nulls_last(), |a| (a.age().desc().nulls_last(), a.id());
            3: |a| a.age().desc().nulls_first(), |a| (a.age().desc().nulls_first(), a.id());
            2: |a| a.id().desc(), |a| a.id().desc();
            9: |a| a.name().upper(), |a| (a.name().upper(), a.id());
            2: |_| (), |a| a.id();
        }
    }
}

law! {
    groups_of_a_row_have_its_place(db) {
        Shelf::fill().await;
        let counted = Author::objects().annotate(|a| a.books().pages().max()).order_by(|(_, longest)| longest.desc());
        let first = counted.clone().after(None, 2).await.unwrap();
        assert_eq!(first.items.iter().map(|(a, n)| (a.name.as_str(), *n)).collect::<Vec<_>>(), [("Zed", Some(500)), ("Ann", Some(300))]);
        let second = counted.after(first.next.as_deref(), 2).await.unwrap();
        assert_eq!(second.items.iter().map(|(a, n)| (a.name.as_str(), *n)).collect::<Vec<_>>(), [("Bob", Some(200))]);
        let aliased = Author::objects().alias(|a| a.books().count()).order_by(|(a, n)| (n, a.name().desc()));
        let page = aliased.clone().after(None, 1).await.unwrap();
        assert_eq!(aliased.after(page.next.as_deref(), 1).await.unwrap().items[0].name, "Bob");
    }
}

law! {
    columns_of_other_models_and_rows_of_values_have_places(db) {
        Shelf::fill().await;
        let set = Book::objects().order_by(|b| (b.publisher().name().desc(), b.author().name())).values_list(|b| b.name());
        let whole = Book::objects().order_by(|b| (b.publisher().name().desc(), b.author().name(), b.id())).values_list(|b| b.name()).await.unwrap();
        let mut rows = Vec::new();
        let mut page = set.clone().after(None, 1).await.unwrap();
        loop {
            rows.append(&mut page.items);
            let Some(next) = page.next else { break };
            page = set.clone().after(Some(&next), 1).await.unwrap();
        }
        assert_eq!(rows, whole);
        // The order of the model, and what was filtered before.
        let page = Book::objects().filter(|b| b.pages().lt(400)).after(None, 1).await.unwrap();
        let next = Book::objects().filter(|b| b.pages().lt(400)).after(page.next.as_deref(), 9).await.unwrap();
        assert_eq!((page.items[0].name.as_str(), next.items[0].name.as_str(), next.items.len()), ("Rust", "Go", 1));
    }
}

law! {
    a_page_does_not_move_when_rows_come_and_go(db) {
        authors().await;
        let set = Author::objects().order_by(|a| a.name());
        let first = set.clone().after(None, 3).await.unwrap();
        let wanted = set.clone().after(first.next.as_deref(), 3).await.unwrap();
        Author::objects().acreate(|a| a.name("").age(9)).await.unwrap();
        first.items[0].adelete().await.unwrap();
        // The row that the cursor is of may be gone, too.
        first.items[2].adelete().await.unwrap();
        let page = set.after(first.next.as_deref(), 3).await.unwrap();
        assert_eq!(page, wanted);
    }
}

law! {
    a_text_that_is_no_cursor_of_the_order_is_the_clients_mistake(db) {
        authors().await;
        let set = Author::objects().order_by(|a| (a.age(), a.name()));
        let next = set.clone().after(None, 2).await.unwrap().next.unwrap();
        assert!(next.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-' || it == b'_'), "{next}");
        for bad in ["", "x", "%00", "W10", &next[1..], &next[..next.len() - 4], &format!("{next}AAAA"), "'; DROP TABLE x; --"] {
            let error = set.clone().after(Some(bad), 2).await.unwrap_err();
            assert!(error.is_bad_lookup(), "{bad}: {error:?}");
            assert_eq!(error.model(), Some("Author"));
        }
        let others = Author::objects().order_by(|a| (a.age().desc(), a.name())).after(Some(&next), 2).await.unwrap_err();
        assert!(others.is_bad_lookup());
        let of_model = Publisher::objects().after(Some(&next), 2).await.unwrap_err();
        assert!(of_model.is_bad_lookup());
    }
}

law! {
    rows_without_a_place_are_refused(db) {
        authors().await;
        let kind = async |page: queryset::Result<()>| page.unwrap_err().kind();
        let unit = |page: queryset::Result<CursorPage<_>>| page.map(|_: CursorPage<i64>| ());
        let grouped = Author::objects().values_list(|a| a.books().count()).after(None, 2).await;
        assert_eq!(kind(unit(grouped)).await, ErrorKind::Unsupported);
        let computed = Author::objects().order_by(|a| a.age() * 2).after(None, 2).await.unwrap_err();
        assert_eq!((computed.kind(), computed.model()), (ErrorKind::Unsupported, Some("Author")));
        let several = Author::objects().order_by(|a| a.books().pages()).after(None, 2).await.unwrap_err();
        assert_eq!(several.kind(), ErrorKind::Unsupported);
        let united = Author::objects().union(Author::objects().all()).after(None, 2).await.unwrap_err();
        assert_eq!(united.kind(), ErrorKind::Unsupported);
        let sliced = Author::objects().slice(..4).after(None, 2).await.unwrap_err();
        assert_eq!(sliced.kind(), ErrorKind::InvalidQuery);
        assert_eq!(Author::objects().after(None, 0).await.unwrap_err().kind(), ErrorKind::InvalidValue);
    }
}

law! {
    a_page_is_written_as_json(db) {
        let page = Publisher::objects().values(f!(name)).after(None, 2).await.unwrap();
        assert_eq!(serde_json::to_value(page).unwrap(), json!({ "items": [], "previous": null, "next": null }));
    }
}

law! {
    /// A filter on a relation to several rows gives copies of a row, which have one place among them: a page would hold some
    /// twice, and the next would begin behind all of them.
    rows_that_a_join_copies_are_paged_once_or_refused(db) {
        let shelf = Shelf::fill().await;
        for pages in [310, 320, 330] {
            let book = Book::build(|b| b.name("More").pages(pages).price(rust_decimal::Decimal::ONE).author(&shelf.ann));
            let mut book = book;
            book.asave().await.unwrap();
        }
        let thick = || Author::objects().filter(|a| a.books().pages().gt(250));
        let refused = |error: Error| {
            assert_eq!((error.kind(), error.sql()), (ErrorKind::Unsupported, None), "{error}");
            assert!(error.to_string().contains("distinct()"), "{error}");
        };
        refused(thick().order_by(|a| a.name()).after(None, 2).await.unwrap_err());
        refused(thick().before(None, 2).await.unwrap_err());
        refused(thick().values_list(|a| a.name()).after(None, 2).await.unwrap_err());
        refused(Author::objects().values_list(|a| a.books().name()).after(None, 2).await.unwrap_err());
        refused(Author::objects().annotate(|a| a.books().pages() + 1).after(None, 2).await.unwrap_err());

        let whole = vec![shelf.ann.clone(), shelf.zed.clone()];
        walked(thick().order_by(|a| a.name()).distinct(), whole.clone(), 1).await;
        let exists = Author::objects().filter(|a| Book::objects().filter(|b| b.author().id().eq(a.id()) & b.pages().gt(250)).exists());
        walked(exists, whole.clone(), 1).await;
        // A negation asks whether there is none, which copies nothing; groups are one row each.
        walked(Author::objects().exclude(|a| a.books().pages().lt(250)), whole, 1).await;
        let counted = thick().annotate(|a| a.books().id().count()).order_by(|(_, n)| n.desc());
        let page = counted.after(None, 5).await.unwrap();
        assert_eq!(page.items.into_iter().map(|it| it.1).collect::<Vec<_>>(), [4, 1]);
    }
}
