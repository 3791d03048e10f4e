//! Expressions of columns, in selections, conditions, orders and updates.

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use queryset::prelude::*;
use rust_decimal::Decimal;

use crate::{
    answer::named,
    registry::{case, instead, skip},
    shop::{Account, Author, Book, Event, Num},
};

case!(F_modulo(db) {
    let rows = Num::objects().filter(|n| n.i().lt(100)).values_list(|n| (n.id(), n.i() % 3)).await?;
    Ok(named(&["pk", "x"], rows))
});

case!(F_null_propagates(db) {
    let rows = Author::objects().values_list(|a| (a.id(), a.rating() * 2)).await?;
    Ok(named(&["pk", "x"], rows))
});

case!(F_decimal_times_int(db) {
    let rows = Book::objects().values_list(|b| (b.id(), b.price() * 2)).await?;
    Ok(named(&["pk", "x"], rows))
});

skip!(F_mixed_types_error:
    "a decimal with a double does not compile: tests/ui/fail/cases_without_meaning.rs");

case!(F_mixed_types_wrapped(db) {
    let rows = Book::objects().values_list(|b| (b.id(), b.pages() * b.rating())).await?;
    Ok(named(&["pk", "x"], rows))
});

case!(F_int_plus_float_literal(db) {
    let rows = Author::objects().filter(|a| a.id().eq(1)).values_list(|a| a.age() + 1.5).await?;
    Ok(named(&["x"], rows))
});

case!(F_filter_arith_rhs(db) {
    Book::objects().filter(|b| b.pages().gt(b.publisher().num_awards() * 100)).await
});

skip!(F_concat_plus_on_char_error:
    "texts have no `+`: it does not compile, tests/ui/fail/cases_without_meaning.rs");

case!(F_in_order_by_desc_nulls_last(db) {
    Author::objects().order_by(|a| (a.rating().desc().nulls_last(), a.id())).await
});

case!(F_in_order_by_asc_nulls_first(db) {
    Author::objects().order_by(|a| (a.rating().asc().nulls_first(), a.id())).await
});

case!(order_by_nullable_default(db) {
    Author::objects().order_by(|a| (a.rating(), a.id())).await
});

case!(update_F(db) {
    Account::objects().all().aupdate(|a| a.balance().set(a.balance() + 5)).await?;
    Account::objects().order_by(|a| a.id()).values_list(|a| (a.id(), a.balance())).await
});

case!(update_filtered_by_join_returns_rows(db) {
    let apress = Book::objects().filter(|b| b.publisher().name().eq("Apress"));
    let count = apress.aupdate(|b| b.pages().set(1)).await?;
    let changed = Book::objects().filter(|b| b.pages().eq(1)).order_by(|b| b.id());
    Ok((count, changed.values_list(|b| b.id()).await?))
});

case!(update_m2m_filter_counts_rows_once(db) {
    let paid = Author::objects().filter(|a| a.book_links().book().price().gt(0));
    paid.aupdate(|a| a.age().set(99)).await
});

case!(update_matched_not_changed_count(db) {
    Account::objects()
        .filter(|a| a.owner().eq("bob"))
        .aupdate(|a| a.kind().set(a.kind()))
        .await
});

case!(update_after_slice_error(db) {
    Account::objects().all().slice(..1).aupdate(|a| a.balance().set(1)).await
});

case!(update_reverse_fk_error(db) {
    Author::objects().all().aupdate(|a| a.articles().set(1)).await
});

case!(update_annotation_ref(db) {
    Author::objects()
        .annotate(|a| a.book_links().count())
        .filter(|(_, n)| n.gt(1))
        .aupdate(|(a, _)| a.alias().set("multi"))
        .await?;
    let multi = Author::objects().filter(|a| a.alias().eq("multi")).order_by(|a| a.id());
    multi.values_list(|a| a.id()).await
});

case!(update_integrity_error(db) {
    Account::objects().filter(|a| a.owner().eq("bob")).aupdate(|a| a.kind().set("same")).await
});

case!(update_check_violation(db) {
    Account::objects().filter(|a| a.id().eq(1)).aupdate(|a| a.balance().set(-1000)).await
});

skip!(save_F_repeated_save:
    "an instance holds values, no expressions: `aupdate(|a| a.balance().set(a.balance() + 1))` sends one");

case!(duration_compare(db) {
    Event::objects().filter(|e| e.dur().lt(TimeDelta::hours(2))).await
});

// A power is a double on every database here.
case!(F_power(db) {
    let rows =
        Author::objects().values_list(|a| (a.id(), a.age().power(2).cast::<i32>())).await?;
    Ok(named(&["pk", "x"], rows))
});

case!(F_negate(db) {
    let rows = Author::objects().values_list(|a| (a.id(), -a.age())).await?;
    Ok(named(&["pk", "x"], rows))
});

case!(F_slice_charfield(db) {
    let rows = Author::objects()
        .filter(|a| a.id().lt(4))
        .values_list(|a| {
            let name = a.name();
            (a.id(), name.slice(..4), name.slice(6..9), name.slice(0..1))
        })
        .await?;
    Ok(named(&["pk", "x", "y", "z"], rows))
});

case!(datetime_plus_timedelta_literal(db) {
    let later = TimeDelta::hours(1) + TimeDelta::microseconds(7);
    let rows = Event::objects().values_list(|e| (e.id(), e.at() + later)).await?;
    Ok(named(&["pk", "x"], rows))
});

case!(date_plus_timedelta(db) {
    let rows = Event::objects().values_list(|e| (e.id(), e.day() + TimeDelta::days(1))).await?;
    Ok(named(&["pk", "x"], rows))
});

instead!(date_plus_timedelta on [Postgres, Mysql] as Sqlite:
    "a date and a span of time are a date here; Django reads the instant without a zone that the database makes of them");

case!(temporal_subtraction_time(db) {
    let one = NaiveTime::from_hms_opt(1, 0, 0).unwrap();
    let rows = Event::objects().values_list(|e| (e.id(), e.tod() - one)).await?;
    Ok(named(&["pk", "x"], rows))
});

case!(temporal_compare(db) {
    Event::objects().filter(|e| e.until().gt(e.at() + TimeDelta::hours(2))).await
});

case!(duration_multiply(db) {
    let rows = Event::objects().values_list(|e| (e.id(), e.dur() * 2)).await?;
    Ok(named(&["pk", "x"], rows))
});

instead!(duration_multiply on [Mysql] as Postgres:
    "Django writes `INTERVAL dur MICROSECOND * 2`, which MariaDB refuses; a span is a number there");

case!(value_annotation_types(db) {
    let day = NaiveDate::from_ymd_opt(2020, 1, 2).unwrap();
    let rows = Author::objects()
        .filter(|a| a.id().eq(1))
        .values_list(|_| {
            (
                Expression::value(&1),
                Expression::value(&"x".to_owned()),
                Expression::value(&true),
                Expression::value(&None::<i32>),
                Expression::value(&Decimal::new(150, 2)),
                Expression::value(&day),
            )
        })
        .await?;
    Ok(named(&["a", "b", "c", "d", "e", "f"], rows))
});

instead!(value_annotation_types on [Mysql] as Postgres:
    "a date is read as one; Django gives its text");

case!(Collate_order(db) {
    let rules = if db.dialect() == Dialect::Sqlite { "nocase" } else { "C" };
    Author::objects()
        .order_by(|a| (a.name().collate(rules), a.id()))
        .values_list(|a| a.name())
        .await
});
