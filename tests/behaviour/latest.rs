//! The earliest and the latest row; whether a row is one of a queryset.

use queryset::{ErrorKind, prelude::*};

use crate::{
    constraints::{Account, Card},
    keys::{Room, Slot},
    law::law,
    support::library::{Author, Biography, Book, Publisher, Shelf},
};

law! {
    /// The keys count, not the order of the queryset; a slice has its rows already.
    the_earliest_and_the_latest_are_by_their_keys(db) {
        Shelf::fill().await;
        let all = || Author::objects().order_by(|a| a.id());
        let names = all().values_list(|a| a.name()).await.unwrap();
        let first = all().aearliest_by(|a| a.name()).await.unwrap().name;
        let last = all().values_list(|a| a.name()).alatest_by(|a| (a.name(), a.id())).await.unwrap();
        assert_eq!((Some(&first), Some(&last)), (names.iter().min(), names.iter().max()));
        let nobody = all().filter(|a| a.id().lt(0)).alatest_by(|a| a.id()).await.unwrap_err();
        assert!(nobody.is_does_not_exist());
        let sliced = all().slice(..2).aearliest_by(|a| a.id()).await.unwrap_err();
        assert_eq!(sliced.kind(), ErrorKind::InvalidQuery);
    }
}

law! {
    /// The library's books declare when they were published, its authors nothing.
    without_keys_the_model_says_what_is_latest(db) {
        Shelf::fill().await;
        for (year, name) in [(2001, "early"), (2009, "late"), (2005, "between")] {
            let day = chrono::NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
            let author = Author::objects().afirst().await.unwrap().unwrap();
            let price = rust_decimal::Decimal::ONE;
            Book::objects()
                .acreate(|b| b.name(name).price(price).author(&author).published(day))
                .await
                .unwrap();
        }
        let dated = || Book::objects().filter(|b| b.name().in_(["early", "late", "between"]));
        assert_eq!(dated().aearliest().await.unwrap().name, "early");
        assert_eq!(dated().alatest().await.unwrap().name, "late");
        let unknown = Author::objects().alatest().await.unwrap_err();
        assert_eq!(unknown.kind(), ErrorKind::InvalidQuery);
    }
}

law! {
    /// A slot of a room is the later the earlier its hour; of those of one hour the room decides.
    what_is_latest_can_go_by_several_keys_up_and_down(db) {
        for name in ["red", "blue"] {
            let room = Room::objects().acreate(|r| r.name(name)).await.unwrap();
            for hour in [10, 9] {
                Slot::objects().acreate(|s| s.room(&room).hour(hour)).await.unwrap();
            }
        }
        let named = || Slot::objects().order_by(|s| s.hour()).values_list(|s| (s.room().name(), s.hour()));
        assert_eq!(named().aearliest().await.unwrap(), ("blue".to_owned(), 10));
        assert_eq!(named().alatest().await.unwrap(), ("red".to_owned(), 9));
    }
}

law! {
    a_queryset_contains_the_rows_that_meet_it(db) {
        let shelf = Shelf::fill().await;
        let others = || Author::objects().exclude(|a| a.id().eq(shelf.ann.id));
        assert!(Author::objects().acontains(&shelf.ann).await.unwrap());
        assert!(!others().acontains(&shelf.ann).await.unwrap());
        assert!(!Author::objects().none().acontains(&shelf.ann).await.unwrap());
        let unsaved = Author::build(|a| a.name("Nobody"));
        let refused = Author::objects().acontains(&unsaved).await.unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::InvalidValue);
        let sliced = others().slice(..1).acontains(&shelf.ann).await.unwrap_err();
        assert_eq!(sliced.kind(), ErrorKind::InvalidQuery);
    }
}

law! {
    an_order_is_asked_for_or_declared(db) {
        assert!(!Author::objects().ordered());
        assert!(Author::objects().order_by(|a| a.id()).ordered());
        assert!(Book::objects().ordered());
        assert!(!Book::objects().order_by(|_| ()).ordered());
        assert!(!Book::objects().annotate(|b| b.author().books().count()).ordered());
        assert!(Author::objects().none().ordered());
    }
}

law! {
    /// By the key, by what is unique and never NULL, or by all fields of a constraint; nothing else is known to tell rows
    /// apart.
    a_total_order_tells_every_two_rows_apart(db) {
        assert!(Author::objects().order_by(|a| (a.name(), a.id().desc())).totally_ordered());
        assert!(!Author::objects().order_by(|a| (a.name(), a.age())).totally_ordered());
        assert!(!Author::objects().totally_ordered());
        assert!(!Author::objects().none().totally_ordered());
        assert!(!Author::objects().order_by(|a| a.id() * 2).totally_ordered());
        // Its name is unique, and it is sorted by it; of a book that may have no publisher it says nothing.
        assert!(Publisher::objects().totally_ordered());
        assert!(!Publisher::objects().annotate(|p| p.books().count()).totally_ordered());
        assert!(!Book::objects().order_by(|b| b.publisher().name()).totally_ordered());
        assert!(!Book::objects().order_by(|b| b.author().id()).totally_ordered());
        assert!(Biography::objects().order_by(|b| b.author().key()).totally_ordered());
        // A composite key as a whole, a constraint as a whole, none that holds for some rows or leaves NULL open.
        assert!(Slot::objects().order_by(|s| s.pk()).totally_ordered());
        assert!(!Slot::objects().order_by(|s| s.room().key()).totally_ordered());
        assert!(Account::objects().order_by(|a| (a.kind(), a.owner())).totally_ordered());
        assert!(!Account::objects().order_by(|a| a.number()).totally_ordered());
        assert!(!Card::objects().order_by(|c| c.owner()).totally_ordered());
    }
}
