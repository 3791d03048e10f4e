//! Unions, intersections and differences.

use queryset::{prelude::*, query::typed::Expression};

use crate::{
    registry::{case, instead, skip},
    shop::{Article, Author, Book},
};

skip!(union_aggregate_not_rejected: "a fault of Django's; aggregates of a union are refused");
instead!(union_each_sliced on [Sqlite] as Postgres: "a sliced part stands as a table, which SQLite has too");
instead!(union_default_ordering_model on [Sqlite] as Postgres: "the order of a part without a slice says nothing, and is left away");

fn with_key(key: i64) -> QuerySet<Author> {
    Author::objects().filter(|a| a.id().eq(key))
}

case!(union_all_values_order_by_id(db) {
    let young = Author::objects().filter(|a| a.age().eq(29)).values_list(|a| (a.id(),));
    let first = Author::objects().filter(|a| a.id().lt(5)).values_list(|a| (a.id(),));
    young.union_all(first).order_by(|a| a.id()).await
});

case!(union_order_limit(db) {
    let young = Author::objects().filter(|a| a.age().lt(30));
    let either = young.union(Author::objects().filter(|a| a.age().gt(50)));
    either.order_by(|a| (a.age().desc(), a.id())).slice(..3).await
});

case!(union_each_sliced(db) {
    let first = Author::objects().order_by(|a| a.id()).slice(..2);
    let last = Author::objects().order_by(|a| a.id().desc()).slice(..2);
    first.union(last).order_by(|a| a.id()).await
});

case!(union_with_empty(db) {
    with_key(1).union(Author::objects().none()).await
});

case!(union_none_first(db) {
    Author::objects().none().union(with_key(1)).await
});

case!(intersection(db) {
    let old = Author::objects().filter(|a| a.age().gt(30));
    old.intersection(Author::objects().filter(|a| a.rating().gte(4))).order_by(|a| a.id()).await
});

case!(intersection_with_empty(db) {
    Author::objects().all().intersection(Author::objects().none()).await
});

case!(union_values_after(db) {
    let either = Author::objects().filter(|a| a.age().eq(29)).union(with_key(1));
    either.values_list(|a| a.name()).order_by(|a| a.name()).await
});

case!(union_filter_error(db) {
    with_key(1).union(with_key(2)).filter(|a| a.id().eq(1)).await
});

case!(union_annotate_error(db) {
    with_key(1).union(with_key(2)).annotate(|_| Expression::value(&1)).await
});

case!(union_select_for_update_not_emitted(db) {
    with_key(1).union(with_key(2)).select_for_update().await
});

case!(union_annotation_constants_order(db) {
    let named = |set: QuerySet<Author>, number: i32| {
        set.annotate(|_| Expression::value(&number)).values_list(|(a, k)| (a.name(), k))
    };
    let all = named(Author::objects().all(), 1).union_all(named(with_key(1), 2));
    all.order_by(|(a, k)| (k, a.name())).await
});

case!(union_default_ordering_model(db) {
    let with_key = |key: i64| Article::objects().filter(|a| a.id().eq(key));
    with_key(1).union(with_key(4)).await
});

case!(union_then_difference(db) {
    let first = Author::objects().filter(|a| a.id().lt(5));
    first.difference((with_key(2), with_key(3))).order_by(|a| a.id()).await
});

case!(union_in_subquery(db) {
    let keys = with_key(1).values_list(|a| a.id()).union(with_key(10).values_list(|a| a.id()));
    Book::objects().filter(|b| b.contact().key().in_(keys)).await
});
