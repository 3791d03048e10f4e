//! Reading rows.

use futures::{TryStreamExt, future::try_join_all};
use queryset::{prelude::*, query::typed::Shape};

use crate::{
    law::law,
    support::library::{Author, Book, Shelf, names},
};

law! {
    /// The order of the model applies when the query says none.
    a_queryset_gives_all_rows_in_the_order_of_the_model(db) {
        Shelf::fill().await;
        let books = Book::objects().all().await.unwrap();
        assert_eq!(names(&books), ["Zen", "Rust", "Go"]);
    }
}

law! {
    a_row_comes_back_as_it_was_created(db) {
        let shelf = Shelf::fill().await;
        let again = Book::objects().aget(|b| b.id().eq(shelf.rust.id)).await.unwrap();
        assert_eq!(again, shelf.rust);
    }
}

law! {
    aget_without_a_row_is_does_not_exist_of_its_model(db) {
        let error = Book::objects().aget(|b| b.id().eq(7)).await.unwrap_err();
        assert!(error.is_does_not_exist());
        assert!(error.is_does_not_exist_of::<Book>());
        assert!(!error.is_does_not_exist_of::<Author>());
        assert_eq!(error.model(), Some("Book"));
        assert!(Book::objects().aget(|b| b.id().eq(7)).await.optional().unwrap().is_none());
    }
}

law! {
    aget_with_several_rows_is_multiple_objects_returned(db) {
        Shelf::fill().await;
        let error = Book::objects().aget(|b| b.pages().gt(100)).await.unwrap_err();
        assert!(error.is_multiple_objects_returned_of::<Book>());
        assert!(error.to_string().contains('3'), "{error}");
    }
}

law! {
    acount_and_aexists_answer_without_loading(db) {
        Shelf::fill().await;
        assert_eq!(Book::objects().acount().await.unwrap(), 3);
        assert_eq!(Book::objects().filter(|b| b.pages().gt(250)).acount().await.unwrap(), 2);
        assert!(Book::objects().aexists().await.unwrap());
        assert!(!Book::objects().filter(|b| b.name().eq("none")).aexists().await.unwrap());
    }
}

law! {
    counting_a_slice_counts_the_slice(db) {
        Shelf::fill().await;
        assert_eq!(Book::objects().all().slice(1..).acount().await.unwrap(), 2);
        assert_eq!(Book::objects().all().slice(..2).acount().await.unwrap(), 2);
        assert_eq!(Book::objects().all().slice(5..9).acount().await.unwrap(), 0);
        assert!(!Book::objects().all().slice(3..).aexists().await.unwrap());
    }
}

law! {
    none_has_no_rows_and_sends_nothing(db) {
        Shelf::fill().await;
        // Were it sent, the closed database would answer with an error.
        db.close().await;
        assert!(Book::objects().none().await.unwrap().is_empty());
        assert_eq!(Book::objects().none().acount().await.unwrap(), 0);
        assert!(!Book::objects().none().aexists().await.unwrap());
        assert_eq!(Book::objects().none().aupdate(|b| b.pages().set(1)).await.unwrap(), 0);
        assert_eq!(Book::objects().none().adelete().await.unwrap().total, 0);
    }
}

law! {
    a_slice_of_a_slice_counts_within_it(db) {
        Shelf::fill().await;
        let ordered = || Book::objects().order_by(|b| b.id());
        assert_eq!(names(&ordered().slice(1..3).await.unwrap()), ["Go", "Zen"]);
        assert_eq!(names(&ordered().slice(1..).slice(1..).await.unwrap()), ["Zen"]);
        assert_eq!(names(&ordered().slice(..2).slice(1..5).await.unwrap()), ["Go"]);
        assert!(ordered().slice(2..2).await.unwrap().is_empty());
    }
}

law! {
    a_slice_cannot_be_filtered_ordered_or_reversed(db) {
        Shelf::fill().await;
        let sliced = || Book::objects().all().slice(..2);
        for (set, verb) in [
            (sliced().filter(|b| b.pages().gt(1)), "filtered"),
            (sliced().order_by(|b| b.id()), "ordered"),
            (sliced().reverse(), "reversed"),
        ] {
            let error = set.await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidQuery);
            assert!(error.to_string().contains(verb), "{error}");
        }
    }
}

law! {
    afirst_and_alast_go_by_the_order_and_else_by_the_key(db) {
        let shelf = Shelf::fill().await;
        assert_eq!(Book::objects().afirst().await.unwrap().unwrap().name, "Zen");
        assert_eq!(Book::objects().alast().await.unwrap().unwrap().name, "Go");
        assert_eq!(Author::objects().afirst().await.unwrap().unwrap(), shelf.ann);
        assert_eq!(Author::objects().alast().await.unwrap().unwrap(), shelf.zed);
        assert!(Author::objects().filter(|a| a.name().eq("x")).afirst().await.unwrap().is_none());
    }
}

law! {
    aiterator_gives_the_same_rows_one_by_one(db) {
        Shelf::fill().await;
        let streamed: Vec<Book> = Book::objects().aiterator().try_collect().await.unwrap();
        assert_eq!(streamed, Book::objects().all().await.unwrap());
    }
}

law! {
    values_list_gives_values_and_tuples(db) {
        let shelf = Shelf::fill().await;
        let by_name = || Book::objects().order_by(|b| b.name());
        let flat: Vec<String> = by_name().values_list(|b| b.name()).await.unwrap();
        assert_eq!(flat, ["Go", "Rust", "Zen"]);
        let pairs: Vec<(i32, Option<f64>)> = by_name().values_list(|b| (b.pages(), b.rating())).await.unwrap();
        assert_eq!(pairs, [(200, None), (300, Some(4.5)), (500, Some(3.0))]);
        let first: Option<i64> = by_name().values_list(|b| b.id()).afirst().await.unwrap();
        assert_eq!(first, Some(shelf.go.id));
        let keys: Vec<Option<i64>> = by_name().values_list(|b| b.publisher().key()).await.unwrap();
        assert_eq!(keys, [None, Some(shelf.apress.id), Some(shelf.sams.id)]);
    }
}

law! {
    annotations_become_part_of_the_row(db) {
        Shelf::fill().await;
        let rows: Vec<(Book, i32, Option<f64>)> = Book::objects()
            .annotate(|b| b.pages() * 2)
            .annotate(|(b, twice)| b.rating() + twice)
            .filter(|(_, twice, _)| twice.gt(500))
            .order_by(|(_, twice, _)| twice.desc())
            .await
            .unwrap();
        let seen: Vec<_> = rows.iter().map(|(b, twice, sum)| (b.name.as_str(), *twice, *sum)).collect();
        assert_eq!(seen, [("Zen", 1_000, Some(1_003.0)), ("Rust", 600, Some(604.5))]);
    }
}

law! {
    a_queryset_can_be_used_again(db) {
        Shelf::fill().await;
        let thick = Book::objects().filter(|b| b.pages().gte(300));
        assert_eq!(thick.clone().acount().await.unwrap(), 2);
        assert_eq!(thick.clone().filter(|b| b.name().eq("Zen")).acount().await.unwrap(), 1);
        assert_eq!(thick.await.unwrap().len(), 2);
    }
}

law! {
    pages_hold_each_row_once(db) {
        Shelf::fill().await;
        let page = |number| Book::objects().order_by(|b| b.name()).paginate(number, 2);
        let (first, second) = (page(1).await.unwrap(), page(2).await.unwrap());
        assert_eq!(names(&first.items), ["Go", "Rust"]);
        assert_eq!(names(&second.items), ["Zen"]);
        assert_eq!((first.number, first.size, first.total, first.pages), (1, 2, 3, 2));
        assert!(first.has_next() && !first.has_previous());
        assert!(!second.has_next() && second.has_previous());
    }
}

law! {
    a_page_that_is_not_there_does_not_exist(db) {
        Shelf::fill().await;
        let pages = |number, size| Book::objects().all().paginate(number, size);
        assert!(pages(0, 2).await.unwrap_err().is_does_not_exist());
        assert!(pages(3, 2).await.unwrap_err().is_does_not_exist());
        assert_eq!(pages(1, 0).await.unwrap_err().kind(), ErrorKind::InvalidValue);
        let none = Book::objects().none().paginate(1, 2).await.unwrap();
        assert_eq!((none.items.len(), none.total, none.pages), (0, 0, 1));
    }
}

law! {
    pages_of_a_slice_stay_inside_it(db) {
        Shelf::fill().await;
        let two = Book::objects().order_by(|b| b.name()).slice(..2);
        let second = two.paginate(2, 1).await.unwrap();
        assert_eq!((names(&second.items), second.total), (vec!["Rust"], 2));
    }
}

law! {
    a_read_keeps_nothing_of_where_it_was_made(db) {
        let shelf = Shelf::fill().await;
        let ids = [shelf.zen.id, shelf.go.id];
        // Neither the manager, nor the closure with what it borrows, is part of the future.
        let books = ids.iter().map(|id| Book::objects().aget(|b| b.id().eq(*id)));
        let counts = ids.iter().map(|id| Book::objects().filter(|b| b.id().lt(*id)).acount());
        let (books, counts) = futures::try_join!(try_join_all(books), try_join_all(counts)).unwrap();
        assert_eq!(books, [shelf.zen, shelf.go]);
        assert_eq!(counts, [2, 1]);
    }
}

/// Sixty books of 1, 2 and 3 pages, by two authors.
async fn many_books() -> Vec<Author> {
    let mut authors = Vec::new();
    for name in ["Ann", "Bob"] {
        authors.push(Author::objects().acreate(|a| a.name(name)).await.unwrap());
    }
    let book = |at: i32| {
        let of = &authors[usize::from(at % 2 == 1)];
        Book::build(|b| {
            b.name(format!("{}", at % 7))
                .pages(at % 3 + 1)
                .price(rust_decimal::Decimal::ONE)
                .author(of)
        })
    };
    Book::objects().abulk_create((0..60).map(book)).await.unwrap();
    authors
}

/// The rows of all pages.
async fn all_pages<S: Shape<Model = M>, M: Model>(set: QuerySet<M, S>, size: u64) -> Vec<S::Row> {
    let mut rows = Vec::new();
    for number in 1.. {
        let page = set.clone().paginate(number, size).await.unwrap();
        let last = !page.has_next();
        rows.extend(page.items);
        if last {
            break;
        }
    }
    rows
}

law! {
    /// Each page is a statement, and a database may put equal rows in another order each time.
    no_row_stands_on_two_pages_whatever_ties(db) {
        many_books().await;
        let distinct = |mut rows: Vec<i64>| {
            rows.sort_unstable();
            rows.dedup();
            rows.len()
        };
        let keys = |rows: Vec<Book>| rows.into_iter().map(|it| it.id).collect::<Vec<_>>();
        assert_eq!(distinct(keys(all_pages(Book::objects().order_by(|b| b.pages()), 10).await)), 60);
        assert_eq!(distinct(keys(all_pages(Book::objects().order_by(|b| b.pages().desc()).reverse(), 7).await)), 60);
        assert_eq!(distinct(keys(all_pages(Book::objects().all(), 11).await)), 60);
        assert_eq!(distinct(keys(all_pages(Book::objects().order_by(|_| ()), 13).await)), 60);
        assert_eq!(distinct(keys(all_pages(Book::objects().order_by(|b| b.author().name()).distinct(), 9).await)), 60);
        let values = Book::objects().order_by(|b| b.pages()).values_list(|b| b.id());
        assert_eq!(distinct(all_pages(values, 10).await), 60);
        let part = Book::objects().filter(|b| b.pages().lte(2)).order_by(|b| b.pages());
        let both = part.union(Book::objects().filter(|b| b.pages().gt(2))).order_by(|b| b.pages());
        assert_eq!(distinct(keys(all_pages(both, 10).await)), 60);
        let annotated = Book::objects().annotate(|b| b.author().books().id().count()).order_by(|(b, _)| b.pages());
        assert_eq!(distinct(all_pages(annotated, 10).await.into_iter().map(|it| it.0.id).collect()), 60);
    }
}

law! {
    /// Rows without a key of their own: what is selected tells them apart.
    no_value_and_no_group_stands_on_two_pages_whatever_ties(db) {
        many_books().await;
        let sorted = |mut rows: Vec<(String, i32)>| {
            rows.sort();
            rows
        };
        let all: Vec<(String, i32)> = Book::objects().values_list(|b| (b.name(), b.pages())).distinct().order_by(|_| ()).await.unwrap();
        let values = Book::objects().order_by(|b| b.pages()).values_list(|b| (b.name(), b.pages())).distinct();
        assert_eq!(sorted(all_pages(values, 4).await), sorted(all.clone()));
        let groups = Book::objects().order_by(|b| b.pages()).values_list(|b| (b.name(), b.pages(), b.id().count()));
        let rows = all_pages(groups, 4).await.into_iter().map(|it| (it.0, it.1)).collect();
        assert_eq!(sorted(rows), sorted(all));
        let related = Author::objects().order_by(|_| ()).values_list(|a| a.books().id());
        let mut related = all_pages(related, 7).await;
        related.sort_unstable();
        related.dedup();
        assert_eq!(related.len(), 60);
    }
}
