//! Powers, bits, slices, casts, CASE, conditions as values, and spans of time.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use queryset::{
    dialect::Dialect,
    prelude::*,
    query::typed::{Case, Expression},
};
use rust_decimal::Decimal;
use serde_json::json;

use crate::{
    law::law,
    support::{
        kinds::Reading,
        library::{Author, Book, BookFields, Event, Everything, Shelf, names},
    },
    types::plain,
};

fn rust() -> QuerySet<Book> {
    Book::objects().filter(|b| b.name().eq("Rust"))
}

law! {
    numbers_have_powers_and_signs(db) {
        Shelf::fill().await;
        let values: Vec<(f64, Option<f64>, f64)> = rust().values_list(|b| (b.pages().power(2), b.rating().power(2), b.pages().power(0.5))).await.unwrap();
        let (square, rating, root) = values[0];
        assert_eq!((square, rating), (90_000.0, Some(20.25)));
        assert!((root - 300_f64.sqrt()).abs() < 1e-9);
        let signs: Vec<(i32, Option<f64>, Decimal, i32)> =
            rust().values_list(|b| (-b.pages(), -b.rating(), -b.price(), -(b.pages() - 1))).await.unwrap();
        assert_eq!(signs, [(-300, Some(-4.5), Decimal::new(-3_000, 2), -299)]);
        let none = Book::objects().filter(|b| b.name().eq("Go")).values_list(|b| (-b.rating(), b.rating().power(2)));
        assert_eq!(none.await.unwrap(), [(None, None)]);
    }
}

law! {
    whole_numbers_have_bits(db) {
        for large in [0b1100_i64, -1, i64::from(i32::MAX)] {
            let mut row = Everything { large, medium: 0b1010, ..plain() };
            row.asave().await.unwrap();
            let values: Vec<(i64, i64, i64)> = Everything::objects()
                .filter(|e| e.id().eq(row.id))
                .values_list(|e| (e.large().bitand(e.medium()), e.large().bitor(10), e.large().bitxor(e.medium())))
                .await
                .unwrap();
            assert_eq!(values, [(large & 0b1010, large | 0b1010, large ^ 0b1010)]);
        }
        let shifted: Vec<(i32, i32)> = Everything::objects()
            .filter(|e| e.large().eq(12))
            .values_list(|e| (e.medium().bitleftshift(3), e.medium().bitrightshift(1)))
            .await
            .unwrap();
        assert_eq!(shifted, [(80, 5)]);
        assert_eq!(Everything::objects().filter(|e| e.large().bitand(4).gt(0)).acount().await.unwrap(), 3);
    }
}

law! {
    text_is_sliced_by_characters(db) {
        Author::objects().acreate(|a| a.name("Éric Ürümqi")).await.unwrap();
        let slices = Author::objects().values_list(|a| {
            (a.name().slice(..4), a.name().slice(5..8), a.name().slice(0..1), a.name().slice(5..), a.name().slice(..=1), a.name().slice(40..))
        });
        let [first, middle, one, rest, two, none] = ["Éric", "Ürü", "É", "Ürümqi", "Ér", ""].map(String::from);
        assert_eq!(slices.await.unwrap(), [(first, middle, one, rest, two, none)]);
        assert_eq!(Author::objects().filter(|a| a.name().slice(..4).eq("Éric")).acount().await.unwrap(), 1);
        assert_eq!(Author::objects().exclude(|a| a.name().slice(..4).eq("Éric")).acount().await.unwrap(), 0);
    }
}

law! {
    values_of_every_kind_are_selected(db) {
        Author::objects().acreate(|a| a.name("Ann")).await.unwrap();
        let day = NaiveDate::from_ymd_opt(2020, 1, 2).unwrap();
        let values = Author::objects().values_list(|_| {
            (
                Expression::value(&1),
                Expression::value(&"x".to_owned()),
                Expression::value(&true),
                Expression::value(&None::<i32>),
                Expression::value(&Decimal::new(150, 2)),
                Expression::value(&Some(day)),
            )
        });
        assert_eq!(values.await.unwrap(), [(1, "x".into(), true, None, Decimal::new(15, 1), Some(day))]);
    }
}

law! {
    numbers_and_texts_are_cast(db) {
        Shelf::fill().await;
        let values = rust()
            .values_list(|b| (b.pages().cast::<f64>() / 8.0, b.rating().cast::<i64>(), b.pages().cast::<String>(), b.price().cast::<f64>() + b.rating()))
            .await
            .unwrap();
        let (eighth, rating, text, sum) = values[0].clone();
        assert_eq!((eighth, text.as_str(), sum), (37.5, "300", Some(34.5)));
        // The databases differ in how they round.
        assert!(rating == Some(4) || rating == Some(5));
        for n in [14, 15] {
            let mut row = Everything { document: json!({"c": n}), ..plain() };
            row.asave().await.unwrap();
        }
        let most = Everything::objects().values_list(|e| e.document().key("c").cast::<i32>().max()).await.unwrap();
        assert_eq!(most, [Some(15)]);
    }
}

law! {
    a_condition_is_selected_sorted_by_and_compared(db) {
        Shelf::fill().await;
        let thick = |b: &BookFields| b.pages().gt(250).value();
        let values = Book::objects().order_by(|b| (thick(&b).desc(), b.name())).values_list(|b| (b.name(), thick(&b)));
        let expected = [("Rust", true), ("Zen", true), ("Go", false)].map(|(name, it)| (name.to_owned(), Some(it)));
        assert_eq!(values.await.unwrap(), expected);
        let rated = Book::objects().order_by(|b| b.id()).values_list(|b| b.rating().gt(4).value()).await.unwrap();
        assert_eq!(rated, [Some(true), None, Some(false)]);
        let books = Book::objects().annotate(|b| b.rating().gt(4).value()).filter(|(_, high)| high.is_true()).await.unwrap();
        assert_eq!(books.len(), 1);
    }
}

law! {
    a_truth_value_is_a_condition(db) {
        let mut yes = plain();
        yes.asave().await.unwrap();
        let mut no = Everything { flag: false, maybe_flag: Some(false), ..plain() };
        no.asave().await.unwrap();
        assert_eq!(Everything::objects().filter(|e| e.flag().is_true()).values_list(|e| e.id()).await.unwrap(), [yes.id]);
        assert_eq!(Everything::objects().exclude(|e| e.flag().is_true()).values_list(|e| e.id()).await.unwrap(), [no.id]);
        assert_eq!(Everything::objects().filter(|e| !e.maybe_flag().is_true()).values_list(|e| e.id()).await.unwrap(), [no.id]);
    }
}

law! {
    a_case_takes_the_first_condition_that_holds(db) {
        Shelf::fill().await;
        let size = |b: &BookFields| Case::when(b.pages().gte(500), "thick").when(b.pages().gte(300), "good").otherwise("thin");
        let sizes = Book::objects().order_by(|b| b.id()).values_list(|b| size(&b)).await.unwrap();
        assert_eq!(sizes, ["good", "thin", "thick"]);
        let found = Book::objects().filter(|b| size(&b).eq("good"));
        assert_eq!(names(&found.await.unwrap()), ["Rust"]);
        let rated: Vec<Option<f64>> = Book::objects()
            .order_by(|b| b.id())
            .values_list(|b| Case::when(b.pages().lt(250), 1.0).otherwise(b.rating()))
            .await
            .unwrap();
        assert_eq!(rated, [Some(4.5), Some(1.0), Some(3.0)]);
        let absent: Vec<Option<i32>> =
            Book::objects().order_by(|b| b.id()).values_list(|b| Case::when(b.pages().gt(400), b.pages()).or_null()).await.unwrap();
        assert_eq!(absent, [None, None, Some(500)]);
        let sorted = Book::objects().order_by(|b| (Case::when(b.name().eq("Go"), 0).otherwise(1), b.name()));
        assert_eq!(names(&sorted.await.unwrap()), ["Go", "Rust", "Zen"]);
        Book::objects().aupdate(|b| b.pages().set(Case::when(b.pages().gt(250), b.pages() - 1).otherwise(1))).await.unwrap();
        assert_eq!(Book::objects().order_by(|b| b.id()).values_list(|b| b.pages()).await.unwrap(), [299, 1, 499]);
    }
}

law! {
    a_case_that_is_null_is_met_by_nothing(db) {
        Shelf::fill().await;
        let case = |b: &BookFields| Case::when(b.rating().gt(4), true).or_null().is_true();
        assert_eq!(names(&Book::objects().filter(|b| case(&b)).await.unwrap()), ["Rust"]);
        assert!(Book::objects().exclude(|b| case(&b)).await.unwrap().is_empty());
    }
}

law! {
    branches_along_relations_are_joined(db) {
        Shelf::fill().await;
        let names = Book::objects()
            .order_by(|b| b.id())
            .values_list(|b| Case::when(b.publisher().name().eq("Apress"), b.editor().name()).otherwise(b.author().name()));
        assert_eq!(names.await.unwrap(), [Some("Bob".into()), Some("Bob".into()), Some("Zed".into())]);
    }
}

law! {
    texts_are_sorted_by_a_collation(db) {
        for name in ["b", "A", "a", "B"] {
            Author::objects().acreate(|a| a.name(name)).await.unwrap();
        }
        let collation = match db.dialect() {
            Dialect::Sqlite => "nocase",
            Dialect::Postgres => "C",
            _ => "utf8mb4_general_ci",
        };
        let sorted = Author::objects().order_by(|a| (a.name().collate(collation), a.id())).values_list(|a| a.name()).await.unwrap();
        assert_eq!(sorted, if db.dialect() == Dialect::Postgres { ["A", "B", "a", "b"] } else { ["A", "a", "b", "B"] });
        for hostile in ["", "\"", "C\" DESC --", "a b", "`", "'"] {
            let asked = Author::objects().order_by(|a| a.name().collate(hostile)).await;
            assert_eq!(asked.unwrap_err().kind(), ErrorKind::InvalidQuery, "{hostile}");
        }
    }
}

fn instant(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

async fn event() {
    let clock = NaiveTime::from_hms_micro_opt(2, 0, 0, 7).unwrap();
    let event = Event::objects().acreate(|e| {
        e.name("e")
            .at(instant("2024-02-28T23:30:00.000001Z"))
            .day(NaiveDate::from_ymd_opt(2024, 2, 28).unwrap())
            .clock(clock)
    });
    event.await.unwrap();
    Event::objects().acreate(|e| e.name("never")).await.unwrap();
}

law! {
    instants_and_dates_move_by_spans(db) {
        event().await;
        let span = TimeDelta::hours(1) + TimeDelta::microseconds(7);
        let moved = Event::objects().order_by(|e| e.id()).values_list(|e| (e.at() + span, e.at() - span, e.day() + TimeDelta::days(1), e.day() - TimeDelta::days(28)));
        let day = |month, day| NaiveDate::from_ymd_opt(2024, month, day);
        assert_eq!(moved.await.unwrap(), [
            (
                Some(instant("2024-02-29T00:30:00.000008Z")), Some(instant("2024-02-28T22:29:59.999994Z")),
                day(2, 29), day(1, 31),
            ),
            (None, None, None, None),
        ]);
        let late = Event::objects().filter(|e| e.at().gt(e.at() - TimeDelta::hours(2)) & (e.at() + TimeDelta::minutes(30)).gte(instant("2024-02-29T00:00:00Z")));
        assert_eq!(late.acount().await.unwrap(), 1);
        Event::objects().aupdate(|e| e.at().set(e.at() + TimeDelta::days(1))).await.unwrap();
        let at = Event::objects().order_by(|e| e.id()).values_list(|e| e.at()).await.unwrap();
        assert_eq!(at, [Some(instant("2024-02-29T23:30:00.000001Z")), None]);
    }
}

law! {
    between_dates_instants_and_times_lies_a_span(db) {
        event().await;
        let first = NaiveDate::from_ymd_opt(2024, 3, 1).unwrap();
        let spans = Event::objects().order_by(|e| e.id()).values_list(|e| {
            (
                e.at() - instant("2024-02-27T23:30:00Z"),
                e.day() - first,
                e.clock() - NaiveTime::from_hms_opt(1, 0, 0).unwrap(),
                e.clock() - NaiveTime::from_hms_micro_opt(23, 59, 59, 999_999).unwrap(),
            )
        });
        let day = TimeDelta::days(1);
        assert_eq!(spans.await.unwrap(), [
            (
                Some(day + TimeDelta::microseconds(1)), Some(-day * 2),
                Some(TimeDelta::hours(1) + TimeDelta::microseconds(7)), Some(TimeDelta::hours(-22) + TimeDelta::microseconds(8)),
            ),
            (None, None, None, None),
        ]);
        let far = Event::objects().filter(|e| (e.at() - instant("2024-02-27T23:30:00Z")).gt(day));
        assert_eq!(far.acount().await.unwrap(), 1);
    }
}

law! {
    spans_are_computed_with(db) {
        let took = TimeDelta::hours(36) + TimeDelta::microseconds(2);
        Reading::objects()
            .acreate(|r| r.small(1).medium(1).large(1).float(1.0).took(took).from(std::net::IpAddr::from([127, 0, 0, 1])))
            .await
            .unwrap();
        let spans = Reading::objects().values_list(|r| {
            (r.took() * 2, r.took() / 2, r.took() * 0.5, r.took() + TimeDelta::seconds(1), r.took() - r.took(), -r.took(), r.maybe_took() * 2)
        });
        assert_eq!(spans.await.unwrap(), [(
            took * 2, took / 2, took / 2, took + TimeDelta::seconds(1), TimeDelta::zero(), -took, None,
        )]);
        assert_eq!(Reading::objects().filter(|r| r.took().gt(TimeDelta::days(1)) & (r.took() * 2).lt(TimeDelta::hours(73))).acount().await.unwrap(), 1);
        event().await;
        let moved = Event::objects().filter(|e| e.at().is_not_null()).values_list(|e| {
            e.at() + Reading::objects().slice(..1).values_list(|r| r.took()).subquery()
        });
        assert_eq!(moved.await.unwrap(), [Some(instant("2024-03-01T11:30:00.000003Z"))]);
    }
}
