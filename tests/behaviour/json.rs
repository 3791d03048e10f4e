//! JSON documents: their keys, their lookups, and what no key and null mean. The rows and most answers are those of
//! Django's recorded cases.

use queryset::{
    dialect::Dialect,
    prelude::*,
    query::{Step, typed::Assignment},
    value::Value as Stored,
};
use serde_json::{Value, json};

use crate::{
    law::law,
    support::library::{Everything, EverythingFields},
    types::plain,
};

/// A row for each document; its name is the text.
async fn fill() {
    let odd = json!({"k%": "100%", "k_": 1, "k.dot": 2, "0": "zero-key", "ключ": "значение", "sp ace": "v"});
    let nested = json!({
        "a": "b", "c": 14, "d": ["e", {"f": "g"}], "h": true, "i": false, "j": null, "k": {"l": "m"},
        "n": [null, true, false],
    });
    let documents = [
        ("sqlnull", None),
        ("jsonnull", Some(Value::Null)),
        ("true", Some(json!(true))),
        ("zero", Some(json!(0))),
        ("one", Some(json!(1))),
        ("float", Some(json!(1.5))),
        ("string", Some(json!("abc"))),
        ("emptylist", Some(json!([]))),
        ("list", Some(json!([1, 2, [3, "x"]]))),
        ("emptyobj", Some(json!({}))),
        ("flat", Some(json!({"a": "b", "c": 14}))),
        ("nested", Some(nested)),
        ("bar", Some(json!({"bar": ["foo", "bar"], "baz": {"a": "b", "c": "d"}}))),
        ("odd", Some(odd)),
        ("num", Some(json!({"n": 1}))),
        ("numf", Some(json!({"n": 1.5}))),
        ("numstr", Some(json!({"n": "1"}))),
        ("big", Some(json!({"n": 9_007_199_254_740_993_i64}))),
        ("upper", Some(json!({"a": "B", "c": 15}))),
    ];
    for (name, document) in documents {
        let mut row = Everything { text: name.into(), maybe_document: document, ..plain() };
        row.asave().await.unwrap();
    }
}

/// The names of the rows that meet a condition.
async fn found(condition: impl FnOnce(EverythingFields) -> Q) -> Vec<String> {
    let rows = Everything::objects().filter(condition).order_by(|e| e.id());
    rows.values_list(|e| e.text()).await.unwrap()
}

/// The names of the rows that a condition does not exclude.
async fn left(condition: impl FnOnce(EverythingFields) -> Q) -> Vec<String> {
    let rows = Everything::objects().exclude(condition).order_by(|e| e.id());
    rows.values_list(|e| e.text()).await.unwrap()
}

law! {
    a_document_equals_itself(db) {
        fill().await;
        for name in ["true", "zero", "one", "float", "string", "emptylist", "list", "emptyobj", "flat", "nested", "odd"] {
            let document = Everything::objects().aget(|e| e.text().eq(name)).await.unwrap().maybe_document.unwrap();
            assert_eq!(found(|e| e.maybe_document().eq(&document)).await, [name]);
            assert_eq!(found(|e| e.maybe_document().in_([&document])).await, [name]);
        }
        assert_eq!(found(|e| e.maybe_document().eq(0)).await, ["zero"]);
        assert_eq!(found(|e| e.maybe_document().eq("abc")).await, ["string"]);
        assert_eq!(found(|e| e.maybe_document().eq(true)).await, ["true"]);
        assert_eq!(found(|e| e.maybe_document().in_([json!("abc"), json!([]), json!(7)])).await, ["string", "emptylist"]);
    }
}

law! {
    null_of_json_is_not_null_of_sql(db) {
        fill().await;
        assert_eq!(found(|e| e.maybe_document().eq(Value::Null)).await, ["jsonnull"]);
        assert_eq!(found(|e| e.maybe_document().eq(None::<Value>)).await, ["sqlnull"]);
        assert_eq!(found(|e| e.maybe_document().is_null()).await, ["sqlnull"]);
        assert_eq!(found(|e| e.maybe_document().is_not_null()).await.len(), 18);
        assert_eq!(left(|e| e.maybe_document().eq(Value::Null)).await.len(), 18);
        let key = |e: &EverythingFields| e.maybe_document().key("j");
        assert_eq!(found(|e| key(&e).eq(Value::Null)).await, ["nested"]);
        assert_eq!(found(|e| key(&e).iexact(Value::Null)).await, ["nested"]);
        assert_eq!(found(|e| key(&e).is_not_null()).await, ["nested"]);
        assert_eq!(found(|e| key(&e).is_null()).await.len(), 18);
    }
}

law! {
    /// It is `JSONNull()` of Django, not `None`.
    null_of_json_is_a_value_like_others(db) {
        fill().await;
        let key = |e: &EverythingFields| e.maybe_document().key("j");
        assert_eq!(left(|e| key(&e).eq(Value::Null)).await, ["sqlnull"]);
        assert_eq!(left(|e| key(&e).in_([Value::Null, json!(1)])).await, ["sqlnull"]);
        assert_eq!(found(|e| key(&e).in_([json!(1), Value::Null])).await, ["nested"]);
        assert_eq!(found(|e| e.maybe_document().in_([json!(0), Value::Null])).await, ["jsonnull", "zero"]);
        // `None` is passed over in a list, and `exclude` drops what it stands for.
        assert_eq!(found(|e| key(&e).in_([Some(json!(1)), None])).await, [""; 0]);
        assert_eq!(left(|e| key(&e).in_([Some(json!(1)), None])).await, ["nested"]);
        assert_eq!(left(|e| e.maybe_document().key("a").in_([Some(json!("b")), None])).await, ["upper"]);
    }
}

law! {
    a_key_is_compared_by_type_and_value(db) {
        fill().await;
        let key = |e: &EverythingFields, name: &str| e.maybe_document().key(name);
        assert_eq!(found(|e| key(&e, "a").eq("b")).await, ["flat", "nested"]);
        assert_eq!(found(|e| key(&e, "h").eq(true)).await, ["nested"]);
        assert_eq!(found(|e| key(&e, "i").eq(false)).await, ["nested"]);
        assert_eq!(found(|e| key(&e, "n").eq(1.5)).await, ["numf"]);
        assert_eq!(found(|e| key(&e, "n").eq(9_007_199_254_740_993_i64)).await, ["big"]);
        assert_eq!(found(|e| key(&e, "k").eq(json!({"l": "m"}))).await, ["nested"]);
        assert_eq!(found(|e| key(&e, "d").eq(json!(["e", {"f": "g"}]))).await, ["nested"]);
        // MariaDB compares the text of what stands behind a key.
        let one = if db.dialect() == Dialect::Mariadb { vec!["num", "numstr"] } else { vec!["num"] };
        assert_eq!(found(|e| key(&e, "n").eq(1)).await, one);
        assert_eq!(found(|e| key(&e, "n").in_([json!(1.5), json!(9_007_199_254_740_993_i64)])).await, ["numf", "big"]);
        assert_eq!(found(|e| key(&e, "h").in_([true, false])).await, ["nested"]);
        assert_eq!(found(|e| key(&e, "a").in_(["b", "B"])).await, ["flat", "nested", "upper"]);
    }
}

law! {
    exclude_drops_documents_without_the_key(db) {
        fill().await;
        let kept = ["sqlnull", "upper"];
        assert_eq!(left(|e| e.maybe_document().key("a").eq("b")).await, kept);
        assert_eq!(left(|e| e.maybe_document().key("a").in_(["b", "x"])).await, kept);
        assert_eq!(left(|e| e.maybe_document().key("c").lt(15)).await, kept);
        assert_eq!(left(|e| e.maybe_document().key("a").startswith("b")).await.first().unwrap(), "sqlnull");
        assert_eq!(left(|e| e.maybe_document().key("a").is_not_null()).await.len(), 16);
    }
}

law! {
    steps_lead_to_any_depth(db) {
        fill().await;
        assert_eq!(found(|e| e.maybe_document().key("d").index(1).key("f").eq("g")).await, ["nested"]);
        assert_eq!(found(|e| e.maybe_document().key("baz").key("c").eq("d")).await, ["bar"]);
        assert_eq!(found(|e| e.maybe_document().index(2).index(1).eq("x")).await, ["list"]);
        assert_eq!(found(|e| e.maybe_document().key("k").is_not_null() & e.maybe_document().key("k").key("no").is_null()).await, ["nested"]);
        // Elsewhere the first member of a scalar is the scalar itself.
        let first = if db.dialect() == Dialect::Sqlite { vec!["list"] } else { vec!["one", "list"] };
        assert_eq!(found(|e| e.maybe_document().index(0).eq(1)).await, first);
    }
}

law! {
    digits_are_a_key_or_an_index(db) {
        fill().await;
        assert_eq!(found(|e| e.maybe_document().key("0").eq("zero-key")).await, ["odd"]);
        assert!(found(|e| e.maybe_document().index(0).eq("zero-key")).await.is_empty());
        assert!(found(|e| e.maybe_document().key("d").key("0").eq("e")).await.is_empty());
        assert_eq!(found(|e| e.maybe_document().key("d").index(0).eq("e")).await, ["nested"]);
        assert_eq!(found(|e| e.maybe_document().has_key("0")).await, ["odd"]);
        assert_eq!([Step::named("0"), Step::named("00"), Step::named("x0")], [
            Step::Index(0), Step::Index(0), Step::Key("x0".into()),
        ]);
    }
}

law! {
    arrays_are_counted_from_their_end_where_the_database_can(db) {
        fill().await;
        let last = Everything::objects().filter(|e| e.maybe_document().index(-1).eq(json!([3, "x"]))).values_list(|e| e.text());
        let nested = Everything::objects().filter(|e| e.maybe_document().key("d").index(-2).eq("e")).values_list(|e| e.text());
        if db.capability().json_negative_indexes {
            assert_eq!(last.await.unwrap(), ["list"]);
            assert_eq!(nested.await.unwrap(), ["nested"]);
        } else {
            assert_eq!(last.await.unwrap_err().kind(), ErrorKind::Unsupported);
            assert_eq!(nested.await.unwrap_err().kind(), ErrorKind::Unsupported);
        }
    }
}

law! {
    odd_keys_are_found(db) {
        fill().await;
        for (key, value) in [("k%", json!("100%")), ("k_", json!(1)), ("k.dot", json!(2)), ("ключ", json!("значение")), ("sp ace", json!("v"))] {
            assert_eq!(found(|e| e.maybe_document().key(key).eq(&value)).await, ["odd"], "{key}");
            assert_eq!(found(|e| e.maybe_document().has_key(key)).await, ["odd"], "{key}");
        }
    }
}

law! {
    hostile_keys_are_found_exactly_and_harm_nothing(db) {
        let keys = [
            "", " ", "'", "\"", "\\", "\\\"", "\"]", "$", "$.a", "a.b", "a[0]", "[0]", "*", "**", "#", "#-1", "a\"b", "--",
            "'; DROP TABLE library_everything; --", "{", "}", "{a,b}", ",", "\n", "\t", "\u{1}", "?", "?|", "$1", "%s", ":x", "ünï", "😀",
            "\\u0061", "null", "-1", "1e5",
        ];
        for key in keys {
            if key.starts_with('-') && !db.capability().json_keys_with_minus {
                let asked = Everything::objects().filter(|e| e.document().has_key(key)).acount().await;
                assert_eq!(asked.unwrap_err().kind(), ErrorKind::Unsupported);
                continue;
            }
            let document = json!({ key: {"in": key}, "other": 1 });
            let mut row = Everything { text: key.into(), document, ..plain() };
            row.asave().await.unwrap();
            let found = |q: fn(EverythingFields, &str) -> Q| {
                Everything::objects().filter(|e| e.id().eq(row.id)).filter(move |e| q(e, key)).acount()
            };
            assert_eq!(found(|e, key| e.document().key(key).key("in").eq(key)).await.unwrap(), 1, "{key:?}");
            assert_eq!(found(|e, key| e.document().key(key).eq(json!({"in": key}))).await.unwrap(), 1, "{key:?}");
            assert_eq!(found(|e, key| e.document().has_key(key)).await.unwrap(), 1, "{key:?}");
            assert_eq!(found(|e, key| e.document().key(key).key("out").is_not_null()).await.unwrap(), 0, "{key:?}");
            let inner = Everything::objects().filter(|e| e.id().eq(row.id));
            let text = inner.values_list(|e| (e.document().key(key), e.document().key(key).key("in").text())).await.unwrap();
            assert_eq!(text, [(Some(json!({"in": key})), Some(key.to_owned()))], "{key:?}");
        }
    }
}

law! {
    keys_are_compared_by_order(db) {
        fill().await;
        let key = |e: &EverythingFields, name: &str| e.maybe_document().key(name);
        assert_eq!(found(|e| key(&e, "c").gt(14)).await, ["upper"]);
        assert_eq!(found(|e| key(&e, "c").gte(14)).await, ["flat", "nested", "upper"]);
        assert_eq!(found(|e| key(&e, "c").lt(15)).await, ["flat", "nested"]);
        assert_eq!(found(|e| key(&e, "c").lte(14.5)).await, ["flat", "nested"]);
        assert_eq!(found(|e| key(&e, "c").range(14, 14)).await, ["flat", "nested"]);
        assert_eq!(found(|e| key(&e, "a").gte("b")).await, ["flat", "nested"]);
        let sorted = Everything::objects().filter(|e| e.maybe_document().has_key("c")).order_by(|e| (e.maybe_document().key("c").desc(), e.id()));
        assert_eq!(sorted.values_list(|e| e.text()).await.unwrap(), ["upper", "flat", "nested"]);
    }
}

law! {
    what_is_not_there_comes_before_and_after_nothing(db) {
        fill().await;
        let key = |e: &EverythingFields, name: &str| e.maybe_document().key(name);
        let operands = [json!(null), json!([]), json!([1]), json!({}), json!({"a": 1}), json!(true), json!(0), json!(""), json!("z")];
        for it in operands {
            assert_eq!(found(|e| key(&e, "zz").gt(it.clone()) | key(&e, "zz").gte(it.clone())).await, [""; 0], "{it}");
            assert_eq!(found(|e| key(&e, "zz").lt(it.clone()) | key(&e, "zz").lte(it.clone())).await, [""; 0], "{it}");
            assert_eq!(found(|e| key(&e, "zz").range(it.clone(), it.clone())).await, [""; 0], "{it}");
            let sqlnull = |e: &EverythingFields| e.text().eq("sqlnull");
            let whole = |e: &EverythingFields| e.maybe_document().gt(it.clone()) | e.maybe_document().lte(it.clone());
            assert_eq!(found(|e| sqlnull(&e) & whole(&e)).await, [""; 0], "{it}");
        }
        // The key that is there is found: as text or as a document, an array of more members is the larger one.
        assert_eq!(found(|e| key(&e, "n").gt(json!([])) & e.text().eq("nested")).await, ["nested"]);
    }
}

law! {
    numbers_behind_keys_are_sorted_as_numbers(db) {
        for number in [9, 10, 2] {
            let mut row = Everything { document: json!({"n": number}), medium: number, ..plain() };
            row.asave().await.unwrap();
        }
        let sorted = Everything::objects().order_by(|e| e.document().key("n")).values_list(|e| e.medium()).await.unwrap();
        // MariaDB sorts the text.
        let expected = if db.dialect() == Dialect::Mariadb { [10, 2, 9] } else { [2, 9, 10] };
        assert_eq!(sorted, expected);
    }
}

law! {
    text_behind_a_key_is_searched(db) {
        fill().await;
        let key = |e: &EverythingFields| e.maybe_document().key("a");
        let all = ["flat", "nested", "upper"];
        assert_eq!(found(|e| key(&e).icontains("B")).await, all);
        assert_eq!(found(|e| key(&e).iexact("B")).await, all);
        assert_eq!(found(|e| key(&e).istartswith("B")).await, all);
        assert_eq!(found(|e| key(&e).iendswith("b")).await, all);
        assert_eq!(found(|e| key(&e).regex("^[bB]$")).await, all);
        assert_eq!(found(|e| key(&e).regex("^b$")).await, ["flat", "nested"]);
        assert_eq!(found(|e| key(&e).iregex("^b$")).await, all);
        assert_eq!(found(|e| e.maybe_document().regex("^.abc.?$")).await, if db.dialect() == Dialect::Mariadb { vec![] } else { vec!["string"] });
        let exact = if db.capability().like_is_case_sensitive { vec!["flat", "nested"] } else { all.to_vec() };
        assert_eq!(found(|e| key(&e).startswith("b")).await, exact);
        assert_eq!(found(|e| key(&e).endswith("b")).await, exact);
        assert!(found(|e| key(&e).icontains("%")).await.is_empty());
        assert_eq!(found(|e| e.maybe_document().key("k%").startswith("100%")).await, ["odd"]);
        assert_eq!(found(|e| e.maybe_document().icontains("FOO")).await, ["bar"]);
        assert_eq!(found(|e| e.maybe_document().key("c").startswith(14)).await, ["flat", "nested"]);
    }
}

law! {
    containment_is_known_or_refused(db) {
        fill().await;
        if db.capability().json_containment {
            assert_eq!(found(|e| e.maybe_document().contains(json!({"a": "b"}))).await, ["flat", "nested"]);
            assert_eq!(found(|e| e.maybe_document().key("d").contains("e")).await, ["nested"]);
            assert_eq!(found(|e| e.maybe_document().contains(json!({"baz": {"a": "b"}}))).await, ["bar"]);
            let outer = json!({"a": "b", "c": 14, "h": true});
            assert_eq!(found(|e| e.maybe_document().contained_by(&outer)).await, ["emptyobj", "flat"]);
            let kept = left(|e| e.maybe_document().contains(json!({"a": "b"}))).await;
            assert_eq!((kept.len(), kept.first().map(String::as_str)), (17, Some("sqlnull")));
        } else {
            let asked = Everything::objects().filter(|e| e.maybe_document().contains(json!({"a": "b"}))).await;
            assert_eq!(asked.unwrap_err().kind(), ErrorKind::Unsupported);
            let asked = Everything::objects().filter(|e| e.maybe_document().contained_by(json!({"a": "b"}))).await;
            assert_eq!(asked.unwrap_err().kind(), ErrorKind::Unsupported);
        }
    }
}

law! {
    objects_have_keys(db) {
        fill().await;
        assert_eq!(found(|e| e.maybe_document().has_key("a")).await, ["flat", "nested", "upper"]);
        assert_eq!(found(|e| e.maybe_document().has_keys(["a", "h"])).await, ["nested"]);
        assert_eq!(found(|e| e.maybe_document().has_any_keys(["bar", "h", "no"])).await, ["nested", "bar"]);
        assert_eq!(found(|e| e.maybe_document().key("k").has_key("l")).await, ["nested"]);
        assert!(found(|e| e.maybe_document().has_any_keys(Vec::<String>::new())).await.is_empty());
        assert_eq!(left(|e| e.maybe_document().has_key("a")).await.len(), 16);
    }
}

law! {
    a_key_stands_beside_another(db) {
        fill().await;
        let key = |e: &EverythingFields, name: &str| e.maybe_document().key(name);
        assert_eq!(found(|e| key(&e, "a").eq(key(&e, "a"))).await, ["flat", "nested", "upper"]);
        assert_eq!(found(|e| key(&e, "a").eq(e.maybe_document().key("baz").key("a"))).await, Vec::<String>::new());
        assert_eq!(found(|e| key(&e, "bar").index(1).eq("bar")).await, ["bar"]);
        assert_eq!(found(|e| e.text().eq(e.maybe_document().key("bar").index(1).text())).await, ["bar"]);
        assert_eq!(found(|e| e.maybe_document().key("bar").index(1).eq(e.text())).await, ["bar"]);
    }
}

law! {
    keys_are_selected_as_json_and_as_text(db) {
        fill().await;
        let nested = Everything::objects().filter(|e| e.text().eq("nested"));
        let document = |e: &EverythingFields, key: &str| e.maybe_document().key(key);
        let values = nested
            .clone()
            .values_list(|e| (document(&e, "a"), document(&e, "c"), document(&e, "h"), document(&e, "j"), document(&e, "d"), document(&e, "no")))
            .await
            .unwrap();
        assert_eq!(values, [(Some(json!("b")), Some(json!(14)), Some(json!(true)), Some(Value::Null), Some(json!(["e", {"f": "g"}])), None)]);
        let texts = nested.values_list(|e| (document(&e, "a").text(), document(&e, "c").text(), document(&e, "h").text(), document(&e, "no").text())).await;
        assert_eq!(texts.unwrap(), [(Some("b".into()), Some("14".into()), Some("true".into()), None)]);
    }
}

law! {
    keys_are_counted_and_grouped_by(db) {
        fill().await;
        let count = Everything::objects().values_list(|e| e.maybe_document().key("c").count()).await.unwrap();
        assert_eq!(count, [3]);
        let by = Everything::objects().filter(|e| e.maybe_document().has_key("a"));
        let groups = by.order_by(|_| ()).values_list(|e| (e.maybe_document().key("a").text(), e.id().count()));
        let mut groups = groups.await.unwrap();
        groups.sort();
        assert_eq!(groups, [(Some("B".into()), 1), (Some("b".into()), 2)]);
    }
}

law! {
    a_key_is_written_into_a_column(db) {
        fill().await;
        let nested = Everything::objects().filter(|e| e.text().eq("nested"));
        nested.clone().aupdate(|e| (e.maybe_document().set(e.maybe_document().key("k")), e.document().set("plain"))).await.unwrap();
        let values = nested.values_list(|e| (e.maybe_document(), e.document())).await.unwrap();
        assert_eq!(values, [(Some(json!({"l": "m"})), json!("plain"))]);
    }
}

law! {
    keys_of_a_typed_document_are_reached(db) {
        let mut row = plain();
        row.asave().await.unwrap();
        assert_eq!(found(|e| e.notes().key("title").eq("t")).await, ["text"]);
        assert_eq!(found(|e| e.notes().key("marks").index(1).eq(2)).await, ["text"]);
        let marks = Everything::objects().values_list(|e| e.notes().key("marks")).await.unwrap();
        assert_eq!(marks, [Some(json!([1, 2]))]);
    }
}

law! {
    of_a_document_that_does_not_fit_its_field_no_value_is_shown(db) {
        plain().asave().await.unwrap();
        let secrets = [
            json!("hunter2"), json!({"title": 777_123, "marks": []}), json!({"title": "t", "marks": "hunter2"}),
            json!({"title": "t", "marks": [1, "hunter2"]}), json!([777_123]),
        ];
        for secret in secrets {
            // As another program may write it.
            let written = |e: EverythingFields| Assignment { column: e.notes().into_expr(), value: Stored::Json(secret.to_string()).into() };
            Everything::objects().aupdate(written).await.unwrap();
            let error = Everything::objects().aget(|e| e.text().eq("text")).await.unwrap_err();
            assert_eq!((error.kind(), error.field()), (ErrorKind::Decode, Some("notes")));
            let all = format!("{error} {error:?} {:?}", std::error::Error::source(&error));
            assert!(!all.contains("hunter2") && !all.contains("777123"), "{all}");
            assert!(error.to_string().contains("(data, line 1, column "), "{error}");
        }
    }
}
