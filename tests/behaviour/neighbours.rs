//! The rows next to an instance.

use queryset::{ErrorKind, prelude::*};

use crate::{
    keys::{Room, Slot},
    law::law,
    support::library::{Author, Book, Loan, Shelf},
};

law! {
    /// Among equals the key decides; behind the last there is none.
    the_next_row_is_the_first_beyond(db) {
        let shelf = Shelf::fill().await;
        let price = rust_decimal::Decimal::ONE;
        let twin = Book::objects()
            .acreate(|b| b.name("Twin").pages(300).price(price).author(&shelf.ann))
            .await
            .unwrap();
        let next = async |it: &Book| it.aget_next_by(|b| b.pages()).await.map(|it| it.name);
        let previous = async |it: &Book| it.aget_previous_by(|b| b.pages()).await.map(|it| it.name);
        assert_eq!(next(&shelf.go).await.unwrap(), "Rust");
        assert_eq!(next(&shelf.rust).await.unwrap(), "Twin");
        assert_eq!(next(&twin).await.unwrap(), "Zen");
        assert!(next(&shelf.zen).await.unwrap_err().is_does_not_exist_of::<Book>());
        assert_eq!(previous(&shelf.zen).await.unwrap(), "Twin");
        assert_eq!(previous(&twin).await.unwrap(), "Rust");
        assert!(previous(&shelf.go).await.unwrap_err().is_does_not_exist());
        let tx = db.begin().await.unwrap();
        assert_eq!(shelf.go.aget_next_by(|b| b.name()).using(&tx).await.unwrap().name, "Rust");
        tx.commit().await.unwrap();
    }
}

law! {
    /// Loans that were returned are not there for their manager.
    the_next_row_is_one_of_the_manager(db) {
        let shelf = Shelf::fill().await;
        for (reader, returned) in [("Ann", false), ("Bea", true), ("Cid", false)] {
            Loan::objects().acreate(|l| l.book(&shelf.go).reader(reader).returned(returned)).await.unwrap();
        }
        let ann = Loan::objects().aget(|l| l.reader().eq("Ann")).await.unwrap();
        assert_eq!(ann.aget_next_by(|l| l.reader()).await.unwrap().reader, "Cid");
    }
}

law! {
    a_composite_key_decides_among_equals_as_a_whole(db) {
        let room = Room::objects().acreate(|r| r.name("blue")).await.unwrap();
        for hour in [9, 10, 11] {
            Slot::objects().acreate(|s| s.room(&room).hour(hour)).await.unwrap();
        }
        let slot = Slot::objects().aget(|s| s.pk().eq((room.id, 10))).await.unwrap();
        assert_eq!(slot.aget_next_by(|s| s.room().key()).await.unwrap().hour, 11);
        assert_eq!(slot.aget_previous_by(|s| s.room().key()).await.unwrap().hour, 9);
    }
}

law! {
    only_a_row_has_others_next_to_it(db) {
        let shelf = Shelf::fill().await;
        let unsaved = Author::build(|a| a.name("Nobody"));
        let error = unsaved.aget_next_by(|a| a.name()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidValue);
        let error = shelf.go.aget_next_by(|b| b.author().name()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidQuery);
    }
}
