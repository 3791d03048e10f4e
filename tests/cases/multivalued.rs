//! Conditions along relations that lead to several rows.

use queryset::prelude::*;

use crate::{
    registry::{case, skip},
    shop::{Author, Node, Person, Poll, Publisher, Tag},
};

case!(m2m_chained_duplicates(db) {
    Author::objects()
        .filter(|a| a.book_links().book().rating().gte(4))
        .filter(|a| a.book_links().book().pages().gt(0))
        .await
});

case!(exclude_m2m(db) {
    Author::objects().exclude(|a| a.book_links().book().rating().gte(4)).await
});

case!(exclude_m2m_two_conditions_differ_from_filter(db) {
    Author::objects()
        .exclude(|a| a.book_links().book().rating().gt(4.5) & a.book_links().book().pages().gt(1000))
        .await
});

case!(exclude_m2m_null_target(db) {
    Tag::objects().exclude(|t| t.article_links().article().author().is_null()).await
});

case!(exclude_reverse_fk_null_field(db) {
    Author::objects().exclude(|a| a.articles().slug().eq(None::<&str>)).await
});

case!(exclude_reverse_fk_isnull(db) {
    Author::objects().exclude(|a| a.articles().is_not_null()).await
});

case!(filter_reverse_fk_isnull_true(db) {
    Author::objects().filter(|a| a.articles().is_null()).await
});

case!(exclude_two_hops(db) {
    Publisher::objects().exclude(|p| p.books().author_links().author().age().gt(50)).await
});

case!(or_m2m_outer_join(db) {
    Author::objects().filter(|a| a.book_links().book().rating().gte(5) | a.age().gt(55)).await
});

case!(exclude_with_F_same_multi(db) {
    Author::objects()
        .exclude(|a| a.book_links().book().pages().eq(a.book_links().book().rating()))
        .await
});

case!(exclude_with_outer_F_into_multi(db) {
    Author::objects().exclude(|a| a.book_links().book().rating().eq(a.rating())).await
});

case!(m2m_symmetrical_friends(db) {
    Author::objects().filter(|a| a.friend_links().to_author().name().eq("James Bennett")).await
});

case!(m2m_self_exclude(db) {
    Author::objects().exclude(|a| a.friend_links().is_null()).await
});

case!(reverse_filter_related_query_name(db) {
    Poll::objects().filter(|p| p.choices().text().eq("No") & p.choices().votes().gt(1)).await
});

skip!(related_name_is_not_query_name:
    "a reverse relation has one name, that of its field: another does not compile, tests/ui/fail/cases_without_meaning.rs");

case!(tree_exclude_parent_nullable(db) {
    Node::objects().exclude(|n| n.parent().rank().eq(2)).await
});

case!(tree_exclude_parent_parent(db) {
    Node::objects().exclude(|n| n.parent().parent().name().eq("root")).await
});

case!(through_reuse_join(db) {
    Person::objects()
        .filter(|p| {
            p.memberships().club().name().eq("Roll") & p.memberships().reason().eq(None::<&str>)
        })
        .await
});
