//! Slices.

use queryset::prelude::*;

use crate::{
    answer::named,
    registry::{case, instead, skip},
    shop::Author,
};

case!(slice_of_slice_beyond(db) {
    Author::objects().order_by(|a| a.id()).slice(2..4).slice(1..10).await
});

case!(slice_empty_no_query(db) {
    Author::objects().order_by(|a| a.id()).slice(3..3).await
});

case!(slice_step_evaluates(db) {
    let first = Author::objects().order_by(|a| a.id()).slice(..8).await?;
    Ok(first.into_iter().step_by(3).collect::<Vec<_>>())
});

skip!(slice_negative_error: "places are unsigned: a negative one does not compile, tests/ui/fail/cases_without_meaning.rs");
skip!(slice_negative_stop_error: "places are unsigned: a negative one does not compile, tests/ui/fail/cases_without_meaning.rs");

case!(get_after_slice_error(db) {
    Author::objects().all().slice(..2).aget(|a| a.id().eq(1)).await
});

case!(annotate_after_slice_ok(db) {
    let first = Author::objects().order_by(|a| a.id()).slice(..2).annotate(|a| a.age() + 1);
    let rows = first.values_list(|(a, x)| (a.id(), x)).await?;
    Ok(named(&["pk", "x"], rows))
});

case!(sliced_subquery_in(db) {
    let oldest = Author::objects().order_by(|a| (a.age().desc(), a.id())).slice(..3);
    Author::objects().filter(|a| a.id().in_(oldest.values_list(|a| a.id()))).await
});

instead!(sliced_subquery_in on [Mysql] as Sqlite:
    "the slice becomes a table of the subquery, which MariaDB does take");

skip!(sliced_cached_slice_no_query: "a queryset has no cache: its rows are a Vec");

case!(delete_after_slice_error(db) {
    Author::objects().all().slice(..2).adelete().await.map(|_| ())
});

case!(index(db) {
    Author::objects().order_by(|a| a.id()).nth(4).await
});

case!(index_out_of_range(db) {
    Author::objects().order_by(|a| a.id()).nth(99).await
});

case!(or_sliced_becomes_subquery(db) {
    let first = Author::objects().order_by(|a| a.id()).slice(..2);
    (first | Author::objects().filter(|a| a.age().eq(29))).await
});

instead!(or_sliced_becomes_subquery on [Mysql] as Sqlite:
    "the slice becomes a table of the subquery, which MariaDB does take");
