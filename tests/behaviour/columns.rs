//! What a column holds: whole numbers of its width, text of its length.

use chrono::TimeDelta;
use queryset::{atomic, model::ModelMeta, prelude::*, query::typed::Case, value::Type};
use rust_decimal::Decimal;

use crate::{
    kinds,
    law::law,
    support::{
        kinds::{Edition, Isbn, Reading},
        library::{Author, Book, BookPatch, City, Everything, EverythingFields, Publisher, Shelf},
    },
    types,
};

/// Columns that the database computes beyond their width.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "columns")]
pub struct Gauge {
    pub id: i64,
    #[field(unique)]
    pub number: i16,
    #[field(default = 0)]
    pub high: i64,
    pub note: Option<i32>,
    #[field(generated = |g| g.number() + g.number())]
    pub doubled: Deferred<i16>,
    #[field(generated = |g| g.high() + 1_i64)]
    pub next: Deferred<i64>,
}

#[derive(Changes, Default)]
#[changes(Gauge)]
pub struct GaugePatch {
    pub number: Option<i16>,
}

/// The models whose tables the laws use.
pub fn models() -> [&'static ModelMeta; 1] {
    [Gauge::meta()]
}

/// The kind is the same everywhere; the field is named where the crate looks itself.
fn refused(db: &Database, error: &Error, field: &str) {
    assert_eq!(error.kind(), ErrorKind::InvalidValue, "{error:?}");
    if db.dialect() == Dialect::Sqlite {
        assert_eq!(error.field(), Some(field), "{error}");
        assert!(error.model().is_some() && error.to_string().contains("does not fit"), "{error}");
    }
}

async fn numbers() -> Everything {
    let mut row = Everything {
        small: i16::MAX,
        medium: i32::MAX,
        large: i64::MAX,
        maybe_small: Some(i16::MIN),
        maybe_medium: Some(i32::MIN),
        maybe_large: Some(i64::MIN),
        ..types::full()
    };
    row.asave().await.unwrap();
    row
}

law! {
    a_number_that_an_update_makes_too_large_for_its_column_is_refused(db) {
        types::plain().asave().await.unwrap();
        let row = numbers().await;
        let all = || Everything::objects().order_by(|e| e.id());
        let before = all().await.unwrap();
        refused(&db, &all().aupdate(|e| e.small().set(e.small() + 1)).await.unwrap_err(), "small");
        refused(&db, &all().aupdate(|e| e.medium().set(e.medium() + 1)).await.unwrap_err(), "medium");
        refused(&db, &all().aupdate(|e| e.large().set(e.large() + 1)).await.unwrap_err(), "large");
        refused(&db, &all().aupdate(|e| e.large().set(e.large() * 3 / 4)).await.unwrap_err(), "large");
        refused(&db, &all().aupdate(|e| e.maybe_small().set(e.maybe_small() - 1)).await.unwrap_err(), "maybe_small");
        refused(&db, &all().aupdate(|e| e.maybe_medium().set(e.maybe_medium() - 1)).await.unwrap_err(), "maybe_medium");
        refused(&db, &all().aupdate(|e| e.maybe_large().set(e.maybe_large() - 1)).await.unwrap_err(), "maybe_large");
        refused(&db, &all().aupdate(|e| e.small().set(e.medium())).await.unwrap_err(), "small");
        refused(&db, &all().aupdate(|e| e.medium().set(e.double() + 1e15)).await.unwrap_err(), "medium");
        let case = |e: EverythingFields| Case::when(e.flag().is_true(), e.large()).otherwise(1_i64);
        refused(&db, &all().aupdate(|e| e.medium().set(case(e))).await.unwrap_err(), "medium");
        refused(&db, &all().aupdate(set!(small = F(small) + 1)).await.unwrap_err(), "small");
        let one = Everything::objects().filter(|e| e.id().eq(row.id));
        refused(&db, &one.aupdate(|e| e.small().set(e.small() + 1)).await.unwrap_err(), "small");
        assert_eq!(all().await.unwrap(), before, "nothing is half done");
    }
}

law! {
    a_number_that_fits_is_computed_as_before(db) {
        let row = numbers().await;
        Everything::objects().all().aupdate(|e| (e.small().set(e.small() - 1), e.maybe_large().set(e.maybe_large() + 1), e.maybe_small().set(e.maybe_small() * 0))).await.unwrap();
        let again = Everything::objects().aget(|e| e.id().eq(row.id)).await.unwrap();
        assert_eq!((again.small, again.maybe_large, again.maybe_small), (i16::MAX - 1, Some(i64::MIN + 1), Some(0)));
        let mut none = types::plain();
        none.asave().await.unwrap();
        Everything::objects().filter(|e| e.id().eq(none.id)).aupdate(|e| e.maybe_medium().set(e.maybe_medium() + 1)).await.unwrap();
        none.arefresh_from_db().await.unwrap();
        assert_eq!(none.maybe_medium, None);
    }
}

law! {
    a_failed_update_changes_nothing_in_a_transaction(db) {
        let ages = || Author::objects().order_by(|a| a.id()).values_list(|a| a.age());
        for age in [1, i32::MAX, 3] {
            Author::objects().acreate(|a| a.name("x").age(age)).await.unwrap();
        }
        atomic(async {
            let inner = atomic(async { Author::objects().all().aupdate(|a| a.age().set(a.age() + 1)).await }).await;
            refused(&db, &inner.unwrap_err(), "age");
            assert_eq!(ages().await?, [Some(1), Some(i32::MAX), Some(3)]);
            Ok::<_, Error>(())
        })
        .await
        .unwrap();
        assert_eq!(ages().await.unwrap(), [Some(1), Some(i32::MAX), Some(3)]);
    }
}

law! {
    a_positive_column_holds_its_own_numbers(db) {
        let last = |kind| -> u64 { (*db.dialect().integer_range(kind).unwrap().end()).try_into().unwrap() };
        let mut row = Reading {
            small: last(Type::PositiveSmallInteger).try_into().unwrap(),
            medium: last(Type::PositiveInteger).try_into().unwrap(),
            large: last(Type::PositiveBigInteger),
            ..kinds::full()
        };
        row.asave().await.unwrap();
        let all = || Reading::objects().all();
        refused(&db, &all().aupdate(|r| r.small().set(r.small() + 1)).await.unwrap_err(), "small");
        refused(&db, &all().aupdate(|r| r.medium().set(r.medium() + 1)).await.unwrap_err(), "medium");
        refused(&db, &all().aupdate(|r| r.large().set(r.large() + 1)).await.unwrap_err(), "large");
        let below = [
            all().aupdate(|r| r.small().set(r.small() - 70_000)).await.unwrap_err(),
            all().aupdate(|r| r.medium().set(r.medium() * -1)).await.unwrap_err(),
            all().aupdate(|r| r.maybe_large().set(r.maybe_large() - 7_000_000_001_i64)).await.unwrap_err(),
        ];
        for error in below {
            let checked = db.dialect() == Dialect::Postgres && error.is_check_violation();
            assert!(checked || error.kind() == ErrorKind::InvalidValue, "{error:?}");
        }
        assert_eq!(all().await.unwrap(), [row]);
    }
}

law! {
    a_span_that_64_bits_cannot_hold_is_not_stored(db) {
        let mut row = Reading { took: TimeDelta::microseconds(i64::MAX), ..kinds::plain() };
        if db.capability().native_durations {
            row.took = TimeDelta::days(100_000_000);
        }
        row.asave().await.unwrap();
        let longer = Reading::objects().all().aupdate(|r| r.took().set(r.took() + TimeDelta::days(1))).await;
        if db.capability().native_durations {
            assert_eq!(longer.unwrap(), 1);
        } else {
            refused(&db, &longer.unwrap_err(), "took");
            assert_eq!(Reading::objects().all().await.unwrap(), [row]);
        }
    }
}

law! {
    a_fraction_is_rounded_in_a_column_of_whole_numbers(db) {
        let shelf = Shelf::fill().await;
        let rust = || Book::objects().filter(|b| b.id().eq(shelf.rust.id));
        let pages = async || rust().values_list(|b| b.pages()).await.unwrap();
        for (given, even, away) in [("0.5", 0, 1), ("1.5", 2, 2), ("2.5", 2, 3), ("-0.5", 0, -1), ("2.4", 2, 2), ("-2.6", -3, -3)] {
            let double: f64 = given.parse().unwrap();
            let decimal: Decimal = given.parse().unwrap();
            rust().aupdate(|b| b.pages().set(double)).await.unwrap();
            assert_eq!(pages().await, [even], "{given}");
            rust().aupdate(|b| b.pages().set(decimal)).await.unwrap();
            assert_eq!(pages().await, [away], "{given}");
            rust().aupdate(|b| (b.rating().set(double), b.price().set(decimal))).await.unwrap();
            rust().aupdate(|b| b.pages().set(b.rating() * 1.0)).await.unwrap();
            assert_eq!(pages().await, [even], "{given}");
            rust().aupdate(|b| b.pages().set(b.price() * 1)).await.unwrap();
            assert_eq!(pages().await, [away], "{given}");
        }
        for double in [1e300, -3e9] {
            let error = rust().aupdate(|b| b.pages().set(double)).await.unwrap_err();
            assert_eq!((error.kind(), error.field()), (ErrorKind::InvalidValue, Some("pages")), "{error}");
        }
        let error = rust().aupdate(|b| b.pages().set(f64::NAN)).await.unwrap_err();
        assert_eq!((error.kind(), error.field()), (ErrorKind::InvalidValue, Some("pages")), "{error}");
    }
}

law! {
    a_column_that_is_computed_beyond_its_width_refuses_the_row(db) {
        let made = Gauge::objects().acreate(|g| g.number(16_383)).await.unwrap();
        assert_eq!((made.doubled.get().unwrap(), made.next.get().unwrap()), (&32_766, &1));
        refused(&db, &Gauge::objects().acreate(|g| g.number(16_384)).await.unwrap_err(), "doubled");
        refused(&db, &Gauge::objects().acreate(|g| g.number(1).high(i64::MAX)).await.unwrap_err(), "next");
        let keyed = Gauge { id: 77, ..Gauge::build(|g| g.number(-16_385)) };
        refused(&db, &keyed.clone().asave().await.unwrap_err(), "doubled");
        refused(&db, &keyed.clone().asave().force_insert().await.unwrap_err(), "doubled");
        let all = || Gauge::objects().order_by(|g| g.id());
        refused(&db, &all().aupdate(|g| g.number().set(20_000)).await.unwrap_err(), "doubled");
        refused(&db, &all().aupdate(|g| g.number().set(g.number() + 1)).await.unwrap_err(), "doubled");
        refused(&db, &all().aupdate(|g| g.high().set(i64::MAX)).await.unwrap_err(), "next");
        refused(&db, &made.clone().aupdate(GaugePatch { number: Some(20_000) }).await.unwrap_err(), "doubled");
        let large = || Gauge { number: 20_000, ..made.clone() };
        refused(&db, &large().asave().await.unwrap_err(), "doubled");
        refused(&db, &large().asave().update_fields(|g| g.number()).await.unwrap_err(), "doubled");
        refused(&db, &Gauge::objects().abulk_update(&[large()], |g| g.number()).await.unwrap_err(), "doubled");
        let many = || [Gauge::build(|g| g.number(5)), Gauge::build(|g| g.number(30_000))];
        refused(&db, &Gauge::objects().abulk_create(many()).await.unwrap_err(), "doubled");
        refused(&db, &Gauge::objects().abulk_create(many()).ignore_conflicts().await.unwrap_err(), "doubled");
        let upsert = Gauge::objects().abulk_create([Gauge { high: i64::MAX, ..made.clone() }]).update_conflicts(|g| g.high());
        let upsert = if db.capability().conflict_targets { upsert.unique_fields(|g| g.id()) } else { upsert };
        refused(&db, &upsert.await.unwrap_err(), "next");
        let found = Gauge::objects().aupdate_or_create_with(|g| g.number(16_383), |g| g.number().set(g.number() * 2), |g| g);
        refused(&db, &found.await.unwrap_err(), "doubled");
        // What does not change the computed columns is not held against them.
        assert_eq!(all().aupdate(|g| g.note().set(1)).await.unwrap(), 1);
        assert_eq!(all().await.unwrap(), [Gauge { note: Some(1), ..made }]);
    }
}

/// It is told before anything is sent, on every database.
fn too_long(error: &Error, model: &str, field: &str) {
    assert_eq!(error.kind(), ErrorKind::InvalidValue, "{error:?}");
    assert_eq!((error.model(), error.field()), (Some(model), Some(field)), "{error}");
    assert!(error.to_string().contains("max_length") && error.sql().is_none(), "{error}");
}

law! {
    text_longer_than_its_column_is_refused_wherever_it_is_written(db) {
        let shelf = Shelf::fill().await;
        let long = || -> String { "ü".repeat(101) };
        let longer = "x".repeat(201);
        let all = || Author::objects().all();
        too_long(&Author::objects().acreate(|a| a.name(long())).await.unwrap_err(), "Author", "name");
        let mut ann = shelf.ann.clone();
        ann.name = long();
        too_long(&ann.asave().await.unwrap_err(), "Author", "name");
        too_long(&ann.asave().update_fields(|a| a.name()).await.unwrap_err(), "Author", "name");
        too_long(&all().aupdate(|a| a.name().set(long())).await.unwrap_err(), "Author", "name");
        too_long(&all().aupdate(set!(name = long())).await.unwrap_err(), "Author", "name");
        too_long(&Author::objects().abulk_update(&[ann.clone()], |a| a.name()).await.unwrap_err(), "Author", "name");
        too_long(&Author::objects().abulk_create([Author::build(|a| a.name(long()))]).await.unwrap_err(), "Author", "name");
        let upsert = Author::objects().abulk_create([ann.clone()]).update_conflicts(|a| a.name());
        let upsert = if db.capability().conflict_targets { upsert.unique_fields(|a| a.id()) } else { upsert };
        too_long(&upsert.await.unwrap_err(), "Author", "name");
        let patch = BookPatch { name: Some(longer.clone()), ..BookPatch::default() };
        too_long(&shelf.rust.clone().aupdate(patch).await.unwrap_err(), "Book", "name");
        too_long(&Author::objects().aget_or_create(|a| a.name(long()), |a| a).await.unwrap_err(), "Author", "name");
        let changed = Author::objects().aupdate_or_create_with(|a| a.name("Ann"), |a| a.name().set(long()), |a| a);
        too_long(&changed.await.unwrap_err(), "Author", "name");
        // By characters, not by bytes.
        Author::objects().acreate(|a| a.name("ü".repeat(100))).await.unwrap();
    }
}

law! {
    keys_have_the_length_of_the_column_that_they_point_to(db) {
        let long = "x".repeat(41);
        too_long(&City::objects().acreate(|c| c.code(&*long)).await.unwrap_err(), "City", "code");
        let houses = Publisher::objects();
        too_long(&houses.acreate(|p| p.name("a").city(long.as_str())).await.unwrap_err(), "Publisher", "city");
        too_long(&Publisher::objects().aupdate(|p| p.city().set(long.as_str())).await.unwrap_err(), "Publisher", "city");
        let mut isbn = Edition { isbn: Isbn("9".repeat(14)), reprint_of: None };
        too_long(&isbn.asave().await.unwrap_err(), "Edition", "isbn");
    }
}

law! {
    text_that_is_longer_than_the_column_is_not_found(db) {
        Shelf::fill().await;
        let long = || "x".repeat(300);
        assert_eq!(Author::objects().filter(|a| a.name().eq(long()) | a.name().in_([long()])).acount().await.unwrap(), 0);
        assert_eq!(Author::objects().exclude(|a| a.name().contains(long())).acount().await.unwrap(), 3);
        assert_eq!(City::objects().aget(|c| c.code().eq(long())).await.optional().unwrap(), None);
    }
}

law! {
    text_that_an_update_makes_too_long_is_refused_by_the_statement(db) {
        let ann = Author::objects().acreate(|a| a.name("ü".repeat(80))).await.unwrap();
        let other = Book::objects().acreate(|b| b.name("ü".repeat(150)).price(Decimal::ONE).author(&ann)).await.unwrap();
        let name = Book::objects().filter(|b| b.id().eq(other.id)).values_list(|b| b.name());
        let error = Author::objects().aupdate(|a| a.name().set(name.clone().subquery())).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidValue, "{error:?}");
        if db.dialect() != Dialect::Postgres {
            assert_eq!((error.model(), error.field()), (Some("Author"), Some("name")), "{error}");
        }
        Book::objects().aupdate(|b| b.name().set(b.name().upper())).await.unwrap();
        assert_eq!(Author::objects().all().await.unwrap(), [ann]);
    }
}
