//! `aget_or_create`, `aupdate_or_create` and `aupdate_or_create_with`.

use futures::future::{join_all, try_join_all};
use queryset::{Atomic, atomic, prelude::*};

use crate::{
    embed::{Address, Sheet, Stamps, Writer},
    keys::{Room, Slot},
    law::law,
    made::Crate,
    support::library::{Author, Book, City, Loan, Publisher, Shelf, Ticket},
};

law! {
    a_row_is_added_once_and_found_from_then_on(db) {
        let add = |age| Author::objects().aget_or_create(|a| a.name("Ida"), move |a| a.age(age));
        let (first, created) = add(30).await.unwrap();
        assert!(created && first.id > 0);
        let (second, created) = add(50).await.unwrap();
        assert!(!created, "the defaults are for a new row alone");
        assert_eq!((second.id, second.age), (first.id, Some(30)));
        assert_eq!(Author::objects().acount().await.unwrap(), 1);
    }
}

law! {
    what_is_given_as_null_is_looked_for_as_null(db) {
        Shelf::fill().await;
        let (bob, created) = Author::objects().aget_or_create(|a| a.maybe_age(None), |a| a.name("New")).await.unwrap();
        assert_eq!((bob.name.as_str(), created), ("Bob", false));
        let (new, created) = Author::objects()
            .aget_or_create(|a| a.name("Ann").maybe_age(None), |a| a)
            .await
            .unwrap();
        assert_eq!((new.age, created), (None, true), "Ann has an age, so she is another");
        let (ann, created) = Author::objects().aget_or_create(|a| a.age(30), |a| a.name("Nobody")).await.unwrap();
        assert_eq!((ann.name.as_str(), created), ("Ann", false), "what is not given is not looked for");
    }
}

law! {
    other_conditions_than_equality_are_filters(db) {
        let shelf = Shelf::fill().await;
        let named = |name: &'static str| Publisher::objects().filter(move |p| p.name().startswith(name));
        let (found, created) = named("Apr").aget_or_create(|p| p, |p| p.name("Apr")).await.unwrap();
        assert_eq!((found.id, created), (shelf.apress.id, false));
        let (_, created) = named("Ne").aget_or_create(|p| p, |p| p.name("New")).await.unwrap();
        assert!(created);
        let (_, created) = Author::objects().none().aget_or_create(|a| a.name("Ann"), |a| a).await.unwrap();
        assert!(created, "no row is none of `none()`");
    }
}

law! {
    several_rows_are_an_error_and_nothing_is_added(db) {
        Shelf::fill().await;
        Author::objects().acreate(|a| a.name("Ann")).await.unwrap();
        let before = Author::objects().acount().await.unwrap();
        let error = Author::objects().aget_or_create(|a| a.name("Ann"), |a| a).await.unwrap_err();
        assert!(error.is_multiple_objects_returned_of::<Author>());
        let error = Author::objects().aupdate_or_create(|a| a.name("Ann"), |a| a.age(1)).await.unwrap_err();
        assert!(error.is_multiple_objects_returned_of::<Author>());
        assert_eq!(Author::objects().acount().await.unwrap(), before);
        assert!(!Author::objects().filter(|a| a.age().eq(1)).aexists().await.unwrap());
    }
}

law! {
    a_refused_row_that_is_not_there_either_is_an_error_which_harms_no_transaction(db) {
        let shelf = Shelf::fill().await;
        let clash = || Publisher::objects().filter(|p| p.id().lt(0)).aget_or_create(|p| p.name("Apress"), |p| p);
        assert!(clash().await.unwrap_err().is_unique_violation());
        let added = atomic(async {
            let error = clash().await.unwrap_err();
            assert!(error.is_unique_violation());
            assert_eq!(error.model(), Some("Publisher"));
            let update = Publisher::objects()
                .filter(|p| p.id().lt(0))
                .aupdate_or_create(|p| p.name("Apress"), |p| p);
            assert!(update.await.unwrap_err().is_unique_violation());
            // To another's name: the update fails, and is undone alone.
            let rename = Publisher::objects().aupdate_or_create(|p| p.name("Sams Press"), |p| p.name("Apress"));
            assert!(rename.await.unwrap_err().is_unique_violation());
            Publisher::objects().aget_or_create(|p| p.name("Later"), |p| p).await
        })
        .await
        .unwrap();
        assert!(added.1);
        let names = Publisher::objects().values_list(|p| p.name()).await.unwrap();
        assert_eq!(names, ["Apress", "Later", "Sams Press"]);
        assert_eq!(Publisher::objects().aget(|p| p.name().eq("Apress")).await.unwrap().id, shelf.apress.id);
    }
}

law! {
    an_unsaved_object_is_neither_looked_for_nor_stored(db) {
        let unsaved = Author::build(|a| a.name("Nobody"));
        let error = Book::objects()
            .aget_or_create(|b| b.author(&unsaved), |b| b.name("n").price(1.into()))
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UnsavedRelation);
        let error = Book::objects()
            .aupdate_or_create(|b| b.name("n"), |b| b.author(&unsaved).price(1.into()))
            .await
            .unwrap_err();
        assert_eq!((error.kind(), error.field()), (ErrorKind::UnsavedRelation, Some("author")));
        assert_eq!(Book::objects().acount().await.unwrap(), 0);
    }
}

law! {
    a_found_row_gets_the_new_values_and_keeps_the_others(db) {
        let shelf = Shelf::fill().await;
        let (updated, created) = Book::objects()
            .aupdate_or_create(
                |b| b.name(&*shelf.rust.name).author(&shelf.zed),
                |b| b.price(77.into()).maybe_rating(None),
            )
            .await
            .unwrap();
        assert!(created, "it is another author's");
        assert_eq!(updated.pages, 100);
        let own = ForeignKey::to(*shelf.rust.author.id());
        let (updated, created) = Book::objects()
            .aupdate_or_create(
                |b| b.name(&*shelf.rust.name).author(own),
                |b| b.price(78.into()).maybe_rating(None),
            )
            .await
            .unwrap();
        assert!(!created);
        let expected = Book { price: 78.into(), rating: None, ..shelf.rust.clone() };
        assert_eq!(updated, expected);
        assert_eq!(Book::objects().aget(|b| b.id().eq(shelf.rust.id)).await.unwrap(), expected);
        assert_eq!(Book::objects().aget(|b| b.id().eq(shelf.go.id)).await.unwrap(), shelf.go);
    }
}

law! {
    a_value_of_the_lookup_can_be_replaced(db) {
        Shelf::fill().await;
        let rename = || Author::objects().aupdate_or_create(|a| a.name("Ann"), |a| a.name("Anna"));
        let (ann, created) = rename().await.unwrap();
        assert_eq!((ann.name.as_str(), ann.age, created), ("Anna", Some(30), false));
        let (new, created) = rename().await.unwrap();
        assert_eq!((new.name.as_str(), created), ("Anna", true), "nobody is called Ann any more");
    }
}

law! {
    an_update_sets_the_time_of_the_change_and_no_other(db) {
        let put = |title: &'static str| Ticket::objects().aupdate_or_create(move |t| t.title(title), |t| t);
        let (first, _) = put("a").await.unwrap();
        let (second, created) = put("a").await.unwrap();
        assert!(!created && second.id == first.id);
        assert!(second.changed > first.changed && second.created == first.created);
        let (third, _) = Ticket::objects()
            .aupdate_or_create_with(|t| t.title("a"), |t| t.title().set("b"), |t| t)
            .await
            .unwrap();
        assert!(third.changed > second.changed && third.created == first.created);
        assert_eq!(Ticket::objects().aget(|t| t.title().eq("b")).await.unwrap(), third);
    }
}

law! {
    an_update_can_compute_from_the_row(db) {
        let count = || Author::objects().aupdate_or_create_with(
            |a| a.name("counter"),
            |a| a.age().set(a.age() + 1),
            |a| a.age(1),
        );
        let ages = [count().await.unwrap(), count().await.unwrap(), count().await.unwrap()];
        assert_eq!(ages.map(|(row, created)| (row.age, created)), [(Some(1), true), (Some(2), false), (Some(3), false)]);
        assert_eq!(Author::objects().values_list(|a| a.age()).await.unwrap(), [Some(3)]);
    }
}

law! {
    the_key_of_a_row_stays(db) {
        let put = |code: &'static str| City::objects().aupdate_or_create(|c| c.altitude(5), move |c| c.code(code));
        assert!(put("A").await.unwrap().1);
        assert!(!put("A").await.unwrap().1, "the same key changes nothing");
        let error = put("B").await.unwrap_err();
        assert_eq!((error.kind(), error.field()), (ErrorKind::InvalidQuery, Some("code")));
        let error = City::objects()
            .aupdate_or_create_with(|c| c.altitude(5), |c| c.code().set("B"), |c| c.code("C"))
            .await
            .unwrap_err();
        assert_eq!((error.kind(), error.field()), (ErrorKind::InvalidQuery, Some("code")));
        assert_eq!(City::objects().values_list(|c| c.code()).await.unwrap(), ["A"]);
    }
}

law! {
    keys_of_the_programs_own_are_lookups_too(db) {
        let (den, created) = City::objects().aget_or_create(|c| c.code("DEN"), |c| c.altitude(5_280)).await.unwrap();
        assert!(created);
        let (same, created) = City::objects().aupdate_or_create(|c| c.code("DEN"), |c| c.altitude(1)).await.unwrap();
        assert_eq!((same.code, same.altitude, created), (den.code, Some(1), false));
        let room = Room::objects().acreate(|r| r.name("blue")).await.unwrap();
        let put = |title: &'static str| Slot::objects().aupdate_or_create(
            |s| s.room(&room).hour(9),
            move |s| s.title(title),
        );
        assert!(put("first").await.unwrap().1);
        let (slot, created) = put("second").await.unwrap();
        assert_eq!((slot.title.as_deref(), created), (Some("second"), false));
        assert_eq!(Slot::objects().acount().await.unwrap(), 1);
    }
}

law! {
    fields_of_an_embedded_struct_are_looked_for_and_written(db) {
        let oslo = || Address { city: "Oslo".into(), postcode: Some("0150".into()) };
        let put = |title: &'static str| Sheet::objects().aupdate_or_create(
            move |s| s.address(oslo()),
            move |s| s.title(title),
        );
        let (first, created) = put("A").await.unwrap();
        assert!(created);
        let (second, created) = put("B").await.unwrap();
        assert_eq!((second.id, second.title.as_str(), created), (first.id, "B", false));
        assert_eq!(second.stamps.created, first.stamps.created);
        assert!(second.stamps.changed > first.stamps.changed);
        let (third, created) = Sheet::objects()
            .aupdate_or_create(
                |s| s.title("B"),
                |s| s.address(Address { city: "Moss".into(), ..oslo() }).stamps(Stamps::build(|it| it.level(9))),
            )
            .await
            .unwrap();
        assert_eq!((third.id, created), (first.id, false));
        assert_eq!(third.stamps.created, first.stamps.created, "nobody gave it, though the struct has one");
        let read = Sheet::objects().aget(|s| s.id().eq(first.id)).await.unwrap();
        assert_eq!((read.address.city.as_str(), read.stamps.level.get().unwrap()), ("Moss", &9));
        assert_eq!(read, third);
    }
}

law! {
    the_times_of_an_embedded_struct_are_not_looked_for(db) {
        let ann = Writer::objects().acreate(|w| w.name("Ann")).await.unwrap();
        let put = || Sheet::objects().aget_or_create(
            |s| s.stamps(Stamps::build(|it| it.editor(&ann))),
            |s| s.title("A").address(Address { city: "Oslo".into(), postcode: None }),
        );
        let (first, created) = put().await.unwrap();
        assert!(created);
        let (second, created) = put().await.unwrap();
        assert_eq!((second, created), (first, false));
        let (third, created) = Sheet::objects()
            .aupdate_or_create(|s| s.title("A"), |s| s.address(Address { city: "Moss".into(), postcode: None }).stamps(Stamps::build(|it| it.editor(&ann))))
            .await
            .unwrap();
        assert!(!created && third.stamps.level.is_loaded(), "what was not given is as the row has it");
    }
}

law! {
    a_commit_that_fails_is_tried_again_with_the_same_values(db) {
        if db.dialect() == Dialect::Postgres {
            // Every second commit that has changed a city is told to try again. Sequences do not take part in transactions.
            let script = "CREATE SEQUENCE commits; \
                CREATE FUNCTION refused() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
                  IF nextval('commits') % 2 = 1 THEN RAISE 'not now' USING ERRCODE = '40001'; END IF; RETURN NULL; \
                END $$; \
                CREATE CONSTRAINT TRIGGER refused AFTER INSERT OR UPDATE ON library_city \
                DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refused()";
            db.acquire().await.unwrap().run(script.into()).await.unwrap();
        }
        let put = |altitude| City::objects().aupdate_or_create(|c| c.code("A"), move |c| c.altitude(altitude));
        assert!(put(1).await.unwrap().1);
        let (row, created) = put(77).await.unwrap();
        assert_eq!((row.altitude, created), (Some(77), false));
        let (row, _) = City::objects()
            .aupdate_or_create_with(|c| c.code("A"), |c| c.altitude().set(c.altitude() + 1), |c| c)
            .await
            .unwrap();
        assert_eq!(row.altitude, Some(78));
        assert_eq!(City::objects().values_list(|c| c.altitude()).await.unwrap(), [Some(78)]);
    }
}

law! {
    an_update_of_nothing_finds_the_row(db) {
        let put = || City::objects().aupdate_or_create_with(|c| c.code("A"), |_| (), |c| c);
        assert!(put().await.unwrap().1);
        assert!(!put().await.unwrap().1);
        assert!(!City::objects().aupdate_or_create(|c| c.code("A"), |c| c).await.unwrap().1);
    }
}

law! {
    what_the_database_makes_comes_back(db) {
        let put = |height: Option<i32>| Crate::objects().aupdate_or_create(
            |c| c.width(2),
            move |c| c.maybe_height(height),
        );
        let (new, _) = put(None).await.unwrap();
        assert_eq!((new.height.get().unwrap(), new.area.get().unwrap()), (&7, &14));
        let (updated, created) = put(Some(9)).await.unwrap();
        assert!(!created);
        assert_eq!((updated.height.get().unwrap(), updated.area.get().unwrap()), (&9, &18));
        let (grown, _) = Crate::objects()
            .aupdate_or_create_with(|c| c.width(2), |c| c.height().set(c.height() * 2), |c| c)
            .await
            .unwrap();
        assert_eq!((grown.height.get().unwrap(), grown.area.get().unwrap()), (&18, &36));
        assert_eq!(Crate::objects().aget(|c| c.id().eq(grown.id)).await.unwrap(), grown);
    }
}

law! {
    the_rows_of_the_manager_are_those_that_are_found(db) {
        let shelf = Shelf::fill().await;
        let put = || Loan::objects().aget_or_create(|l| l.reader("Ida"), |l| l.book(&shelf.go));
        let (mut first, _) = put().await.unwrap();
        assert!(!put().await.unwrap().1);
        first.returned = true;
        first.asave().await.unwrap();
        assert!(put().await.unwrap().1, "a loan that is over is not seen");
    }
}

law! {
    it_belongs_to_the_transaction_round_it(db) {
        let undone = atomic(async {
            let (_, created) = Author::objects().aget_or_create(|a| a.name("Ida"), |a| a).await?;
            assert!(created);
            let (row, created) = Author::objects().aupdate_or_create(|a| a.name("Ida"), |a| a.age(3)).await?;
            assert_eq!((row.age, created), (Some(3), false));
            Author::objects().aget(|a| a.id().eq(-1)).await
        })
        .await;
        assert!(undone.unwrap_err().is_does_not_exist());
        assert_eq!(Author::objects().acount().await.unwrap(), 0);
        let tx = db.begin().await.unwrap();
        Author::objects().using(&tx).aupdate_or_create(|a| a.name("Ida"), |a| a.age(3)).await.unwrap();
        Author::objects().using(&tx).aget_or_create(|a| a.name("Ada"), |a| a).await.unwrap();
        tx.rollback().await.unwrap();
        assert_eq!(Author::objects().acount().await.unwrap(), 0);
    }
}

law! {
    of_many_at_once_one_adds_the_row(db) {
        let name = |n: usize| format!("P{}", n % 4);
        let all = (0..32).map(|n| Publisher::objects().using(&db).aget_or_create(move |p| p.name(name(n)), |p| p));
        let tasks = all.map(tokio::spawn);
        let done = try_join_all(tasks).await.unwrap();
        let created = done.iter().filter(|it| it.as_ref().unwrap().1).count();
        assert_eq!(created, 4);
        assert_eq!(Publisher::objects().acount().await.unwrap(), 4);
    }
}

law! {
    of_many_updates_at_once_none_is_lost(db) {
        let count = |n: u32| {
            let db = db.clone();
            tokio::spawn(async move {
                Publisher::objects().using(&db).aget_or_create(|p| p.name("x"), |p| p).await.unwrap();
                City::objects()
                    .using(&db)
                    .aupdate_or_create_with(
                        move |c| c.code(format!("C{}", n % 3)),
                        |c| c.altitude().set(c.altitude() + 1),
                        |c| c.altitude(1),
                    )
                    .await
            })
        };
        let done = join_all((0..48).map(count)).await;
        assert_eq!(done.into_iter().filter(|it| it.as_ref().unwrap().as_ref().unwrap().1).count(), 3);
        let counted = City::objects().order_by(|c| c.code()).values_list(|c| (c.code(), c.altitude())).await.unwrap();
        let expected = ["C0", "C1", "C2"].map(|code| (code.to_owned(), Some(16)));
        assert_eq!(counted, expected);
    }
}

law! {
    futures_of_one_transaction_take_turns(db) {
        let names = atomic(async {
            let each = |_| Author::objects().aupdate_or_create_with(
                |a| a.name("one"),
                |a| a.age().set(a.age() + 1),
                |a| a.age(1),
            );
            let many = join_all((0..8).map(each)).await;
            assert_eq!(many.iter().filter(|it| it.as_ref().unwrap().1).count(), 1);
            Author::objects().values_list(|a| (a.name(), a.age())).await
        })
        .await
        .unwrap();
        assert_eq!(names, [("one".to_owned(), Some(8))]);
    }
}

law! {
    in_a_transaction_that_only_reads_a_row_is_found_and_none_is_added(db) {
        let shelf = Shelf::fill().await;
        let reading = Atomic::new().read_only().run(async {
            let (ann, created) = Author::objects().aget_or_create(|a| a.name("Ann"), |a| a).await?;
            assert_eq!((ann.id, created), (shelf.ann.id, false));
            Author::objects().aget_or_create(|a| a.name("New"), |a| a).await
        });
        assert!(reading.await.is_err());
        assert!(!Author::objects().filter(|a| a.name().eq("New")).aexists().await.unwrap());
    }
}
