//! Whole numbers beside numbers that they cannot be.

use queryset::{dialect::Dialect, error::ErrorKind, prelude::*};
use rust_decimal::Decimal;

use crate::{
    law::law,
    support::library::{Author, AuthorFields, Book, Everything},
};

/// Beyond every column.
const HUGE: i128 = 1 << 80;

async fn fill(ages: &[Option<i32>]) {
    for age in ages {
        Author::objects().acreate(|a| a.name("x").maybe_age(*age)).await.unwrap();
    }
}

async fn count(condition: impl FnOnce(AuthorFields) -> Q + Send) -> u64 {
    Author::objects().filter(condition).acount().await.unwrap()
}

law! {
    a_number_beyond_the_column_is_larger_than_all_of_it(db) {
        fill(&[Some(i32::MIN), Some(-1), Some(0), Some(i32::MAX), None]).await;
        assert_eq!(count(|a| a.age().eq(HUGE) | a.age().gt(HUGE) | a.age().gte(HUGE)).await, 0);
        // Rows without a number among them, as in Django, where the condition disappears.
        assert_eq!(count(|a| a.age().lt(HUGE) & a.age().lte(HUGE)).await, 5);
        assert_eq!(count(|a| a.age().eq(-HUGE) | a.age().lt(-HUGE) | a.age().lte(-HUGE)).await, 0);
        assert_eq!(count(|a| a.age().gt(-HUGE) & a.age().gte(-HUGE)).await, 5);
        // Only the row without a number: NOT (age IS NOT NULL).
        assert_eq!(count(|a| !a.age().lt(HUGE)).await, 1);
        assert_eq!(count(|a| !a.age().gt(HUGE)).await, 5);
        assert_eq!(count(|a| a.age().eq(1_i64 << 40) | a.age().lt(i64::MIN)).await, 0);
        assert_eq!(count(|a| a.age().lte(i32::MAX) & a.age().gte(i32::MIN)).await, 4);
    }
}

law! {
    a_list_and_a_range_pass_over_what_cannot_be(db) {
        fill(&[Some(1), Some(2), None]).await;
        assert_eq!(count(|a| a.age().in_([1_i64, 1 << 40])).await, 1);
        assert_eq!(count(|a| a.age().in_([HUGE, -HUGE])).await, 0);
        assert_eq!(count(|a| !a.age().in_([HUGE])).await, 3);
        assert_eq!(count(|a| !a.age().in_([2, HUGE])).await, 2);
        assert_eq!(count(|a| !a.age().in_([Some(HUGE), None])).await, 2);
        assert_eq!(count(|a| a.age().range(-HUGE, HUGE)).await, 2);
        assert_eq!(count(|a| a.age().range(2, HUGE)).await, 1);
    }
}

law! {
    a_number_with_a_fraction_is_rounded_as_django_does(db) {
        fill(&[Some(1), Some(2), Some(3), Some(-2), None]).await;
        assert_eq!(count(|a| a.age().gte(2.5)).await, 1);
        assert_eq!(count(|a| a.age().lt(2.5)).await, 3);
        assert_eq!(count(|a| a.age().gt(2.5)).await, 1);
        assert_eq!(count(|a| a.age().lte(2.5)).await, 3);
        assert_eq!(count(|a| a.age().eq(2.5)).await, 1);
        assert_eq!(count(|a| a.age().gt(-2.5)).await, 3);
        assert_eq!(count(|a| a.age().in_([2.9, 7.0])).await, 1);
        assert_eq!(count(|a| a.age().range(1.9, 2.9)).await, 2);
        assert_eq!(count(|a| a.age().gte(Decimal::new(25, 1))).await, 2);
        assert_eq!(count(|a| a.age().eq(Decimal::new(-25, 1))).await, 1);
        assert_eq!(count(|a| a.age().lt(1e300) & a.age().gt(-1e300)).await, 5);
        assert_eq!(count(|a| a.age().gt(1e300) | a.age().eq(-1e300)).await, 0);
        for number in [f64::NAN, f64::INFINITY] {
            let error = Author::objects().filter(|a| a.age().gt(number)).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidValue, "{error}");
        }
    }
}

law! {
    what_is_known_of_a_number_leaves_null_to_an_exclude(db) {
        fill(&[Some(3), None]).await;
        let excluded = Author::objects().exclude(|a| a.age().lt(1_i64 << 40));
        assert_eq!(excluded.values_list(|a| a.age()).await.unwrap(), [None]);
        let twice = Author::objects().exclude(|a| !a.age().gte(-HUGE));
        assert_eq!(twice.acount().await.unwrap(), 2);
        // A column that is never NULL, and one that a missing relation makes so.
        assert_eq!(Author::objects().exclude(|a| a.id().lt(HUGE)).acount().await.unwrap(), 0);
        let author = Author::objects().afirst().await.unwrap().unwrap();
        Book::objects().acreate(|b| b.name("a").pages(1).price(1.into()).author(&author)).await.unwrap();
        assert_eq!(Book::objects().exclude(|b| b.editor().age().lt(HUGE)).acount().await.unwrap(), 1);
        assert_eq!(Book::objects().exclude(|b| b.author().id().lt(HUGE)).acount().await.unwrap(), 0);
    }
}

law! {
    aggregates_over_no_row_are_one_row(db) {
        fill(&[Some(3), None]).await;
        let none = || Author::objects().none();
        assert_eq!(none().values_list(|a| a.id().count()).await.unwrap(), [0]);
        assert_eq!(none().values_list(|a| a.id().count() + 1).await.unwrap(), [1_i64]);
        let listed = Author::objects().filter(|a| a.name().eq("x") & a.age().in_([0_i32; 0]));
        assert_eq!(listed.values_list(|a| (a.age().count(), a.age().max())).await.unwrap(), [(0, None)]);
        let known = Author::objects().filter(|a| a.age().eq(HUGE));
        assert_eq!(known.values_list(|a| a.id().count()).await.unwrap(), [0]);
        assert_eq!(none().values_list(|a| a.id().count()).acount().await.unwrap(), 1);
        assert!(none().values_list(|a| a.id().count()).aexists().await.unwrap());
        let inner = || none().values_list(|a| a.id().count()).subquery();
        assert_eq!(Author::objects().filter(|a| a.id().gt(inner())).acount().await.unwrap(), 2);
        // Groups of no rows, and a slice of nothing, are no row.
        assert!(none().values_list(|a| (a.name(), a.id().count())).await.unwrap().is_empty());
        assert!(none().values_list(|a| a.id().count()).slice(..0).await.unwrap().is_empty());
    }
}

law! {
    columns_of_every_width_have_their_own_range(db) {
        let all = || Everything::objects();
        assert_eq!(all().filter(|e| e.small().gt(40_000) | e.medium().gt(1_i64 << 40) | e.large().gt(HUGE)).acount().await.unwrap(), 0);
        assert_eq!(all().filter(|e| e.maybe_large().in_([HUGE]) | e.maybe_small().eq(-40_000)).acount().await.unwrap(), 0);
    }
}

law! {
    what_is_computed_has_a_range_of_its_own(db) {
        fill(&[Some(i32::MAX), Some(1)]).await;
        assert_eq!(count(|a| (a.age() + 10_000_000_000_i64).gt(11_000_000_000_i64)).await, 1);
        assert_eq!(count(|a| (a.age() * 2.0).gt(4e9)).await, 1);
        assert_eq!(count(|a| a.name().length().lt(HUGE)).await, 2);
        let none = Author::objects().annotate(|a| a.id().count()).filter(|(_, n)| n.gt(HUGE));
        assert_eq!(none.await.unwrap().len(), 0);
    }
}

law! {
    a_decimal_is_rounded_to_the_places_of_its_column(db) {
        let ann = Author::objects().acreate(|a| a.name("Ann")).await.unwrap();
        let priced = |price: &str| price.parse::<Decimal>().unwrap();
        for (given, kept) in [("1.239", "1.24"), ("-1.231", "-1.23"), ("1.235", "1.24"), ("99999999.994", "99999999.99"), ("0.0000001", "0")] {
            let book = Book::objects().acreate(|b| b.name("n").price(priced(given)).author(&ann)).await.unwrap();
            let stored = || Book::objects().filter(|b| b.id().eq(book.id) & b.price().eq(priced(kept)));
            assert_eq!(stored().acount().await.unwrap(), 1, "{given}");
            Book::objects().aupdate(|b| b.price().set(Decimal::ZERO)).await.unwrap();
            Book::objects().aupdate(|b| b.price().set(priced(given))).await.unwrap();
            assert_eq!(stored().acount().await.unwrap(), 1, "{given}");
        }
        // What is searched for is not rounded.
        Book::objects().aupdate(|b| b.price().set(priced("1.24"))).await.unwrap();
        assert_eq!(Book::objects().filter(|b| b.price().eq(priced("1.239"))).acount().await.unwrap(), 0);
        assert_eq!(Book::objects().filter(|b| b.price().gt(priced("1.239"))).acount().await.unwrap(), 5);
        Book::objects().aupdate(|b| b.price().set(priced("1.245"))).await.unwrap();
        let even = if db.capability().decimal_places { "1.25" } else { "1.24" };
        assert_eq!(Book::objects().filter(|b| b.price().eq(priced(even))).acount().await.unwrap(), 5);
    }
}

law! {
    a_decimal_with_more_digits_than_its_column_is_refused(db) {
        let ann = Author::objects().acreate(|a| a.name("Ann")).await.unwrap();
        let book = Book::objects().acreate(|b| b.name("n").price(1.into()).author(&ann)).await.unwrap();
        for price in ["123456789.01", "99999999.995", "-100000000"] {
            let price: Decimal = price.parse().unwrap();
            let inserted = Book::objects().acreate(|b| b.name("n").price(price).author(&ann)).await.unwrap_err();
            let updated = Book::objects().aupdate(|b| b.price().set(price)).await.unwrap_err();
            let saved = Book { price, ..book.clone() }.asave().await.unwrap_err();
            for error in [inserted, updated, saved] {
                let names = (error.kind(), error.model(), error.field());
                assert_eq!(names, (ErrorKind::InvalidValue, Some("Book"), Some("price")), "{error:?}");
                assert!(error.to_string().contains("it holds 8 before the point and 2 behind it"), "{error}");
            }
        }
        assert_eq!(Book::objects().filter(|b| b.price().eq(Decimal::ONE)).acount().await.unwrap(), 1);
    }
}

law! {
    a_null_that_was_computed_says_what_to_do(db) {
        fill(&[Some(1)]).await;
        let error = Author::objects().values_list(|a| a.id() / 0).await.unwrap_err();
        if error.kind() == ErrorKind::Decode {
            assert!(error.to_string().contains("of an expression, leave out the rows where it is NULL"), "{error}");
        } else {
            assert_eq!((error.kind(), db.dialect()), (ErrorKind::InvalidValue, Dialect::Postgres), "{error:?}");
        }
    }
}
