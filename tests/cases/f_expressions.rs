//! Expressions of columns, in selections, conditions, orders and updates.

use chrono::TimeDelta;
use queryset::prelude::*;

use crate::{
    answer::named,
    registry::{case, skip},
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
    "a decimal with a double does not compile: tests/ui/fail/typed_wrong_arithmetic.rs");

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
    "texts have no `+`: it does not compile, tests/ui/fail/typed_wrong_arithmetic.rs");

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

skip!(update_reverse_fk_error:
    "a reverse relation has no `set`: it does not compile, tests/ui/fail/typed_update.rs");

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
