//! Rows in a map by their keys, or by a unique field.

use std::collections::HashMap;

use queryset::{ErrorKind, prelude::*, testing::assert_num_queries};

use crate::{
    constraints::{Account, Card},
    deferring::{Essay, Extras},
    keys::{Room, Slot},
    law::law,
    support::library::{Author, Book, City, Publisher, Shelf},
};

fn sorted<K: Ord + Clone, T>(map: &HashMap<K, T>) -> Vec<K> {
    let mut keys: Vec<K> = map.keys().cloned().collect();
    keys.sort();
    keys
}

law! {
    /// Keys that no row has are not in it, and those that come twice are there once.
    a_map_has_the_rows_with_the_keys(db) {
        let shelf = Shelf::fill().await;
        let (ann, zed) = (shelf.ann.id, shelf.zed.id);
        let found = Author::objects().ain_bulk([zed, ann, zed, -1, i64::MAX]).await.unwrap();
        assert_eq!(found, HashMap::from([(ann, shelf.ann), (zed, shelf.zed)]));
        let cities = City::objects().ain_bulk(["DEN".to_owned(), "OSL".to_owned()]).await.unwrap();
        assert_eq!(sorted(&cities), ["DEN"]);
        let all = Publisher::objects().ain_bulk_all().await.unwrap();
        assert_eq!(sorted(&all), [shelf.apress.id, shelf.sams.id]);
        assert_eq!(all[&shelf.sams.id], shelf.sams);
    }
}

law! {
    /// The filters of the queryset hold; its order does not matter.
    a_map_is_of_the_rows_of_its_queryset(db) {
        let shelf = Shelf::fill().await;
        let old = Author::objects().filter(|a| a.age().gt(40)).order_by(|a| a.name());
        let found = old.clone().ain_bulk([shelf.ann.id, shelf.zed.id]).await.unwrap();
        assert_eq!(sorted(&found), [shelf.zed.id]);
        assert_eq!(sorted(&old.ain_bulk_all().await.unwrap()), [shelf.zed.id]);
        assert!(Author::objects().none().ain_bulk([shelf.ann.id]).await.unwrap().is_empty());
    }
}

law! {
    of_no_keys_nothing_is_sent(db) {
        Shelf::fill().await;
        let named: [&str; 0] = [];
        assert!(assert_num_queries(0, Author::objects().ain_bulk([])).await.unwrap().is_empty());
        let by_name = Publisher::objects().ain_bulk_by(|p| p.name(), named);
        assert!(assert_num_queries(0, by_name).await.unwrap().is_empty());
        assert_num_queries(1, Author::objects().ain_bulk([1, 2, 3])).await.unwrap();
    }
}

law! {
    /// More than a statement of any database takes as parameters.
    any_number_of_keys_can_be_asked_for(db) {
        let shelf = Shelf::fill().await;
        let statements = |count: usize| if db.capability().array_parameters { 1 } else { count };
        let keys = shelf.zed.id - 69_999..=shelf.zed.id;
        let found = assert_num_queries(statements(7), Author::objects().ain_bulk(keys)).await.unwrap();
        assert_eq!(sorted(&found), [shelf.ann.id, shelf.bob.id, shelf.zed.id]);
        let names = (0..40_000).map(|it| format!("Press {it}")).chain(["Apress".to_owned()]);
        let found = Publisher::objects().ain_bulk_by(|p| p.name(), names);
        assert_eq!(sorted(&assert_num_queries(statements(5), found).await.unwrap()), ["Apress"]);
    }
}

law! {
    a_map_by_a_composite_key_has_whole_keys(db) {
        let mut rooms = Vec::new();
        for name in ["blue", "red"] {
            let room = Room::objects().acreate(|r| r.name(name)).await.unwrap();
            for hour in [9, 10] {
                Slot::objects().acreate(|s| s.room(&room).hour(hour)).await.unwrap();
            }
            rooms.push(room.id);
        }
        let (blue, red) = (rooms[0], rooms[1]);
        let found = Slot::objects().ain_bulk([(red, 9), (blue, 10), (blue, 11)]).await.unwrap();
        assert_eq!(sorted(&found), [(blue, 10), (red, 9)]);
        assert_eq!((*found[&(red, 9)].room.id(), found[&(red, 9)].hour), (red, 9));
        let hours = Slot::objects().values_list(|s| s.hour()).ain_bulk_all().await.unwrap();
        assert_eq!((hours.len(), hours[&(blue, 10)]), (4, 10));
        let many = (0..3_000).map(|hour| (red, hour));
        assert_eq!(sorted(&Slot::objects().ain_bulk(many).await.unwrap()), [(red, 9), (red, 10)]);
    }
}

law! {
    /// The key is selected beside the values, also where they hold it already.
    a_map_can_hold_values_and_annotations(db) {
        let shelf = Shelf::fill().await;
        let (ann, bob) = (shelf.ann.id, shelf.bob.id);
        let names = Author::objects().values_list(|a| a.name()).ain_bulk([ann, bob]).await.unwrap();
        assert_eq!(names, HashMap::from([(ann, "Ann".to_owned()), (bob, "Bob".to_owned())]));
        let pairs = Author::objects().values_list(|a| (a.id(), a.age())).ain_bulk([bob]).await.unwrap();
        assert_eq!(pairs, HashMap::from([(bob, (bob, None))]));
        let distinct = Author::objects().values_list(|a| a.age() / 1_000).distinct();
        assert_eq!(distinct.ain_bulk_all().await.unwrap().len(), 3);
        let counted = Author::objects().annotate(|a| a.books().count()).filter(|(_, n)| n.gt(0));
        let counted = counted.ain_bulk([ann]).await.unwrap();
        assert_eq!(counted, HashMap::from([(ann, (shelf.ann, 1))]));
        let counts = Author::objects().annotate(|a| a.books().count()).values_list(|(_, n)| n);
        assert_eq!(counts.ain_bulk([bob]).await.unwrap(), HashMap::from([(bob, 1)]));
    }
}

law! {
    a_map_by_a_unique_field_has_its_values(db) {
        let shelf = Shelf::fill().await;
        let found = Publisher::objects().ain_bulk_by(|p| p.name(), ["Apress", "Nobody"]).await.unwrap();
        assert_eq!(found, HashMap::from([("Apress".to_owned(), shelf.apress.clone())]));
        let all = Publisher::objects().values_list(|p| p.id()).ain_bulk_all_by(|p| p.name());
        assert_eq!(all.await.unwrap()["Sams Press"], shelf.sams.id);
        let of_books = Book::objects().filter(|b| b.pages().gt(400)).values_list(|b| b.publisher().name());
        let found = Publisher::objects().ain_bulk_by(|p| p.name(), of_books).await.unwrap();
        assert_eq!(sorted(&found), ["Sams Press"]);
        let by_key = Author::objects().ain_bulk_by(|a| a.id(), [shelf.ann.id]).await.unwrap();
        assert_eq!(sorted(&by_key), [shelf.ann.id]);
    }
}

law! {
    /// A constraint over the field alone makes it unique; NULL is no name.
    a_constraint_makes_a_field_unique(db) {
        for (owner, number) in [("ann", Some(1)), ("bob", None), ("eve", None)] {
            Account::objects().acreate(|a| a.owner(owner).maybe_number(number)).await.unwrap();
        }
        let found = Account::objects().ain_bulk_by(|a| a.number(), [1, 2]).await.unwrap();
        assert_eq!(found[&1].owner, "ann");
        assert_eq!(sorted(&Account::objects().ain_bulk_all_by(|a| a.number()).await.unwrap()), [1]);
    }
}

law! {
    /// Several rows could have the same name: the field is not unique, unique with another, or unique among some rows.
    a_map_by_what_is_not_unique_is_refused(db) {
        let refused = [
            Author::objects().ain_bulk_by(|a| a.name(), ["Ann"]).await.map(|_| ()),
            Account::objects().ain_bulk_by(|a| a.owner(), ["ann"]).await.map(|_| ()),
            Card::objects().ain_bulk_by(|c| c.owner(), ["ann"]).await.map(|_| ()),
            Publisher::objects().ain_bulk_by(|p| p.name().lower(), ["ann"]).await.map(|_| ()),
            Book::objects().ain_bulk_all_by(|b| b.publisher().name()).await.map(|_| ()),
            Author::objects().all().slice(..2).ain_bulk([1]).await.map(|_| ()),
            Author::objects().all().slice(..2).ain_bulk([]).await.map(|_| ()),
            Book::objects().values_list(|b| (b.author().key(), b.id().count())).ain_bulk_all().await.map(|_| ()),
        ];
        for (at, it) in refused.into_iter().enumerate() {
            assert_eq!(it.unwrap_err().kind(), ErrorKind::InvalidQuery, "number {at}");
        }
        let union = Author::objects().all().union(Author::objects().all());
        assert_eq!(union.ain_bulk([1]).await.unwrap_err().kind(), ErrorKind::Unsupported);
    }
}

law! {
    /// All rows of a union can be read by their keys, and its values where the key is among them.
    a_map_can_be_of_a_union(db) {
        let shelf = Shelf::fill().await;
        let of = |age: i32| Author::objects().filter(move |a| a.age().eq(age));
        let both = of(30).union(of(60)).ain_bulk_all().await.unwrap();
        assert_eq!(both, HashMap::from([(shelf.ann.id, shelf.ann.clone()), (shelf.zed.id, shelf.zed.clone())]));
        let values = |age: i32| of(age).values_list(|a| (a.name(), a.id()));
        let both = values(30).union(values(60)).ain_bulk_all().await.unwrap();
        assert_eq!(both[&shelf.zed.id].0, "Zed");
        let names = |age: i32| of(age).values_list(|a| a.name());
        let error = names(30).union(names(60)).ain_bulk_all().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidQuery);
    }
}

law! {
    /// Left-out fields move the cells of a row, and the key is found all the same.
    a_map_can_hold_rows_with_fields_left_out(db) {
        let mut keys = Vec::new();
        for (title, words) in [("zen", 1), ("art", 2)] {
            let extras = Extras::build(|e| e.weight(words));
            let essay = Essay::objects().acreate(|e| e.title(title).body("long").extras(extras).words(words));
            keys.push(essay.await.unwrap().id);
        }
        let light = Essay::objects().defer(|e| (e.body(), e.notes())).annotate(|e| e.words() * 10);
        let found = light.clone().ain_bulk(keys.clone()).await.unwrap();
        let (essay, tens) = &found[&keys[1]];
        assert!(!essay.body.is_loaded() && essay.title == "art");
        assert_eq!((found.len(), essay.id, *tens), (2, keys[1], 20));
        let all = light.only(|_| ()).ain_bulk_all().await.unwrap();
        assert_eq!(all[&keys[0]].0.body.get().unwrap(), "long");
    }
}
