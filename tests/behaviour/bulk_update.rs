//! New values for many rows, other ones for each.

use chrono::{DateTime, TimeDelta, Utc};
use queryset::{atomic, prelude::*};

use crate::{
    arrays,
    constraints::Account,
    keys::{Room, Slot},
    kinds,
    law::law,
    made::Crate,
    support::{
        kinds::{Device, Reading, Series},
        library::{Author, Book, City, Everything, Loan, Ticket},
    },
    types,
};

async fn authors(count: i32) -> Vec<Author> {
    let authors = (0..count).map(|it| Author::build(|a| a.name(format!("author {it}")).age(it)));
    Author::objects().abulk_create(authors).await.unwrap()
}

async fn rows() -> Vec<Author> {
    Author::objects().order_by(|a| a.id()).await.unwrap()
}

law! {
    each_row_takes_the_values_of_its_object(db) {
        for (total, size) in [(1, 10), (65, 64), (3_000, 1_000), (200, 1)] {
            let mut list = authors(total).await;
            for (at, it) in (0..).zip(&mut list) {
                it.name = format!("new {}", at * 7_919 % total);
                it.age = (at % 3 != 0).then_some(-at);
            }
            let mut shuffled = list.clone();
            shuffled.sort_by_key(|it| it.name.clone());
            let updated = Author::objects().abulk_update(&shuffled, |a| (a.name(), a.age())).batch_size(size).await.unwrap();
            assert_eq!(updated, u64::try_from(total).unwrap());
            assert_eq!(rows().await, list);
            Author::objects().all().adelete().await.unwrap();
        }
    }
}

law! {
    a_hundred_thousand_rows_are_updated(db) {
        let mut list = authors(100_000).await;
        for it in &mut list {
            it.age = it.age.map(|age| -age);
        }
        assert_eq!(Author::objects().abulk_update(&list, |a| a.age()).await.unwrap(), 100_000);
        assert_eq!(rows().await, list);
    }
}

law! {
    only_the_named_fields_are_updated(db) {
        let mut list = authors(3).await;
        for it in &mut list {
            (it.name, it.age) = ("new".into(), None);
        }
        assert_eq!(Author::objects().abulk_update(&list, |a| (a.age(), a.age())).await.unwrap(), 3);
        assert!(rows().await.iter().all(|it| it.age.is_none() && it.name.starts_with("author")));
    }
}

law! {
    every_kind_is_updated_as_one_by_one(db) {
        let rows = (0..100).map(|_| types::plain());
        let added = Everything::objects().abulk_create(rows).await.unwrap();
        let values = |at: usize, id| {
            let one = if at.is_multiple_of(2) { types::full() } else { types::plain() };
            let instant = one.instant + TimeDelta::microseconds(i64::try_from(at).unwrap());
            Everything { id, instant, maybe_instant: at.is_multiple_of(3).then_some(instant), text: format!("it's \\ {at}"), ..one }
        };
        let new: Vec<_> = added.iter().enumerate().map(|(at, it)| values(at, it.id)).collect();
        let some = Everything::objects().abulk_update(&new, |e| {
            (e.small(), e.medium(), e.large(), e.double(), e.flag(), e.text(), e.short(), e.bytes(), e.date(), e.time(), e.instant(), e.amount())
        });
        assert_eq!(some.await.unwrap(), 100);
        let more = Everything::objects().abulk_update(&new, |e| {
            (e.token(), e.document(), e.notes(), e.maybe_small(), e.maybe_medium(), e.maybe_large(), e.maybe_double(), e.maybe_flag(), e.maybe_text(), e.maybe_bytes())
        });
        assert_eq!(more.await.unwrap(), 100);
        let rest = Everything::objects().abulk_update(&new, |e| {
            (e.maybe_date(), e.maybe_time(), e.maybe_instant(), e.maybe_amount(), e.maybe_token(), e.maybe_document(), e.maybe_notes())
        });
        assert_eq!(rest.await.unwrap(), 100);
        assert_eq!(Everything::objects().order_by(|e| e.id()).await.unwrap(), new);
    }
}

law! {
    positive_numbers_durations_and_addresses_are_updated(db) {
        let added = Reading::objects().abulk_create((0..70).map(|_| kinds::plain())).await.unwrap();
        let new: Vec<_> = added.iter().map(|it| Reading { id: it.id, ..if it.id % 2 == 0 { kinds::full() } else { kinds::plain() } }).collect();
        let updated = Reading::objects().abulk_update(&new, |r| {
            (r.small(), r.medium(), r.large(), r.float(), r.took(), r.from(), r.maybe_small(), r.maybe_medium(), r.maybe_large(), r.maybe_float(), r.maybe_took(), r.maybe_from())
        });
        assert_eq!(updated.await.unwrap(), 70);
        assert_eq!(Reading::objects().order_by(|r| r.id()).await.unwrap(), new);
    }
}

law! {
    arrays_are_updated(db, |on| on.facts.array_columns) {
        let added = Series::objects().abulk_create((0..70).map(|_| arrays::empty())).await.unwrap();
        let new: Vec<_> = added.iter().map(|it| Series { id: it.id, ..arrays::full() }).collect();
        let updated = Series::objects().abulk_update(&new, |s| {
            (s.tags(), s.notes(), s.counts(), s.sizes(), s.values(), s.days(), s.moments(), s.spans(), s.addresses(), s.prices(), s.tokens(), s.flags())
        });
        assert_eq!(updated.await.unwrap(), 70);
        let rest = Series::objects().abulk_update(&new, |s| (s.levels(), s.states(), s.codes()));
        assert_eq!(rest.await.unwrap(), 70);
        assert_eq!(Series::objects().order_by(|s| s.id()).await.unwrap(), new);
    }
}

law! {
    keys_of_every_kind_find_their_rows(db) {
        let hostile = ["it's", "a\"b", "ünï", "%_", "\\", "NULL"];
        let cities = hostile.map(|it| City { code: it.into(), altitude: None });
        City::objects().abulk_create(cities.clone()).await.unwrap();
        let cities = cities.map(|it| City { altitude: Some(i32::try_from(it.code.len()).unwrap()), ..it });
        assert_eq!(City::objects().abulk_update(&cities, |c| c.altitude()).await.unwrap(), 6);
        for it in &cities {
            assert_eq!(&City::objects().aget(|c| c.code().eq(it.code.as_str())).await.unwrap(), it);
        }
        let tickets = Ticket::objects().abulk_create((0..5).map(|it| Ticket::build(|t| t.title(it.to_string())))).await.unwrap();
        let tickets: Vec<_> = tickets.into_iter().map(|it| Ticket { title: format!("new {}", it.title), ..it }).collect();
        assert_eq!(Ticket::objects().abulk_update(&tickets, |t| t.title()).await.unwrap(), 5);
        for it in &tickets {
            assert_eq!(&Ticket::objects().aget(|t| t.id().eq(it.id)).await.unwrap(), it);
        }
        let devices = [9, 3, 7].map(|serial| Device { serial, uptime: None });
        Device::objects().abulk_create(devices.clone()).await.unwrap();
        let devices = devices.map(|it| Device { uptime: Some(TimeDelta::seconds(it.serial.into())), ..it });
        assert_eq!(Device::objects().abulk_update(&devices, |d| d.uptime()).await.unwrap(), 3);
        assert_eq!(Device::objects().order_by(|d| d.serial()).await.unwrap(), [devices[1].clone(), devices[2].clone(), devices[0].clone()]);
    }
}

law! {
    composite_keys_find_their_rows(db) {
        let blue = Room::objects().acreate(|r| r.name("blue")).await.unwrap();
        let red = Room::objects().acreate(|r| r.name("red")).await.unwrap();
        let slots = (0..40).map(|it| Slot::build(|s| s.room(if it % 2 == 0 { &blue } else { &red }).hour(it / 2)));
        let mut slots = Slot::objects().abulk_create(slots).await.unwrap();
        for it in &mut slots {
            it.title = Some(format!("{:?}", it.key()));
        }
        assert_eq!(Slot::objects().abulk_update(&slots, |s| s.title()).await.unwrap(), 40);
        for it in Slot::objects().all().await.unwrap() {
            assert_eq!(it.title, Some(format!("{:?}", it.key())));
        }
        let error = Slot::objects().abulk_update(&slots, |s| s.hour()).await.unwrap_err();
        assert_eq!((error.kind(), error.field()), (ErrorKind::InvalidQuery, Some("hour")));
    }
}

law! {
    relations_and_times_are_updated_to_what_the_objects_have(db) {
        let authors = authors(2).await;
        let books = (0..4).map(|it| Book::build(|b| b.name(it.to_string()).price(1.into()).author(&authors[0])));
        let mut books = Book::objects().abulk_create(books).await.unwrap();
        for it in &mut books {
            it.author = ForeignKey::from(&authors[1]);
            it.editor = Some(ForeignKey::from(&authors[0]));
        }
        assert_eq!(Book::objects().abulk_update(&books, |b| (b.author(), b.editor())).await.unwrap(), 4);
        assert_eq!(Book::objects().order_by(|b| b.id()).await.unwrap(), books);
        books[3].editor = Some(ForeignKey::from(Author::build(|a| a.name("new"))));
        let error = Book::objects().abulk_update(&books, |b| b.editor()).batch_size(1).await.unwrap_err();
        assert_eq!((error.kind(), error.field()), (ErrorKind::UnsavedRelation, Some("editor")));
        let mut ticket = Ticket::objects().acreate(|t| t.title("t")).await.unwrap();
        ticket.changed = DateTime::<Utc>::UNIX_EPOCH;
        Ticket::objects().abulk_update([&ticket], |t| t.changed()).await.unwrap();
        assert_eq!(Ticket::objects().aget(|t| t.id().eq(ticket.id)).await.unwrap().changed, DateTime::<Utc>::UNIX_EPOCH);
    }
}

law! {
    rows_that_the_queryset_does_not_have_stay_as_they_are(db) {
        let mut list = authors(10).await;
        for it in &mut list {
            it.name = "new".into();
        }
        let young = Author::objects().filter(|a| a.age().lt(3) | a.age().eq(9));
        assert_eq!(young.abulk_update(&list, |a| a.name()).await.unwrap(), 4);
        assert_eq!(Author::objects().filter(|a| a.name().eq("new")).acount().await.unwrap(), 4);
        assert_eq!(Author::objects().none().abulk_update(&list, |a| a.name()).await.unwrap(), 0);
        let book = Book::objects().acreate(|b| b.name("n").price(1.into()).author(&list[5])).await.unwrap();
        let with_books = Author::objects().filter(|a| a.books().name().eq("n"));
        assert_eq!(with_books.abulk_update(&list, |a| a.name()).await.unwrap(), 1);
        assert_eq!(Author::objects().aget(|a| a.id().eq(*book.author.id())).await.unwrap().name, "new");
        let loans = [false, true].map(|it| Loan::build(|l| l.book(&book).reader("Ann").returned(it)));
        let loans = Loan::objects().abulk_create(loans).await.unwrap();
        assert_eq!(Loan::objects().abulk_update(&loans, |l| l.reader()).await.unwrap(), 1, "the manager shows open ones");
        let error = Author::objects().slice(..2).abulk_update(&list, |a| a.name()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidQuery);
    }
}

law! {
    /// Its values are parameters of the statement too: here all but a few of those that SQLite takes.
    a_filter_with_very_many_values_leaves_room_for_rows(db) {
        let mut list = authors(2_000).await;
        for it in &mut list {
            it.age = None;
        }
        let long = Author::objects().filter(|a| Q::any((0..31).map(|at| a.id().in_(at * 1_000..(at + 1) * 1_000))));
        let inside = list.iter().filter(|it| (0..31_000).contains(&it.id)).count();
        assert_eq!(long.abulk_update(&list, |a| a.age()).await.unwrap(), u64::try_from(inside).unwrap());
        assert!(inside > 0);
    }
}

law! {
    rows_that_are_not_there_are_not_counted(db) {
        let mut list = authors(3).await;
        list.push(Author { id: 4_711, ..list[0].clone() });
        for it in &mut list {
            it.age = Some(1);
        }
        assert_eq!(Author::objects().abulk_update(&list, |a| a.age()).await.unwrap(), 3);
        assert_eq!(Author::objects().abulk_update(&list, |a| a.age()).await.unwrap(), 3, "matched, though nothing changes");
    }
}

law! {
    of_objects_with_one_key_the_first_counts(db) {
        let list = authors(2).await;
        let named = |name: &str, at: usize| Author { name: name.into(), ..list[at].clone() };
        let twice = [named("first", 0), named("other", 1), named("second", 0)];
        for size in [1, 10] {
            assert_eq!(Author::objects().abulk_update(&twice, |a| a.name()).batch_size(size).await.unwrap(), 2);
            assert_eq!(rows().await, [named("first", 0), named("other", 1)]);
        }
    }
}

law! {
    computed_columns_follow_and_cannot_be_set(db) {
        let mut list = Crate::objects().abulk_create((1..4).map(|it| Crate::build(|c| c.width(it)))).await.unwrap();
        for it in &mut list {
            (it.width, it.height) = (it.width * 10, 2.into());
        }
        assert_eq!(Crate::objects().abulk_update(&list, |c| (c.width(), c.height())).await.unwrap(), 3);
        let areas: Vec<i32> = Crate::objects().order_by(|c| c.id()).values_list(|c| c.area()).await.unwrap();
        assert_eq!(areas, [20, 40, 60]);
        let error = Crate::objects().abulk_update(&list, |c| c.area()).await.unwrap_err();
        assert_eq!((error.kind(), error.field()), (ErrorKind::InvalidQuery, Some("area")));
        let unknown = [Crate { id: list[0].id, ..Crate::build(|c| c.width(1)) }];
        let error = Crate::objects().abulk_update(&unknown, |c| c.height()).await.unwrap_err();
        assert_eq!((error.kind(), error.field()), (ErrorKind::NotLoaded, Some("height")));
    }
}

law! {
    what_makes_no_sense_is_refused(db) {
        let mut list = authors(2).await;
        let error = Author::objects().abulk_update(&list, |a| (a.name(), a.id())).await.unwrap_err();
        assert_eq!((error.kind(), error.model(), error.field()), (ErrorKind::InvalidQuery, Some("Author"), Some("id")));
        let error = Author::objects().abulk_update(&list, |a| a.name()).batch_size(0).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidValue);
        let error = Author::objects().abulk_update(&list, |_| ()).await.unwrap_err();
        assert_eq!((error.kind(), error.model()), (ErrorKind::InvalidQuery, Some("Author")));
        let error = Book::objects().abulk_update([], |b| b.author().name()).await.unwrap_err();
        assert_eq!((error.kind(), error.model()), (ErrorKind::InvalidQuery, Some("Book")));
        list.push(Author::build(|a| a.name("new")));
        let error = Author::objects().abulk_update(&list, |a| a.name()).await.unwrap_err();
        assert_eq!((error.kind(), error.model()), (ErrorKind::InvalidValue, Some("Author")));
        assert!(error.to_string().contains("at place 2"), "{error}");
    }
}

law! {
    an_error_in_a_late_batch_leaves_every_row_as_it_was(db) {
        let holders = (0..2_000).map(|it| Account::build(|a| a.owner(it.to_string()).number(it)));
        let holders = Account::objects().abulk_create(holders).await.unwrap();
        let mut after = holders.clone();
        for it in &mut after {
            it.balance = 1;
        }
        after[1_999].number = Some(0);
        let error = Account::objects().abulk_update(&after, |a| (a.balance(), a.number())).batch_size(100).await.unwrap_err();
        assert!(error.is_unique_violation(), "{error:?}");
        assert_eq!(Account::objects().order_by(|a| a.id()).await.unwrap(), holders);
    }
}

law! {
    inside_a_transaction_a_refused_list_leaves_the_block_as_it_was(db) {
        let before = authors(2_000).await;
        let kept: queryset::Result<u64> = atomic(async {
            Author::objects().acreate(|a| a.name("one more")).await?;
            let refused = Author::objects().abulk_update(&[Author::build(|a| a.name("x"))], |a| a.name()).await;
            assert!(refused.is_err());
            Author::objects().abulk_update(&before, |a| (a.age(), a.name())).await
        })
        .await;
        assert_eq!(kept.unwrap(), 2_000);
        assert_eq!(rows().await[..2_000], before);
    }
}
