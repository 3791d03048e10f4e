//! Orders, and the first and last rows of them.

use queryset::prelude::*;

use crate::{
    registry::{case, skip},
    shop::{Article, Author, Book, Event, Tag},
};

case!(order_by_fk_attname(db) {
    Tag::objects()
        .order_by(|t| (t.parent().key().asc().nulls_first(), t.id()))
        .values_list(|t| t.id())
        .await
});

case!(order_by_fk_uses_related_ordering(db) {
    Tag::objects().order_by(|t| (t.parent().name(), t.id())).values_list(|t| t.id()).await
});

case!(order_by_minus_fk_reverses_meta(db) {
    Tag::objects().order_by(|t| (t.parent().name().desc(), t.id())).values_list(|t| t.id()).await
});

case!(reverse_ordered(db) {
    Article::objects().reverse().await
});

case!(reverse_last_equals(db) {
    Author::objects().order_by(|a| (a.age(), a.id())).reverse().nth(0).await
});

case!(reverse_nulls_flag_swapped(db) {
    Author::objects().order_by(|a| (a.rating().desc().nulls_last(), a.id().asc())).reverse().await
});

case!(order_by_last_wins(db) {
    let sorted = Author::objects().order_by(|a| a.name()).order_by(|a| a.id().desc());
    sorted.values_list(|a| a.id()).await
});

case!(order_by_annotation_duplicate(db) {
    Author::objects()
        .annotate(|a| a.age())
        .order_by(|(a, age)| (age.clone(), age.desc(), a.id()))
        .values_list(|(a, _)| a.id())
        .await
});

case!(order_by_after_slice_error(db) {
    Author::objects().slice(..2).order_by(|a| a.id()).await
});

case!(first_unordered_uses_pk(db) {
    Author::objects().afirst().await
});

case!(last_unordered_uses_pk_desc(db) {
    Author::objects().alast().await
});

case!(first_with_meta_ordering(db) {
    Ok([Article::objects().afirst().await?, Article::objects().alast().await?])
});

case!(first_after_order_by_cleared_has_order_by(db) {
    Article::objects().order_by(|_| ()).afirst().await?;
    Ok(db.last_statement().contains("ORDER BY"))
});

case!(first_none(db) {
    Author::objects().filter(|a| a.id().eq(-1)).afirst().await
});

case!(first_group_by_unordered_error(db) {
    Book::objects().values_list(|b| (b.rating(), b.id().count())).afirst().await
});

case!(last_sliced_error(db) {
    Author::objects().order_by(|a| a.id()).slice(..3).alast().await
});

case!(distinct_values(db) {
    Book::objects().values_list(|b| b.price()).distinct().order_by(|b| b.price()).await
});

case!(distinct_after_slice_error(db) {
    Author::objects().slice(..2).distinct().await
});

case!(distinct_on_pg(db) {
    Book::objects()
        .order_by(|b| (b.publisher().key(), b.pages().desc(), b.id()))
        .distinct_on(|b| b.publisher().key())
        .await
});

case!(distinct_on_sqlite_error(db) {
    Book::objects().distinct_on(|b| b.publisher().key()).await
});

skip!(order_wrt_next_previous:
    "`order_with_respect_to` is no option of a model here, so that no method knows the order within a poll");

case!(get_next_by_date_end(db) {
    let article = Article::objects().aget(|a| a.id().eq(10)).await?;
    article.aget_next_by(|a| a.pub_date()).await
});

case!(latest_get_latest_by(db) {
    Ok([Article::objects().alatest().await?, Article::objects().aearliest().await?])
});

case!(latest_nulls(db) {
    Event::objects().alatest_by(|e| e.at()).await
});
