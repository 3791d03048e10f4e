//! Lookups and orders that come in as text.

use chrono::{DateTime, NaiveDate, NaiveTime};
use queryset::prelude::*;
use uuid::Uuid;

use crate::{
    law::law,
    support::library::{Author, Book, Everything, Notes, Shelf},
};

async fn found(lookups: &[&'static str], pairs: &[(&str, &str)]) -> Vec<String> {
    let condition = Lookups::allow(lookups.iter().copied()).parse(pairs.iter().copied());
    let set = Book::objects().complex_filter(condition.unwrap());
    set.order_by(|b| b.name()).values_list(|b| b.name()).await.unwrap()
}

law! {
    text_finds_what_its_closure_finds(db) {
        let shelf = Shelf::fill().await;
        let zed = shelf.zed.id.to_string();
        for (key, value, names) in [
            ("publisher__name__icontains", "ress", &["Rust", "Zen"][..]),
            ("pages__gt", "200", &["Rust", "Zen"]),
            ("pages", "200", &["Go"]),
            ("price__lte", "30.00", &["Go", "Rust"]),
            ("rating", "4.5", &["Rust"]),
            ("rating__isnull", "true", &["Go"]),
            ("rating__isnull", "0", &["Rust", "Zen"]),
            ("author", &zed, &["Zen"]),
            ("author__pk", &zed, &["Zen"]),
            ("author__name__in", "Ann,Bob,Zoe", &["Go", "Rust"]),
            ("published__range", "2000-01-01,2020-06-15", &["Rust"]),
            ("published", "1999-6-15", &["Zen"]),
            ("author__books__name__startswith", "Z", &["Zen"]),
            ("name__length", "4", &["Rust"]),
        ] {
            assert_eq!(found(&[key], &[(key, value)]).await, names, "{key}={value}");
        }
    }
}

law! {
    all_lookups_of_a_call_must_hold(db) {
        Shelf::fill().await;
        let allowed = ["pages__gte", "pages__lt", "editor__isnull"];
        assert_eq!(found(&allowed, &[("pages__gte", "200"), ("pages__lt", "400"), ("editor__isnull", "f")]).await, ["Rust"]);
        assert_eq!(found(&allowed, &[("pages__gte", "200"), ("pages__gte", "400")]).await, ["Zen"]);
        assert_eq!(found(&allowed, &[]).await, ["Go", "Rust", "Zen"]);
    }
}

law! {
    lookups_of_one_call_speak_of_the_same_related_row(db) {
        let shelf = Shelf::fill().await;
        Book::objects().acreate(|b| b.name("Ada").pages(900).price(1.into()).author(&shelf.ann)).await.unwrap();
        let allowed = Lookups::allow(["books__name", "books__pages__gt"]);
        let both = allowed.parse([("books__name", "Rust"), ("books__pages__gt", "500")]).unwrap();
        assert_eq!(Author::objects().complex_filter(both).acount().await.unwrap(), 0);
        let one = |key, value| allowed.parse([(key, value)]).unwrap();
        let chained = Author::objects().complex_filter(one("books__name", "Rust")).complex_filter(one("books__pages__gt", "500"));
        assert_eq!(chained.acount().await.unwrap(), 1);
    }
}

law! {
    a_value_has_the_type_of_its_column(db) {
        everything().await;
        for (key, value) in [
            ("small", "-3"),
            ("medium__gte", " 70000 "),
            ("large", "9007199254740993"),
            ("double__gt", "1e-3"),
            ("flag", "True"),
            ("text__contains", "100%"),
            ("text__in", "x,100% 'sure'; --"),
            ("date", "2024-02-29"),
            ("date__lt", "2024-03-01"),
            ("time", "13:14:15.5"),
            ("instant", "2024-02-29T12:00:00Z"),
            ("instant", "2024-02-29 14:00:00+02:00"),
            ("instant__lte", "2024-02-29 12:00"),
            ("amount", "1.50"),
            ("amount__in", "7,1.5"),
            ("token", "00112233-4455-6677-8899-aabbccddeeff"),
            ("token__in", "00112233445566778899AABBCCDDEEFF"),
            ("maybe_text", "null"),
        ] {
            let condition = Lookups::allow([key]).parse([(key, value)]).unwrap();
            let count = Everything::objects().complex_filter(condition).acount().await.unwrap();
            assert_eq!(count, 1, "{key}={value}");
        }
    }
}

async fn everything() {
    let (date, time) =
        (NaiveDate::from_ymd_opt(2024, 2, 29), NaiveTime::from_hms_milli_opt(13, 14, 15, 500));
    let instant: DateTime<chrono::Utc> = "2024-02-29T12:00:00Z".parse().unwrap();
    let add = Everything::objects().acreate(|e| {
        let e =
            e.small(-3_i16).medium(70_000).large(9_007_199_254_740_993_i64).double(0.5).flag(true);
        let e = e
            .text("100% 'sure'; --")
            .short("s")
            .bytes(vec![1])
            .date(date.unwrap())
            .time(time.unwrap());
        let e = e.instant(instant).amount("1.5".parse().unwrap());
        let e = e.token(Uuid::from_u128(0x0011_2233_4455_6677_8899_aabb_ccdd_eeff));
        let notes = Notes { title: "n".into(), marks: vec![] };
        e.document(serde_json::json!({"a": 1})).notes(Json(notes)).maybe_text("null".to_owned())
    });
    add.await.unwrap();
}

law! {
    text_sorts_as_its_closure_does(db) {
        Shelf::fill().await;
        let allowed = SortKeys::allow(["author__age", "name", "name__length"]);
        let sorted = async |text: &str| {
            let set = Book::objects().order_by(|b| b.id()).order_by_text(allowed.parse(text).unwrap());
            set.values_list(|b| b.name()).await.unwrap()
        };
        assert_eq!(sorted("-name").await, ["Zen", "Rust", "Go"]);
        assert_eq!(sorted("-name__length, name").await, ["Rust", "Zen", "Go"]);
        assert_eq!(sorted("").await, ["Rust", "Go", "Zen"]);
    }
}

law! {
    nothing_is_sent_for_a_bad_lookup(db) {
        db.close().await;
        let allowed = Lookups::allow(["pages__gt"]);
        let wrong: Result<Condition<Book>, Error> = allowed.parse([("pages__gt", "many")]);
        assert!(wrong.unwrap_err().is_bad_lookup());
    }
}

law! {
    a_uuid_is_searched_by_text_as_by_its_closure(db) {
        everything().await;
        for (key, value, there) in [
            ("token__startswith", "00112233-44", true),
            ("token__icontains", "AABB", true),
            ("token__iexact", "00112233-4455-6677-8899-AABBCCDDEEFF", true),
            ("token__endswith", "00", false),
        ] {
            let condition = Lookups::allow([key]).parse([(key, value)]).unwrap();
            let found = Everything::objects().complex_filter(condition).aexists().await.unwrap();
            assert_eq!(found, there, "{key}={value}");
        }
    }
}
