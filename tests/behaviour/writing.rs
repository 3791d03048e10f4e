//! Creating, updating and deleting through querysets.

use queryset::{Deletion, prelude::*};
use rust_decimal::Decimal;

use crate::{
    law::law,
    support::library::{Author, Book, City, Loan, Publisher, Shelf, Ticket},
};

law! {
    acreate_gives_the_row_its_key_and_its_defaults(db) {
        let ann = Author::objects().acreate(|a| a.name("Ann")).await.unwrap();
        let bob = Author::objects().acreate(|a| a.name("Bob")).await.unwrap();
        assert!(ann.id > 0 && bob.id > ann.id);
        let book = Book::objects().acreate(|b| b.name("n").price(1.into()).author(&ann)).await.unwrap();
        assert_eq!(book.pages, 100);
        assert_eq!(Book::objects().aget(|b| b.id().eq(book.id)).await.unwrap(), book);
    }
}

law! {
    a_row_without_any_column_to_set_can_be_created(db) {
        let tables = queryset::schema::models([bare::Bare::meta()]);
        tables.create_on(&db).await.unwrap();
        let first = bare::Bare::objects().acreate(|b| b).await.unwrap();
        let second = bare::Bare::objects().acreate(|b| b).await.unwrap();
        tables.drop_on(&db).await.unwrap();
        assert!(first.id > 0 && second.id > first.id);
    }
}

mod bare {
    use queryset::prelude::*;

    /// Nothing but a key.
    #[derive(Model, Debug)]
    #[model(app = "bare")]
    pub struct Bare {
        pub id: i64,
    }
}

law! {
    a_narrow_automatic_key_is_read_back(db) {
        let shelf = Shelf::fill().await;
        let loan = Loan::objects().acreate(|l| l.book(&shelf.go).reader("Ida")).await.unwrap();
        let key: i32 = loan.id;
        assert!(key > 0);
        assert!(!loan.returned);
    }
}

law! {
    aupdate_sets_all_matching_rows_and_says_how_many(db) {
        Shelf::fill().await;
        let thick = || Book::objects().filter(|b| b.pages().gte(300));
        assert_eq!(thick().aupdate(|b| b.rating().set(5.0)).await.unwrap(), 2);
        // Rows that had the value already count as well.
        assert_eq!(thick().aupdate(|b| b.rating().set(5.0)).await.unwrap(), 2);
        let ratings = Book::objects().order_by(|b| b.id()).values_list(|b| b.rating()).await.unwrap();
        assert_eq!(ratings, [Some(5.0), None, Some(5.0)]);
        assert_eq!(Book::objects().filter(|b| b.name().eq("none")).aupdate(|b| b.pages().set(1)).await.unwrap(), 0);
    }
}

law! {
    an_update_computes_from_the_row_itself(db) {
        Shelf::fill().await;
        let changed = Book::objects()
            .all()
            .aupdate(|b| (b.pages().set(b.pages() * 2 + 1), b.price().set(b.price() * Decimal::new(11, 1)), b.rating().set(None::<f64>)))
            .await
            .unwrap();
        assert_eq!(changed, 3);
        let rows = Book::objects().order_by(|b| b.id()).values_list(|b| (b.pages(), b.price(), b.rating())).await.unwrap();
        assert_eq!(rows[0], (601, Decimal::new(3_300, 2), None));
        assert_eq!(rows[1], (401, Decimal::new(2_255, 2), None));
    }
}

law! {
    an_update_sets_relations(db) {
        let shelf = Shelf::fill().await;
        let rust = || Book::objects().filter(|b| b.name().eq("Rust"));
        rust().aupdate(|b| (b.author().set(&shelf.zed), b.editor().set_null())).await.unwrap();
        let row = rust().aget(|_| Q::default()).await.unwrap();
        assert_eq!((row.author.id(), row.editor), (&shelf.zed.id, None));
    }
}

law! {
    an_update_filtered_through_a_relation_changes_its_own_table_only(db) {
        Shelf::fill().await;
        let set = Book::objects().filter(|b| b.author().name().eq("Zed") | b.publisher().city().altitude().gt(1));
        assert_eq!(set.aupdate(|b| b.pages().set(7)).await.unwrap(), 2);
        assert_eq!(Book::objects().filter(|b| b.pages().eq(7)).acount().await.unwrap(), 2);
    }
}

law! {
    an_update_of_another_table_is_refused(db) {
        Shelf::fill().await;
        let other = Book::objects().all().aupdate(|b| b.author().name().set("x")).await.unwrap_err();
        assert_eq!(other.kind(), ErrorKind::InvalidQuery);
        assert!(other.to_string().contains("no column of `Book`"), "{other}");
        let joined = Book::objects().all().aupdate(|b| b.name().set(b.author().name())).await.unwrap_err();
        assert!(joined.to_string().contains("`author__name` is a column of another table"), "{joined}");
        let sliced = Book::objects().all().slice(..1).aupdate(|b| b.pages().set(1)).await.unwrap_err();
        assert!(sliced.to_string().contains("slice"), "{sliced}");
    }
}

law! {
    a_relation_set_to_an_unsaved_object_is_refused_and_named(db) {
        let shelf = Shelf::fill().await;
        let nobody = Author::build(|a| a.name("nobody"));
        let error = Book::objects().acreate(|b| b.name("n").price(1.into()).author(&nobody)).await.unwrap_err();
        assert_eq!((error.kind(), error.model(), error.field()), (ErrorKind::UnsavedRelation, Some("Book"), Some("author")));
        let error = Book::objects().all().aupdate(|b| b.editor().set(&nobody)).await.unwrap_err();
        assert_eq!((error.kind(), error.field()), (ErrorKind::UnsavedRelation, Some("editor")));
        assert_eq!(Book::objects().acount().await.unwrap(), 3);
        assert!(shelf.rust.id > 0);
    }
}

law! {
    adelete_deletes_matching_rows_and_counts_them(db) {
        Shelf::fill().await;
        let gone = Book::objects().filter(|b| b.pages().lt(400)).adelete().await.unwrap();
        assert_eq!((gone.total, gone.per_model), (2, vec![("library.Book".into(), 2)]));
        assert_eq!(Book::objects().acount().await.unwrap(), 1);
        let none = Book::objects().filter(|b| b.pages().lt(0)).adelete().await.unwrap();
        assert_eq!((none.total, none.per_model), (0, vec![]));
        let related = Book::objects().filter(|b| b.author().name().eq("Zed")).adelete().await.unwrap();
        assert_eq!(related.total, 1);
    }
}

law! {
    only_the_values_that_were_set_are_stored_of_a_nullable_field(db) {
        let city = City::objects().acreate(|c| c.code("NYC")).await.unwrap();
        assert_eq!(city.altitude, None);
        let house = Publisher::objects().acreate(|p| p.name("P").maybe_city(None::<ForeignKey<City>>)).await.unwrap();
        assert_eq!(house.city, None);
    }
}

law! {
    times_are_set_when_a_row_is_added_and_saved(db) {
        let before = chrono::Utc::now() - chrono::TimeDelta::seconds(1);
        let mut ticket = Ticket::objects().acreate(|t| t.title("one")).await.unwrap();
        assert!(ticket.created > before && ticket.changed > before);
        let (created, changed) = (ticket.created, ticket.changed);
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        ticket.title = "two".into();
        ticket.asave().await.unwrap();
        assert_eq!(ticket.created, created);
        assert!(ticket.changed > changed);
        let again = Ticket::objects().aget(|t| t.id().eq(ticket.id)).await.unwrap();
        assert_eq!(again.title, "two");
        assert_eq!(again.changed.timestamp_micros(), ticket.changed.timestamp_micros());
    }
}

law! {
    values_of_rows_and_rows_made_distinct_are_not_deleted(db) {
        Shelf::fill().await;
        let refused = async |deletion: queryset::Result<Deletion>| {
            assert_eq!(deletion.unwrap_err().kind(), ErrorKind::InvalidQuery);
        };
        refused(Author::objects().values_list(|a| a.name()).adelete().await).await;
        refused(Author::objects().values_list(|a| a.age().max()).adelete().await).await;
        refused(Author::objects().distinct().adelete().await).await;
        assert_eq!(Author::objects().acount().await.unwrap(), 3);
    }
}

law! {
    a_column_is_set_once_by_an_update(db) {
        let shelf = Shelf::fill().await;
        let twice = Author::objects().aupdate(|a| (a.age().set(1), a.name().set("x"), a.age().set(2)));
        let error = twice.await.unwrap_err();
        assert_eq!((error.kind(), error.field()), (ErrorKind::InvalidQuery, Some("age")));
        let nothing = Author::objects().aupdate(|_| ()).await.unwrap_err();
        assert_eq!(nothing.kind(), ErrorKind::InvalidQuery);
        assert_eq!(Author::objects().aget(|a| a.name().eq("Ann")).await.unwrap(), shelf.ann);
    }
}
