//! Many new rows at once.

use std::{collections::HashMap, future::IntoFuture, time::Duration};

use chrono::{NaiveDate, Utc};
use queryset::{
    atomic,
    prelude::*,
    testing::{CapturedQuery, captured},
};
use uuid::Uuid;

use crate::{
    arrays,
    keys::{Guest, Room, Slot},
    kinds,
    law::law,
    made::{Crate, Defaults},
    support::{
        kinds::{Device, Reading, Series},
        library::{Author, Book, City, Event, Everything, Ticket},
    },
    types,
};

/// Authors whose ages are a shuffle of 0, 1, 2, …, so that no order of the database is that of the list.
fn authors(count: i32) -> Vec<Author> {
    let shuffled = (0..count).map(|it| (it * 7_919 + 13) % count);
    shuffled.map(|it| Author::build(|a| a.name(format!("author {it}")).age(it))).collect()
}

pub fn author(name: &str) -> Author {
    Author::build(|a| a.name(name))
}

pub async fn count<M: Record>() -> u64 {
    M::base_manager().acount().await.unwrap()
}

/// Every object has the row with its key, all of it.
pub async fn each_has_its_row<M: Record + Clone + PartialEq + std::fmt::Debug>(objects: &[M]) {
    let rows: HashMap<_, _> =
        M::base_manager().all().await.unwrap().into_iter().map(|it| (it.key(), it)).collect();
    assert_eq!(rows.len(), objects.len(), "no key twice");
    for object in objects {
        assert_eq!(&rows[&object.key()], object);
    }
}

law! {
    keys_come_back_to_the_objects_whose_rows_they_are(db) {
        for size in [1, 2, 63, 64, 65, 1_000] {
            let rows = authors(2_003);
            let added = Author::objects().abulk_create(rows.clone()).batch_size(size).await.unwrap();
            let names = |list: &[Author]| list.iter().map(|it| it.name.clone()).collect::<Vec<_>>();
            assert_eq!(names(&added), names(&rows), "the list keeps its order");
            assert!(added.is_sorted_by(|a, b| a.id < b.id), "rows are made in the order of the list");
            each_has_its_row(&added).await;
            Author::objects().all().adelete().await.unwrap();
        }
    }
}

law! {
    a_hundred_thousand_rows_go_in(db) {
        let added = Author::objects().abulk_create(authors(100_000)).await.unwrap();
        each_has_its_row(&added).await;
    }
}

law! {
    objects_with_keys_and_without_go_together(db) {
        let rows = (0..200).map(|it| Author { id: if it % 3 == 0 { 10_000 + it } else { 0 }, ..author(&it.to_string()) });
        let added = Author::objects().abulk_create(rows).await.unwrap();
        assert!(added.iter().step_by(3).enumerate().all(|(at, it)| it.id == 10_000 + 3 * i64::try_from(at).unwrap()));
        each_has_its_row(&added).await;
    }
}

law! {
    every_kind_goes_in_as_one_by_one(db) {
        let rows = [types::plain(), types::full(), types::plain()];
        let mut single = Vec::new();
        for mut row in rows.clone() {
            row.asave().await.unwrap();
            single.push(Everything::objects().aget(|e| e.id().eq(row.id)).await.unwrap());
        }
        let many: Vec<_> = rows.iter().cycle().take(150).cloned().collect();
        for (at, added) in Everything::objects().abulk_create(many).await.unwrap().into_iter().enumerate() {
            let row = Everything::objects().aget(|e| e.id().eq(added.id)).await.unwrap();
            assert_eq!(row, added);
            assert_eq!(Everything { id: 0, ..row }, Everything { id: 0, ..single[at % 3].clone() });
        }
    }
}

law! {
    positive_numbers_durations_and_addresses_go_in(db) {
        let rows = [kinds::plain(), kinds::full()].into_iter().cycle().take(100);
        each_has_its_row(&Reading::objects().abulk_create(rows).await.unwrap()).await;
        let error = Reading::objects()
            .abulk_create([kinds::plain(), Reading { took: chrono::TimeDelta::MAX, ..kinds::plain() }])
            .await
            .unwrap_err();
        assert_eq!((error.kind(), error.model(), error.field()), (ErrorKind::InvalidValue, Some("Reading"), Some("took")));
    }
}

law! {
    arrays_go_in(db, |on| on.facts.array_columns) {
        let rows = [arrays::empty(), arrays::full()].into_iter().cycle().take(300);
        each_has_its_row(&Series::objects().abulk_create(rows).await.unwrap()).await;
    }
}

law! {
    hostile_text_goes_in_exactly(db) {
        let rows: Vec<_> = crate::hostile::hostile().into_iter().map(|text| Everything { text, ..types::plain() }).collect();
        let added = Everything::objects().abulk_create(rows).await.unwrap();
        each_has_its_row(&added).await;
        let mut named: Vec<_> = crate::hostile::hostile();
        named.retain(|it| it.chars().count() <= 100);
        let added = Author::objects().abulk_create(named.iter().map(|it| author(it))).await.unwrap();
        each_has_its_row(&added).await;
    }
}

law! {
    large_values_go_in(db) {
        let text = |at: usize| "x".repeat(300_000 + at);
        let rows: Vec<_> = (0..40).map(|at| Everything { text: text(at), ..types::plain() }).collect();
        let added = Everything::objects().abulk_create(rows).await.unwrap();
        assert!(added.iter().enumerate().all(|(at, it)| it.text.len() == 300_000 + at));
        each_has_its_row(&added).await;
    }
}

law! {
    keys_of_the_programs_own_go_in(db) {
        let cities = (0..500).map(|it| City { code: format!("C{}", it * 7_919 % 500), altitude: Some(it) });
        each_has_its_row(&City::objects().abulk_create(cities).await.unwrap()).await;
        let tickets = (0..50).map(|it| Ticket::build(|t| t.title(it.to_string())));
        each_has_its_row(&Ticket::objects().abulk_create(tickets).await.unwrap()).await;
        let room = Room::objects().acreate(|r| r.name("blue")).await.unwrap();
        let slots = (0..50).rev().map(|hour| Slot::build(|s| s.room(&room).hour(hour)));
        each_has_its_row(&Slot::objects().abulk_create(slots).await.unwrap()).await;
        let guests = (0..20).map(|it| Guest::build(|g| g.name(it.to_string())));
        assert_eq!(Guest::objects().abulk_create(guests).await.unwrap().len(), 20);
        let devices = [9, 3, 7].map(|serial| Device { serial, uptime: None });
        each_has_its_row(&Device::objects().abulk_create(devices).await.unwrap()).await;
    }
}

law! {
    times_of_saving_are_set(db) {
        let before = Utc::now() - chrono::TimeDelta::seconds(5);
        let long_ago = before - chrono::TimeDelta::days(400);
        let old = Ticket { created: long_ago, changed: long_ago, ..Ticket::build(|t| t.title("old")) };
        let added = Ticket::objects().abulk_create([old]).await.unwrap();
        assert!(added[0].created > before && added[0].changed > before, "{added:?}");
        each_has_its_row(&added).await;
    }
}

law! {
    defaults_and_generated_columns_come_back_row_by_row(db) {
        for total in [2, 50, 500] {
            let rows = (0..total).map(|at| match at * 7 % 3 {
                0 => Crate::build(|c| c.width(at)),
                1 => Crate::build(|c| c.width(at).height(at + 1)),
                _ => Crate::build(|c| c.width(at).height(2).note(at)),
            });
            let added = Crate::objects().abulk_create(rows).await.unwrap();
            for (at, it) in (0..).zip(&added) {
                let height = [7, at + 1, 2][usize::try_from(at * 7 % 3).unwrap()];
                assert_eq!((it.width, it.height.get().unwrap(), it.area.get().unwrap()), (at, &height, &(at * height)));
            }
            assert!(added.is_sorted_by(|a, b| a.id < b.id), "rows are made in the order of the list");
            each_has_its_row(&added).await;
            Crate::objects().all().adelete().await.unwrap();
        }
    }
}

law! {
    /// Also where some of them leave to the database what others do not, in runs of many and of few.
    rows_are_made_in_the_order_of_the_list(db) {
        for runs in [[3, 200, 1, 70], [64, 1, 63, 65], [2_000, 5, 1_500, 2]] {
            let heights = runs.iter().enumerate().flat_map(|(at, count)| vec![at % 2 == 1; *count]);
            let rows: Vec<_> = heights.zip(0..).map(|(high, at)| {
                let row = Crate::build(|c| c.width(at));
                if high { Crate { height: Deferred::from(9), ..row } } else { row }
            }).collect();
            let added = Crate::objects().abulk_create(rows).await.unwrap();
            assert!(added.is_sorted_by(|a, b| a.id < b.id && a.width < b.width));
            each_has_its_row(&added).await;
            Crate::objects().all().adelete().await.unwrap();
        }
    }
}

law! {
    /// Not cut up for the sake of a text that comes again.
    a_batch_is_as_long_as_it_is_asked_for(db) {
        let inserts = |captured: &[CapturedQuery]| captured.iter().filter(|it| it.sql.starts_with("INSERT")).count();
        let (_, queries) = captured(Author::objects().abulk_create(authors(90)).batch_size(100).into_future()).await;
        assert_eq!(inserts(&queries), 1);
        let (_, queries) = captured(Author::objects().abulk_create(authors(290)).batch_size(100).into_future()).await;
        assert_eq!(inserts(&queries), 3);
    }
}

law! {
    a_default_of_every_kind_comes_back(db) {
        let one = Defaults::objects().acreate(|d| d).await.unwrap();
        let all_left = Defaults::objects().abulk_create((0..3).map(|_| Defaults::build(|d| d))).await.unwrap();
        let mixed = [
            Defaults::build(|d| d.small(5)),
            Defaults::build(|d| d),
            Defaults::build(|d| d.text("given").flag(false)),
        ];
        let mixed = Defaults::objects().abulk_create(mixed).await.unwrap();
        for added in all_left.iter().chain(&mixed[1..2]) {
            assert_eq!(Defaults { id: one.id, ..added.clone() }, one);
        }
        assert_eq!(Defaults { id: one.id, small: one.small, ..mixed[0].clone() }, one);
        assert_eq!((mixed[0].small.get().unwrap(), mixed[2].text.get().unwrap().as_str()), (&5, "given"));
        let added: Vec<_> = [one].into_iter().chain(all_left).chain(mixed).collect();
        each_has_its_row(&added).await;
    }
}

law! {
    /// The driver asks for such a type when it first meets it, which must not get between a statement and its run.
    a_type_of_the_databases_own_comes_back(db, |on| on.dialect == Dialect::Postgres) {
        let ddl = "CREATE TYPE mood AS ENUM ('sad', 'happy'); ALTER TABLE made_defaults ALTER text DROP DEFAULT, \
                   ALTER text TYPE mood USING 'sad', ALTER text SET DEFAULT 'happy'";
        db.acquire().await.unwrap().run(ddl.into()).await.unwrap();
        let mixed = [Defaults::build(|d| d.small(5)), Defaults::build(|d| d), Defaults::build(|d| d.big(5))];
        let added = Defaults::objects().abulk_create(mixed).await.unwrap();
        assert!(added.iter().all(|it| it.text.get().unwrap() == "happy"));
    }
}

law! {
    an_unsaved_relation_is_refused_and_nothing_is_added(db) {
        let saved = Author::objects().acreate(|a| a.name("Ann")).await.unwrap();
        let book = |author: &Author| Book::build(|b| b.name("n").price(1.into()).author(author));
        let books = (0..3_000).map(|it| if it == 2_900 { book(&author("new")) } else { book(&saved) });
        let error = Book::objects().abulk_create(books).await.unwrap_err();
        assert_eq!((error.kind(), error.model(), error.field()), (ErrorKind::UnsavedRelation, Some("Book"), Some("author")));
        assert_eq!(count::<Book>().await, 0);
    }
}

law! {
    an_error_in_a_late_batch_leaves_nothing(db) {
        let mut cities: Vec<_> = (0..20_000).map(|it| City { code: it.to_string(), altitude: None }).collect();
        cities[19_999].code = "17".into();
        let error = City::objects().abulk_create(cities).await.unwrap_err();
        assert!(error.is_unique_violation(), "{error:?}");
        assert_eq!(error.model(), Some("City"));
        assert_eq!(count::<City>().await, 0);
    }
}

law! {
    inside_a_transaction_an_error_undoes_the_list_and_nothing_else(db) {
        atomic(async {
            City::objects().acreate(|c| c.code("first")).await?;
            let codes = ["a", "b", "a"].map(|it| City { code: it.into(), altitude: None });
            let error = City::objects().abulk_create(codes).batch_size(2).await.unwrap_err();
            assert!(error.is_unique_violation(), "{error:?}");
            City::objects().abulk_create([City { code: "last".into(), altitude: None }]).await
        })
        .await
        .unwrap();
        let codes: Vec<String> = City::objects().order_by(|c| c.code()).values_list(|c| c.code()).await.unwrap();
        assert_eq!(codes, ["first", "last"]);
        let undone: queryset::Result<()> = atomic(async {
            City::objects().abulk_create([City { code: "gone".into(), altitude: None }]).await?;
            City::objects().acreate(|c| c.code("first")).await.map(drop)
        })
        .await;
        assert!(undone.is_err());
        assert_eq!(count::<City>().await, 2);
    }
}

law! {
    a_transaction_that_is_named_is_the_one(db) {
        let tx = db.begin().await.unwrap();
        Author::objects().using(&tx).abulk_create(authors(100)).await.unwrap();
        tx.rollback().await.unwrap();
        assert_eq!(count::<Author>().await, 0);
        let tx = db.begin().await.unwrap();
        let mut added = Author::objects().using(&tx).abulk_create(authors(100)).await.unwrap();
        for it in &mut added {
            it.age = None;
        }
        assert_eq!(Author::objects().using(&tx).abulk_update(&added, |a| a.age()).await.unwrap(), 100);
        tx.commit().await.unwrap();
        each_has_its_row(&added).await;
    }
}

law! {
    /// A commit that was on its way when the future was dropped can arrive behind the next call, so that each call has rows
    /// of its own.
    dropped_on_the_way_it_leaves_all_or_nothing(db) {
        let left = async |wait: i32| Author::objects().filter(|a| a.age().eq(wait)).acount().await.unwrap();
        let waits = [0, 1, 3, 10, 30, 100];
        for wait in waits {
            let rows = authors(5_000).into_iter().map(|it| Author { age: Some(wait), ..it });
            let adding = async { Author::objects().abulk_create(rows).batch_size(200).await };
            let limit = Duration::from_millis(wait.unsigned_abs().into());
            let done = tokio::time::timeout(limit, adding).await;
            let left = left(wait).await;
            assert!(left == 5_000 || (left == 0 && done.is_err()), "{left} rows");
        }
        for wait in waits {
            let left = left(wait).await;
            assert!(left == 5_000 || left == 0, "{left} rows");
        }
    }
}

law! {
    of_no_objects_nothing_is_sent(db) {
        assert_eq!(Author::objects().using("no such database").abulk_create([]).await.unwrap(), []);
        assert_eq!(Author::objects().using("no such database").abulk_update(&[], |a| a.age()).await.unwrap(), 0);
    }
}

law! {
    a_batch_of_no_rows_is_refused(db) {
        let error = Author::objects().abulk_create([author("x")]).batch_size(0).await.unwrap_err();
        assert_eq!((error.kind(), error.model()), (ErrorKind::InvalidValue, Some("Author")));
        let nobody: [Author; 0] = [];
        assert!(Author::objects().abulk_create(nobody).batch_size(0).await.is_err());
        assert_eq!(count::<Author>().await, 0);
    }
}

law! {
    /// A trigger of MySQL and MariaDB leaves no row out.
    rows_that_a_trigger_drops_are_missed(db, |on| matches!(on.dialect, Dialect::Postgres | Dialect::Sqlite)) {
        let ddl = match db.dialect() {
            Dialect::Postgres => {
                "CREATE FUNCTION skip() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
                 IF NEW.name = 'b' THEN RETURN NULL; END IF; RETURN NEW; END $$; \
                 CREATE TRIGGER skipping BEFORE INSERT ON library_author FOR EACH ROW EXECUTE FUNCTION skip()"
            }
            _ => {
                "CREATE TRIGGER skipping BEFORE INSERT ON library_author WHEN NEW.name = 'b' \
                 BEGIN SELECT RAISE(IGNORE); END"
            }
        };
        db.acquire().await.unwrap().run(ddl.into()).await.unwrap();
        let error = Author::objects().abulk_create(["a", "b", "c"].map(author)).await.unwrap_err();
        assert_eq!((error.kind(), error.model()), (ErrorKind::Database, Some("Author")));
        assert!(error.to_string().contains("3 rows were sent and 2 came back"), "{error}");
        assert_eq!(count::<Author>().await, 0);
    }
}

law! {
    rows_in_bulk_can_be_asked_for_like_others(db) {
        let day = NaiveDate::from_ymd_opt(2024, 2, 29).unwrap();
        let events = (0..10).map(|it| Event::build(|e| e.name(it.to_string()).day(day)));
        Event::objects().abulk_create(events).await.unwrap();
        assert_eq!(Event::objects().filter(|e| e.day().eq(day) & e.name().eq("7")).acount().await.unwrap(), 1);
        let token = Uuid::from_u128(7);
        Ticket::objects().abulk_create([Ticket { id: token, ..Ticket::build(|t| t.title("t")) }]).await.unwrap();
        assert_eq!(Ticket::objects().aget(|t| t.id().eq(token)).await.unwrap().title, "t");
    }
}
