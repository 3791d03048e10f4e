//! Saving, updating, deleting and refreshing one instance, by Django's rules.

use queryset::prelude::*;

use crate::{
    law::law,
    support::library::{Author, Biography, Book, BookPatch, City, Shelf},
};

law! {
    a_new_instance_is_inserted_and_gets_its_key(db) {
        let mut author = Author::build(|a| a.name("Ann"));
        assert_eq!(author.id, 0);
        assert!(!author.is_saved());
        author.asave().await.unwrap();
        assert!(author.is_saved());
        assert_eq!(Author::objects().aget(|a| a.id().eq(author.id)).await.unwrap(), author);
    }
}

law! {
    an_instance_with_a_key_is_updated_and_else_inserted_with_it(db) {
        let mut author = Author { id: 77, ..Author::build(|a| a.name("Ann")) };
        author.asave().await.unwrap();
        assert_eq!(author.id, 77);
        author.name = "Anna".into();
        author.asave().await.unwrap();
        assert_eq!(Author::objects().values_list(|a| (a.id(), a.name())).await.unwrap(), [(77, "Anna".into())]);
    }
}

law! {
    a_natural_key_is_saved_the_same_way(db) {
        let mut city = City::build(|c| c.code("NYC"));
        city.asave().await.unwrap();
        city.altitude = Some(10);
        city.asave().await.unwrap();
        assert_eq!(City::objects().values_list(|c| (c.code(), c.altitude())).await.unwrap(), [("NYC".into(), Some(10))]);
    }
}

law! {
    update_fields_saves_those_fields_only(db) {
        let mut book = Shelf::fill().await.rust;
        (book.name, book.pages) = ("Changed".into(), 1);
        book.asave().update_fields(|b| b.pages()).await.unwrap();
        let again = Book::objects().aget(|b| b.id().eq(book.id)).await.unwrap();
        assert_eq!((again.name.as_str(), again.pages), ("Rust", 1));
        book.author = ForeignKey::to(*book.editor.as_ref().unwrap().id());
        book.asave().update_fields(|b| b.author()).await.unwrap();
        let again = Book::objects().aget(|b| b.id().eq(book.id)).await.unwrap();
        assert_eq!((again.name.as_str(), &again.author), ("Rust", &book.author));
        let error = book.asave().update_fields(|b| b.author().name()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidQuery);
        assert!(error.to_string().contains("`Book.author__name` is no column of the model"), "{error}");
        let key = book.asave().update_fields(|b| (b.pages(), b.id())).await.unwrap_err();
        assert_eq!((key.kind(), key.field()), (ErrorKind::InvalidQuery, Some("id")));
    }
}

law! {
    /// A closure around may have a column of that name too; it is not the instance's.
    a_column_of_another_query_is_no_field_that_can_be_named(db) {
        let mut book = Shelf::fill().await.rust;
        let mut authors = None;
        _ = Author::objects().filter(|a| {
            authors = Some(a.name());
            a.id().gt(0)
        });
        let name = || authors.clone().unwrap();
        let says_both = |error: &queryset::Error| {
            let text = error.to_string();
            error.kind() == ErrorKind::InvalidQuery && text.contains("`Author`") && text.contains("`Book`")
        };
        book.name = "Changed".into();
        let saved = book.asave().update_fields(|_| name()).await.unwrap_err();
        let updated = Book::objects().abulk_update([&book], |_| name()).await.unwrap_err();
        let refreshed = book.arefresh_from_db().fields(|_| name()).await.unwrap_err();
        let create = Book::objects().abulk_create([book.clone()]).update_conflicts(|_| name());
        let create = if db.capability().conflict_targets { create.unique_fields(|b| b.id()) } else { create };
        let created = create.await.unwrap_err();
        for error in [saved, updated, refreshed, created] {
            assert!(says_both(&error), "{error}");
        }
        assert_eq!(Book::objects().aget(|b| b.id().eq(book.id)).await.unwrap().name, "Rust");
    }
}

law! {
    a_forced_insert_fails_where_the_key_is_taken(db) {
        let mut book = Shelf::fill().await.rust;
        let error = book.asave().force_insert().await.unwrap_err();
        assert!(error.is_unique_violation(), "{error:?}");
        assert_eq!(error.model(), Some("Book"));
    }
}

law! {
    a_forced_update_fails_where_no_row_has_the_key(db) {
        let shelf = Shelf::fill().await;
        let mut missing = Book { id: 4_711, ..shelf.rust.clone() };
        assert_eq!(missing.asave().force_update().await.unwrap_err().kind(), ErrorKind::NotUpdated);
        assert_eq!(missing.asave().update_fields(|b| b.name()).await.unwrap_err().kind(), ErrorKind::NotUpdated);
        let mut unsaved = Book { id: 0, ..shelf.rust.clone() };
        assert_eq!(unsaved.asave().force_update().await.unwrap_err().kind(), ErrorKind::NotUpdated);
        let both = unsaved.asave().force_update().force_insert().await.unwrap_err();
        assert_eq!(both.kind(), ErrorKind::InvalidQuery);
        assert_eq!(Book::objects().acount().await.unwrap(), 3);
    }
}

law! {
    a_save_that_changes_nothing_does_not_insert_again(db) {
        let shelf = Shelf::fill().await;
        let mut life = Biography::objects().acreate(|b| b.author(&shelf.ann).text("t")).await.unwrap();
        life.asave().await.unwrap();
        assert_eq!(Biography::objects().acount().await.unwrap(), 1);
    }
}

law! {
    changes_update_the_row_and_the_instance(db) {
        let mut book = Shelf::fill().await.rust;
        book.aupdate(BookPatch { name: Some("Rust 2".into()), rating: Some(None), pages: None }).await.unwrap();
        assert_eq!((book.name.as_str(), book.rating, book.pages), ("Rust 2", None, 300));
        assert_eq!(Book::objects().aget(|b| b.id().eq(book.id)).await.unwrap(), book);
        book.aupdate(BookPatch::default()).await.unwrap();
        let mut gone = Book { id: 4_711, ..book.clone() };
        let error = gone.aupdate(BookPatch { pages: Some(1), ..BookPatch::default() }).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NotUpdated);
        assert_eq!(gone.pages, 300);
    }
}

law! {
    adelete_removes_the_row(db) {
        let book = Shelf::fill().await.rust;
        assert_eq!(book.adelete().await.unwrap().total, 1);
        assert_eq!(book.adelete().await.unwrap().total, 0);
        assert_eq!(Book::objects().acount().await.unwrap(), 2);
    }
}

law! {
    arefresh_from_db_reads_all_fields_again(db) {
        let mut book = Shelf::fill().await.rust;
        Book::objects().all().aupdate(|b| b.pages().set(1)).await.unwrap();
        book.name = "mine".into();
        book.arefresh_from_db().await.unwrap();
        assert_eq!((book.name.as_str(), book.pages), ("Rust", 1));
        book.adelete().await.unwrap();
        assert!(book.arefresh_from_db().await.unwrap_err().is_does_not_exist_of::<Book>());
        assert_eq!(book.name, "Rust");
    }
}
