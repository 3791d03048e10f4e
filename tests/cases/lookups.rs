//! Lookups on columns and relations.

use chrono::NaiveDate;
use queryset::prelude::*;

use crate::{
    answer::named,
    registry::{case, skip},
    shop::{Author, Book, Num, Season, TextRow, Uid},
};

case!(exact_none_is_isnull(db) {
    Author::objects().filter(|a| a.alias().eq(None::<&str>)).await
});

case!(exact_empty_string_is_not_null(db) {
    Author::objects().filter(|a| a.alias().eq("")).await
});

case!(iexact_ascii(db) {
    Book::objects().filter(|b| b.name().iexact("THE DEFINITIVE GUIDE TO DJANGO")).await
});

case!(iexact_unicode(db) {
    Author::objects().filter(|a| a.name().iexact("ÉRIC ÜRÜMQI")).await
});

case!(iexact_metachars_not_wildcards(db) {
    TextRow::objects().filter(|t| t.val().iexact("A_B")).await
});

case!(contains_underscore(db) {
    TextRow::objects().filter(|t| t.val().contains("_")).await
});

case!(contains_backslash(db) {
    TextRow::objects().filter(|t| t.val().contains("\\")).await
});

case!(contains_empty_matches_all_non_null(db) {
    TextRow::objects().filter(|t| t.val().contains("")).acount().await
});

case!(contains_quote(db) {
    TextRow::objects().filter(|t| t.val().contains("'")).await
});

case!(contains_emoji(db) {
    TextRow::objects().filter(|t| t.val().contains("😀")).await
});

case!(istartswith(db) {
    Book::objects().filter(|b| b.name().istartswith("THE")).await
});

case!(contains_F_rhs_escapes(db) {
    TextRow::objects().filter(|t| t.val().contains(t.pattern())).await
});

case!(icontains_F_rhs(db) {
    TextRow::objects().filter(|t| t.val().icontains(t.pattern())).await
});

case!(startswith_F_rhs(db) {
    TextRow::objects().filter(|t| t.val().startswith(t.pattern())).await
});

case!(exact_F_rhs_other_column(db) {
    TextRow::objects().filter(|t| t.val().eq(t.pattern())).await
});

case!(regex_metachars(db) {
    TextRow::objects().filter(|t| t.val().regex(r"\\$")).await
});

case!(regex_null_excluded(db) {
    TextRow::objects().exclude(|t| t.val().regex(".*")).acount().await
});

case!(integer_overflow_gt_empty(db) {
    Num::objects().filter(|n| n.i().gt(1_i128 << 80)).await
});

case!(integer_overflow_lt_full(db) {
    Num::objects().filter(|n| n.i().lt(1_i128 << 80)).acount().await
});

case!(in_list(db) {
    Author::objects().filter(|a| a.id().in_([3, 1, 1, 99])).await
});

case!(in_empty_negated(db) {
    Author::objects().exclude(|a| a.id().in_([0_i64; 0])).acount().await
});

case!(in_with_none_dropped(db) {
    Author::objects().filter(|a| a.alias().in_([Some("AH"), None])).await
});

case!(exclude_in_with_none(db) {
    Author::objects().exclude(|a| a.alias().in_([Some("AH"), None])).await
});

case!(in_values_list_queryset(db) {
    let loved = Book::objects().filter(|b| b.rating().gt(4)).values_list(|b| b.contact().key());
    Author::objects().filter(|a| a.id().in_(loved)).await
});

case!(in_generator(db) {
    Author::objects().filter(|a| a.id().in_([1, 2].into_iter().map(i64::from))).await
});

case!(in_string_iterates_characters(db) {
    Author::objects().filter(|a| a.alias().in_("jb".chars().map(String::from))).await
});

case!(range(db) {
    Book::objects().filter(|b| b.pages().range(300, 447)).await
});

case!(range_dates(db) {
    let day = |month, day| NaiveDate::from_ymd_opt(2008, month, day).unwrap();
    Book::objects().filter(|b| b.pubdate().range(day(1, 1), day(12, 31))).await
});

case!(isnull_false(db) {
    Author::objects().filter(|a| a.email().is_null_if(false)).await
});

skip!(isnull_non_boolean_error: "`is_null_if` takes a bool: what is none does not compile, tests/ui/fail/cases_without_meaning.rs");

case!(exact_bool_none(db) {
    Num::objects().filter(|n| n.b().eq(None::<bool>)).await
});

case!(exact_bool_false(db) {
    Num::objects().filter(|n| n.b().eq(false)).await
});

// Of the typed face it does not compile: tests/ui/fail/cases_without_meaning.rs.
case!(lookup_on_relation_unsupported(db) {
    let named = Lookups::allow(["contact__contains"]).parse([("contact__contains", "x")])?;
    Book::objects().complex_filter(named).await
});

case!(complex_filter_dict(db) {
    let older = Lookups::allow(["age__gt"]).parse([("age__gt", "50")])?;
    Author::objects().complex_filter(older).await
});

case!(field_named_like_lookup_with_lookup(db) {
    Season::objects().filter(|s| s.gt().gt(200)).await
});

case!(uuid_iexact_dashes(db) {
    Uid::objects().filter(|u| u.id().iexact("AAAAAAAA-bbbb-4ccc-8ddd-EEEEEEEEEEEE")).await
});

case!(uuid_startswith_with_dash(db) {
    Uid::objects().filter(|u| u.id().startswith("aaaaaaaa-bb")).await
});

case!(fk_by_instance_id_and_pk(db) {
    let author = Author::objects().aget(|a| a.id().eq(10)).await?;
    // The recorded answer is in the order of the keys; the question says none.
    let books = || Book::objects().order_by(|b| b.id());
    Ok([
        books().filter(|b| b.contact().eq(&author)).await?,
        books().filter(|b| b.contact().eq(10)).await?,
        books().filter(|b| b.contact().key().eq(10)).await?,
        books().filter(|b| b.contact().id().eq(10)).await?,
    ])
});

case!(fk_unsaved_instance_filter(db) {
    let unsaved = Author::build(|a| a.name("x").age(0));
    Book::objects().filter(|b| b.contact().eq(&unsaved)).await
});

case!(filter_kwargs_and_Q(db) {
    Author::objects()
        .filter(|a| (a.age().eq(29) | a.age().eq(57)) & a.rating().is_null_if(false))
        .await
});

case!(Q_xor(db) {
    Author::objects().filter(|a| a.age().gt(40) ^ a.rating().gte(4)).await
});

case!(Q_xor_three(db) {
    Author::objects()
        .filter(|a| a.age().gt(40) ^ a.rating().gte(4) ^ a.alias().is_null())
        .await
});

case!(Q_or_empty(db) {
    Author::objects().filter(|a| Q::default() | a.id().eq(1)).await
});

case!(queryset_or(db) {
    let of_age = |age: i32| Author::objects().filter(move |a| a.age().eq(age));
    (of_age(29) | of_age(57)).await
});

case!(queryset_and(db) {
    let older = Author::objects().filter(|a| a.age().gt(29));
    (older & Author::objects().filter(|a| a.age().lt(40))).await
});

case!(queryset_xor(db) {
    let older = Author::objects().filter(|a| a.age().gt(40));
    (older ^ Author::objects().filter(|a| a.rating().gte(4))).await
});

case!(queryset_or_with_joins(db) {
    let loved = Author::objects().filter(|a| a.book_links().book().rating().eq(5));
    (loved | Author::objects().filter(|a| a.articles().id().eq(9))).await
});

case!(lookup_as_annotation(db) {
    let rows = Book::objects().values_list(|b| (b.id(), b.pages().gt(500).value())).await?;
    Ok(named(&["pk", "big"], rows))
});
