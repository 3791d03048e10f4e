//! What a user writes first works, and means what it seems to mean.

#![allow(
    clippy::needless_borrows_for_generic_args,
    reason = "a column is given by reference as well"
)]

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta, Utc};
use queryset::{
    prelude::*,
    query::{
        Unit,
        typed::{Case, Expression, Now},
    },
    testing::captured,
};
use rust_decimal::Decimal;

use crate::{
    law::law,
    support::library::{Author, Book, Event, Shelf, names},
};

async fn authors(set: QuerySet<Author>) -> Vec<String> {
    set.order_by(|a| a.name()).values_list(|a| a.name()).await.unwrap()
}

law! {
    a_relation_equals_a_column_that_holds_its_key(db) {
        Shelf::fill().await;
        let wrote = |pages| Author::objects().filter(move |a| Book::objects().filter(|b| b.author().eq(a.id()) & b.pages().gt(pages)).exists());
        assert_eq!(authors(wrote(0)).await, ["Ann", "Bob", "Zed"]);
        assert_eq!(authors(wrote(250)).await, ["Ann", "Zed"]);
        let edited = Author::objects().exclude(|a| Book::objects().filter(|b| b.editor().eq(&a.id())).exists());
        assert_eq!(authors(edited).await, ["Zed"]);
        let own = || Book::objects().filter(|b| b.editor().eq(b.author().key()));
        assert_eq!(own().acount().await.unwrap(), 0);
        Book::objects().filter(|b| b.pages().lt(400)).aupdate(|b| b.editor().set(b.author().key())).await.unwrap();
        assert_eq!(names(&own().order_by(|b| b.name()).await.unwrap()), ["Go", "Rust"]);
        assert_eq!(Book::objects().filter(|b| b.editor().is_null_if(true)).acount().await.unwrap(), 0);
    }
}

law! {
    a_number_on_the_left_counts_as_on_the_right(db) {
        Shelf::fill().await;
        let left: Vec<(Option<i32>, Option<i32>)> =
            Author::objects().order_by(|a| a.name()).values_list(|a| (100 - a.age(), 7 % a.age())).await.unwrap();
        assert_eq!(left, [(Some(70), Some(7)), (None, None), (Some(40), Some(7))]);
        assert_eq!(authors(Author::objects().filter(|a| (100 - a.age()).gt(50))).await, ["Ann"]);
        assert_eq!(authors(Author::objects().filter(|a| (3 - a.books().count()).eq(2))).await, ["Ann", "Bob", "Zed"]);
        let most: Vec<(Option<f64>, Decimal, i32)> = Book::objects()
            .filter(|b| (1.5 * b.rating()).gt(5))
            .values_list(|b| (2 * b.rating(), Decimal::TWO * b.price(), 600 / &b.pages()))
            .await
            .unwrap();
        assert_eq!(most, [(Some(9.0), Decimal::new(60, 0), 2)]);
    }
}

law! {
    a_span_or_an_instant_on_the_left_counts_as_an_expression_there(db) {
        let at: DateTime<Utc> = "2024-03-01T20:00:00.000007Z".parse().unwrap();
        let day = NaiveDate::from_ymd_opt(2024, 2, 28).unwrap();
        let span = TimeDelta::days(1) + TimeDelta::microseconds(5);
        Event::objects().acreate(|e| e.name("x").at(at).day(day)).await.unwrap();
        let set = Event::objects().values_list(|e| {
            let computed = Expression::value(&span);
            (span + e.at(), computed + e.at(), at - e.at(), TimeDelta::days(2) + e.day(), day - e.day(), at - (span + e.at()))
        });
        let later = Some(at + span);
        let none = Some(TimeDelta::zero());
        assert_eq!(set.await.unwrap(), [(later, later, none, Some(day + TimeDelta::days(2)), none, Some(-span))]);
        let recent = |limit| Event::objects().filter(move |e| (at + TimeDelta::hours(1) - e.at()).lt(limit)).acount();
        assert_eq!(recent(TimeDelta::hours(2)).await.unwrap(), 1);
        assert_eq!(recent(TimeDelta::minutes(59)).await.unwrap(), 0);
        assert_eq!(Event::objects().filter(|e| (TimeDelta::days(1) + e.day()).eq(e.at().date())).acount().await.unwrap(), 0);
    }
}

law! {
    a_case_may_begin_with_null_and_a_column_become_it(db) {
        Shelf::fill().await;
        let rated: Vec<Option<f64>> = Book::objects()
            .order_by(|b| b.name())
            .values_list(|b| Case::null_when(b.pages().gt(400)).when(b.rating().is_null(), 0.5).otherwise(b.rating()))
            .await
            .unwrap();
        assert_eq!(rated, [Some(0.5), Some(4.5), None]);
        let named: Vec<Option<String>> = Book::objects()
            .order_by(|b| b.name())
            .values_list(|b| Case::null_when(b.pages().gt(400)).otherwise(b.name()))
            .await
            .unwrap();
        assert_eq!(named, [Some("Go".to_owned()), Some("Rust".to_owned()), None]);
        let set = Book::objects().filter(|b| b.rating().is_not_null()).aupdate(|b| b.rating().set_null());
        assert_eq!(set.await.unwrap(), 2);
        assert_eq!(Book::objects().filter(|b| b.rating().is_null()).acount().await.unwrap(), 3);
    }
}

law! {
    a_manager_alone_is_all_of_its_rows(db) {
        Shelf::fill().await;
        assert_eq!(names(&Book::objects().await.unwrap()), ["Zen", "Rust", "Go"]);
        assert_eq!(Book::objects().await.unwrap(), Book::objects().all().await.unwrap());
    }
}

law! {
    a_fixed_offset_is_a_zone(db) {
        for at in ["1950-12-31T20:00:00Z", "2024-12-31T20:00:00Z", "2050-12-31T20:00:00Z"] {
            Event::objects().acreate(|e| e.name(at).at(at.parse::<DateTime<Utc>>().unwrap())).await.unwrap();
        }
        let east = FixedOffset::east_opt(19_800).unwrap();
        let west = FixedOffset::west_opt(9 * 3_600).unwrap();
        let set = Event::objects().order_by(|e| e.at()).values_list(|e| {
            let there = e.at().in_zone(east);
            (there.hour(), there.minute(), there.year(), e.at().in_zone(west).hour())
        });
        let of = |year| (Some(1), Some(30), Some(year), Some(11));
        assert_eq!(set.await.unwrap(), [of(1951), of(2025), of(2051)]);
        let found = |year| Event::objects().filter(move |e| e.at().in_zone(east).year().eq(year)).acount();
        assert_eq!((found(2025).await.unwrap(), found(2024).await.unwrap()), (1, 0));
        let days = Event::objects().all().datetimes(|e| e.at().in_zone(east), Unit::Day).await.unwrap();
        let day = |year| NaiveDate::from_ymd_opt(year, 1, 1).unwrap().and_hms_opt(0, 0, 0).unwrap();
        assert_eq!(days, [day(1951), day(2025), day(2051)]);
    }
}

law! {
    a_cast_to_a_decimal_has_its_places(db) {
        Shelf::fill().await;
        let parts: Vec<(Decimal, Option<Decimal>, Decimal)> = Book::objects()
            .filter(|b| b.name().eq("Rust"))
            .values_list(|b| ((b.price() / 7).cast_decimal(10, 2), b.rating().cast_decimal(4, 1), b.pages().cast_decimal(10, 2)))
            .await
            .unwrap();
        assert_eq!(parts, [(Decimal::new(429, 2), Some(Decimal::new(45, 1)), Decimal::new(300, 0))]);
        let found = Book::objects().filter(|b| (b.price() / 7).cast_decimal(10, 2).eq(Decimal::new(429, 2)));
        assert_eq!(found.acount().await.unwrap(), 1);
    }
}

law! {
    now_is_the_instant_of_the_statement(db) {
        let before = Utc::now() - TimeDelta::seconds(2);
        let event = Event::objects().acreate(|e| e.name("x").at(before)).await.unwrap();
        assert_eq!(Event::objects().filter(|e| e.at().lt(Now)).acount().await.unwrap(), 1);
        Event::objects().aupdate(|e| e.at().set(Now)).await.unwrap();
        let at = Event::objects().aget(|e| e.id().eq(event.id)).await.unwrap().at.unwrap();
        assert!((at - before).abs() < TimeDelta::seconds(60), "{at} {before}");
        assert!(at > before, "{at} {before}");
        let ago = Event::objects().values_list(|e| (Now.expression() - e.at(), Now.expression() + TimeDelta::days(1)));
        let (ago, tomorrow) = ago.await.unwrap()[0];
        assert!(ago.unwrap() < TimeDelta::seconds(60) && tomorrow > Utc::now() + TimeDelta::hours(23), "{ago:?} {tomorrow}");
    }
}

law! {
    a_relation_that_is_not_at_hand_names_the_field_it_stands_in(db) {
        let shelf = Shelf::fill().await;
        let read = Book::objects().aget(|b| b.id().eq(shelf.rust.id)).await.unwrap();
        for book in [&shelf.rust, &read, &read.clone()] {
            for (error, field) in [
                (book.author.get().unwrap_err(), "author"),
                (book.publisher.as_ref().unwrap().get().unwrap_err(), "publisher"),
            ] {
                assert_eq!((error.kind(), error.model(), error.field()), (ErrorKind::NotLoaded, Some("Book"), Some(field)));
            }
        }
        let alone = ForeignKey::<Author>::to(7).get().unwrap_err();
        assert_eq!((alone.model(), alone.field()), (Some("Author"), None));
    }
}

law! {
    a_pool_of_the_application_has_the_alias_it_is_given(db) {
        let pool = sqlx::SqlitePool::connect("sqlite::memory:").await.unwrap();
        let adopted = Database::from_pool(pool.clone()).await.unwrap();
        assert_eq!(adopted.alias(), "pool");
        let named = adopted.with_alias("reports");
        assert_eq!(named.alias(), "reports");
        let (rows, heard) = captured(Author::objects().using(&named).acount()).await;
        assert_eq!((rows.unwrap_err().kind(), &*heard[0].alias), (ErrorKind::Database, "reports"));
    }
}

law! {
    counts_over_two_relations_multiply_and_subqueries_count_for_themselves(db) {
        let shelf = Shelf::fill().await;
        for name in ["One", "Two"] {
            Book::objects().acreate(|b| b.name(name).price(1.into()).author(&shelf.ann).editor(&shelf.ann)).await.unwrap();
        }
        let ann = || Author::objects().filter(|a| a.name().eq("Ann"));
        let joined = ann().annotate(|a| (a.books().count(), a.edited().count()));
        assert_eq!(joined.values_list(|(_, written, edited)| (written, edited)).await.unwrap(), [(9, 9)]);
        let apart = ann().annotate(|a| {
            let written = Book::objects().filter(|b| b.author().eq(a.id())).order_by(|_| ());
            let edited = Book::objects().filter(|b| b.editor().eq(a.id())).order_by(|_| ());
            (written.values_list(|b| b.id().count()).subquery(), edited.values_list(|b| b.id().count()).subquery())
        });
        assert_eq!(apart.values_list(|(_, written, edited)| (written, edited)).await.unwrap(), [(Some(3), Some(3))]);
    }
}
