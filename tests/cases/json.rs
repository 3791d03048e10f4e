//! JSON documents, and what stands inside them.

use queryset::prelude::*;
use serde_json::{Value, json};

use crate::{
    answer::{named, one_named},
    registry::{case, instead, skip},
    shop::JsonDoc,
};

case!(json_value_isnull(db) {
    JsonDoc::objects().filter(|j| j.value().is_null()).await
});

case!(json_save_none_is_sql_null(db) {
    JsonDoc::objects().acreate(|j| j.name("n")).await?;
    JsonDoc::objects().filter(|j| j.name().eq("n") & j.value().is_null()).aexists().await
});

case!(json_values_whole(db) {
    JsonDoc::objects().order_by(|j| j.id()).values_list(|j| (j.name(), j.value())).await
});

case!(json_key_exact_string(db) {
    JsonDoc::objects().filter(|j| j.value().key("a").eq("b")).await
});

case!(json_key_int_vs_float(db) {
    JsonDoc::objects().filter(|j| j.value().key("n").eq(1)).await
});

case!(json_key_float(db) {
    JsonDoc::objects().filter(|j| j.value().key("n").eq(1.5)).await
});

case!(json_key_isnull_true(db) {
    JsonDoc::objects().filter(|j| j.value().key("j").is_null()).await
});

case!(json_key_isnull_false(db) {
    JsonDoc::objects().filter(|j| j.value().key("j").is_not_null()).await
});

case!(json_index_0(db) {
    JsonDoc::objects().filter(|j| j.value().index(0).eq(1)).await
});

case!(json_has_key(db) {
    JsonDoc::objects().filter(|j| j.value().has_key("a")).await
});

case!(json_contains_sqlite_error(db) {
    JsonDoc::objects().filter(|j| j.value().contains(json!({ "a": "b" }))).await
});

case!(json_exact_list(db) {
    JsonDoc::objects().filter(|j| j.value().eq(json!([1, 2, [3, "x"]]))).await
});

case!(json_exact_zero(db) {
    JsonDoc::objects().filter(|j| j.value().eq(json!(0))).await
});

case!(json_exact_string(db) {
    JsonDoc::objects().filter(|j| j.value().eq(json!("abc"))).await
});

case!(json_key_bool(db) {
    JsonDoc::objects().filter(|j| j.value().key("h").eq(true)).await
});

case!(json_key_icontains(db) {
    JsonDoc::objects().filter(|j| j.value().key("a").icontains("B")).await
});

case!(json_key_regex(db) {
    JsonDoc::objects().filter(|j| j.value().key("a").regex("^[bB]$")).await
});

case!(json_key_iexact_none(db) {
    JsonDoc::objects().filter(|j| j.value().key("j").iexact(Value::Null)).await
});

case!(json_odd_key_percent(db) {
    JsonDoc::objects().filter(|j| j.value().key("k%").eq("100%")).await
});

case!(json_odd_key_underscore(db) {
    JsonDoc::objects().filter(|j| j.value().key("k_").eq(1)).await
});

case!(json_odd_key_dot(db) {
    JsonDoc::objects().filter(|j| j.value().key("k.dot").eq(2)).await
});

case!(json_unicode_key(db) {
    JsonDoc::objects().filter(|j| j.value().key("ключ").eq("значение")).await
});

case!(json_KT(db) {
    let rows = JsonDoc::objects()
        .filter(|j| j.id().in_([12, 13]))
        .values_list(|j| {
            let text = |key| j.value().key(key).text();
            (j.id(), text("a"), text("c"), text("d"))
        })
        .await?;
    Ok(named(&["pk", "t", "n", "d"], rows))
});

skip!(json_KT on [Sqlite]:
    "the text of a number comes back as a number in Python; a column has one type here, and gives the text \"14\"");

case!(json_aggregate_key(db) {
    let values = JsonDoc::objects()
        .values_list(|j| (j.value().key("c").max(), j.value().key("c").count()));
    Ok(one_named(&["m", "c"], values.await?))
});

instead!(json_aggregate_key on [Sqlite] as Mysql:
    "Python's converter of documents fails on a number there; the largest one is read as a document");

case!(json_F_key(db) {
    JsonDoc::objects().filter(|j| j.value().key("a").eq(j.value().key("a"))).await
});

case!(json_contains_pg(db) {
    JsonDoc::objects().filter(|j| j.value().contains(json!({ "a": "b" }))).await
});

case!(json_contains_list_pg(db) {
    JsonDoc::objects().filter(|j| j.value().key("d").contains(json!("e"))).await
});

case!(json_contained_by_pg(db) {
    let most = json!({ "a": "b", "c": 14, "h": true });
    JsonDoc::objects().filter(|j| j.value().contained_by(most)).await
});

case!(json_aggregate_key_cast(db) {
    let values = JsonDoc::objects().values_list(|j| {
        let number = j.value().key("c").cast::<i32>();
        (number.max(), j.value().key("c").count())
    });
    Ok(one_named(&["m", "c"], values.await?))
});
