//! Negation beside NULL.

use queryset::{prelude::*, query::typed::Case};

use crate::{
    registry::case,
    shop::{Author, Book, Num, Publisher, TextRow},
};

case!(exclude_null_column(db) {
    Author::objects().exclude(|a| a.alias().eq("jb")).await
});

case!(exclude_lt_null_column(db) {
    Author::objects().exclude(|a| a.rating().lt(4)).await
});

case!(filter_not_Q_two_conditions(db) {
    Author::objects().filter(|a| !(a.alias().eq("jb") & a.age().eq(29))).await
});

case!(exclude_two_kwargs(db) {
    Author::objects().exclude(|a| a.alias().eq("jb") & a.age().eq(29)).await
});

case!(exclude_chain(db) {
    Author::objects().exclude(|a| a.alias().eq("jb")).exclude(|a| a.age().eq(29)).await
});

case!(exclude_double_negation(db) {
    Author::objects().exclude(|a| !a.alias().eq("jb")).await
});

case!(exclude_in_subquery_nulls_filtered(db) {
    let published = Book::objects().filter(|b| b.publisher().is_not_null());
    let publishers = published.values_list(|b| b.publisher().key());
    Publisher::objects().exclude(|p| p.id().in_(publishers)).await
});

case!(exclude_fk_null_isnull(db) {
    Book::objects().exclude(|b| b.publisher().is_null()).await
});

case!(exclude_empty_string(db) {
    TextRow::objects().exclude(|t| t.val().eq("")).acount().await
});

case!(not_Exists(db) {
    Author::objects()
        .filter(|a| !Book::objects().filter(|b| b.contact().key().eq(a.id())).exists())
        .await
});

case!(exclude_contains_null(db) {
    TextRow::objects().exclude(|t| t.val().contains("a")).acount().await
});

case!(exclude_range_null(db) {
    Num::objects().exclude(|n| n.i().range(0, 5)).await
});

case!(exclude_Case_null(db) {
    Author::objects().exclude(|a| Case::when(a.rating().gt(4), true).or_null().is_true()).await
});
