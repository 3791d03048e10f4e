//! Steps into JSON documents, and their lookups.

use queryset::prelude::*;
use serde_json::{Value, json};

use crate::{
    library::{Everything, EverythingFields},
    sides,
};

fn filtered(condition: impl FnOnce(EverythingFields) -> Q) -> String {
    let sides = sides(&Everything::objects().filter(condition).values_list(|e| e.id()));
    let conditions =
        sides.lines().map(|it| it.split_once(" WHERE ").map_or(it, |(_, condition)| condition));
    conditions.collect::<Vec<_>>().join("\n")
}

#[test]
fn whole_documents() {
    insta::assert_snapshot!(filtered(|e| e.maybe_document().eq(json!({"a": 1}))), @r#"
    "library_everything"."maybe_document" = $1
    "library_everything"."maybe_document" = ?
    JSON_UNQUOTE(`library_everything`.`maybe_document`) = JSON_EXTRACT(?, '$')
    "#);
    insta::assert_snapshot!(filtered(|e| e.maybe_document().eq(Value::Null)), @r#"
    "library_everything"."maybe_document" = $1
    "library_everything"."maybe_document" = ?
    JSON_UNQUOTE(`library_everything`.`maybe_document`) = JSON_EXTRACT(?, '$')
    "#);
    insta::assert_snapshot!(filtered(|e| e.maybe_document().eq(None::<Value>)), @r#"
    "library_everything"."maybe_document" IS NULL
    "library_everything"."maybe_document" IS NULL
    `library_everything`.`maybe_document` IS NULL
    "#);
    insta::assert_snapshot!(filtered(|e| e.maybe_document().in_(["a", "b"])), @r#"
    "library_everything"."maybe_document" = ANY($1)
    "library_everything"."maybe_document" IN (?, ?)
    JSON_UNQUOTE(`library_everything`.`maybe_document`) IN (JSON_UNQUOTE(JSON_EXTRACT(?, '$')), JSON_UNQUOTE(JSON_EXTRACT(?, '$')))
    "#);
}

#[test]
fn steps() {
    insta::assert_snapshot!(filtered(|e| e.document().key("a").eq("b")), @r#"
    ("library_everything"."document" -> CAST($1 AS text)) = $2
    (CASE WHEN (JSON_TYPE("library_everything"."document", ?) IN ('null', 'true', 'false')) THEN JSON_TYPE("library_everything"."document", ?) ELSE JSON_EXTRACT("library_everything"."document", ?) END) = JSON_EXTRACT(?, '$')
    JSON_UNQUOTE(JSON_EXTRACT(`library_everything`.`document`, ?)) = JSON_EXTRACT(?, '$')
    "#);
    insta::assert_snapshot!(filtered(|e| e.document().key("a").eq(true)), @r#"
    ("library_everything"."document" -> CAST($1 AS text)) = $2
    (CASE WHEN (JSON_TYPE("library_everything"."document", ?) IN ('null', 'true', 'false')) THEN JSON_TYPE("library_everything"."document", ?) ELSE JSON_EXTRACT("library_everything"."document", ?) END) = ?
    JSON_UNQUOTE(JSON_EXTRACT(`library_everything`.`document`, ?)) = JSON_EXTRACT(?, '$')
    "#);
    insta::assert_snapshot!(filtered(|e| e.document().index(0).gt(1)), @r#"
    ("library_everything"."document" -> CAST($1 AS integer)) > $2
    (CASE WHEN (JSON_TYPE("library_everything"."document", ?) IN ('null', 'true', 'false')) THEN JSON_TYPE("library_everything"."document", ?) ELSE JSON_EXTRACT("library_everything"."document", ?) END) > ?
    JSON_UNQUOTE(JSON_EXTRACT(`library_everything`.`document`, ?)) > ?
    "#);
    insta::assert_snapshot!(filtered(|e| e.document().key("a").index(0).key("b").icontains("x")), @r#"
    UPPER("library_everything"."document" #>> CAST($1 AS text[])) LIKE UPPER($2)
    CAST((CASE WHEN (JSON_TYPE("library_everything"."document", ?) IN ('null', 'true', 'false')) THEN JSON_TYPE("library_everything"."document", ?) ELSE JSON_EXTRACT("library_everything"."document", ?) END) AS TEXT) LIKE ? ESCAPE ('\')
    LOWER(JSON_UNQUOTE(JSON_EXTRACT(`library_everything`.`document`, ?))) LIKE LOWER(?)
    "#);
    insta::assert_snapshot!(filtered(|e| e.document().key("a").key("0").key("b").is_null()), @r#"
    ((("library_everything"."document" -> CAST($1 AS text)) -> CAST($2 AS text)) -> CAST($3 AS text)) IS NULL
    ("library_everything"."document" -> ?) IS NULL
    JSON_EXTRACT(`library_everything`.`document`, ?) IS NULL
    "#);
    insta::assert_snapshot!(filtered(|e| e.document().index(-1).eq(1)), @r#"
    ("library_everything"."document" -> CAST($1 AS integer)) = $2
    (CASE WHEN (JSON_TYPE("library_everything"."document", ?) IN ('null', 'true', 'false')) THEN JSON_TYPE("library_everything"."document", ?) ELSE JSON_EXTRACT("library_everything"."document", ?) END) = JSON_EXTRACT(?, '$')
    refused: MariaDB does not count the members of a JSON array from the end: the index -1 must not be negative
    "#);
    insta::assert_snapshot!(filtered(|e| e.document().key("a").in_([1, 2])), @r#"
    ("library_everything"."document" -> CAST($1 AS text)) = ANY($2)
    (CASE WHEN (JSON_TYPE("library_everything"."document", ?) IN ('null', 'true', 'false')) THEN JSON_TYPE("library_everything"."document", ?) ELSE JSON_EXTRACT("library_everything"."document", ?) END) IN (JSON_EXTRACT(?, '$'), JSON_EXTRACT(?, '$'))
    JSON_UNQUOTE(JSON_EXTRACT(`library_everything`.`document`, ?)) IN (JSON_UNQUOTE(JSON_EXTRACT(?, '$')), JSON_UNQUOTE(JSON_EXTRACT(?, '$')))
    "#);
}

#[test]
fn a_negation_keeps_null_documents() {
    insta::assert_snapshot!(filtered(|e| !e.maybe_document().key("a").eq("b")), @r#"
    NOT (("library_everything"."maybe_document" -> CAST($1 AS text)) = $2 AND "library_everything"."maybe_document" IS NOT NULL)
    NOT ((CASE WHEN (JSON_TYPE("library_everything"."maybe_document", ?) IN ('null', 'true', 'false')) THEN JSON_TYPE("library_everything"."maybe_document", ?) ELSE JSON_EXTRACT("library_everything"."maybe_document", ?) END) = JSON_EXTRACT(?, '$') AND "library_everything"."maybe_document" IS NOT NULL)
    NOT (JSON_UNQUOTE(JSON_EXTRACT(`library_everything`.`maybe_document`, ?)) = JSON_EXTRACT(?, '$') AND `library_everything`.`maybe_document` IS NOT NULL)
    "#);
    insta::assert_snapshot!(filtered(|e| !e.maybe_document().key("a").in_(["b"])), @r#"
    NOT (("library_everything"."maybe_document" -> CAST($1 AS text)) = ANY($2) AND "library_everything"."maybe_document" IS NOT NULL)
    NOT ((CASE WHEN (JSON_TYPE("library_everything"."maybe_document", ?) IN ('null', 'true', 'false')) THEN JSON_TYPE("library_everything"."maybe_document", ?) ELSE JSON_EXTRACT("library_everything"."maybe_document", ?) END) IN (JSON_EXTRACT(?, '$')) AND "library_everything"."maybe_document" IS NOT NULL)
    NOT (JSON_UNQUOTE(JSON_EXTRACT(`library_everything`.`maybe_document`, ?)) IN (JSON_UNQUOTE(JSON_EXTRACT(?, '$'))) AND `library_everything`.`maybe_document` IS NOT NULL)
    "#);
}

#[test]
fn keys_and_containment() {
    insta::assert_snapshot!(filtered(|e| e.document().has_key("a")), @r#"
    "library_everything"."document" ? CAST($1 AS text)
    JSON_TYPE("library_everything"."document", ?) IS NOT NULL
    JSON_CONTAINS_PATH(`library_everything`.`document`, 'one', ?)
    "#);
    insta::assert_snapshot!(filtered(|e| e.document().key("a").has_keys(["b", "c"])), @r#"
    ("library_everything"."document" -> CAST($1 AS text)) ?& CAST($2 AS text[])
    JSON_TYPE("library_everything"."document", ?) IS NOT NULL AND JSON_TYPE("library_everything"."document", ?) IS NOT NULL
    JSON_CONTAINS_PATH(`library_everything`.`document`, 'one', ?) AND JSON_CONTAINS_PATH(`library_everything`.`document`, 'one', ?)
    "#);
    insta::assert_snapshot!(filtered(|e| e.document().has_any_keys(["b", "c"])), @r#"
    "library_everything"."document" ?| CAST($1 AS text[])
    JSON_TYPE("library_everything"."document", ?) IS NOT NULL OR JSON_TYPE("library_everything"."document", ?) IS NOT NULL
    JSON_CONTAINS_PATH(`library_everything`.`document`, 'one', ?) OR JSON_CONTAINS_PATH(`library_everything`.`document`, 'one', ?)
    "#);
    insta::assert_snapshot!(filtered(|e| e.document().contains(json!({"a": 1}))), @r#"
    "library_everything"."document" @> $1
    refused: SQLite has no lookup `contains` of JSON documents: compare their keys instead
    JSON_CONTAINS(`library_everything`.`document`, ?)
    "#);
    insta::assert_snapshot!(filtered(|e| e.document().contained_by(json!({"a": 1}))), @r#"
    $1 @> "library_everything"."document"
    refused: SQLite has no lookup `contained_by` of JSON documents: compare their keys instead
    JSON_CONTAINS(?, `library_everything`.`document`)
    "#);
}

#[test]
fn keys_are_selected_and_sorted_by() {
    let set = Everything::objects().order_by(|e| e.document().key("n"));
    let selected = sides(&set.values_list(|e| (e.document().key("a"), e.document().text())));
    insta::assert_snapshot!(selected, @r#"
    SELECT "library_everything"."document" -> CAST($1 AS text), CAST("library_everything"."document" AS text) FROM "library_everything" ORDER BY "library_everything"."document" -> CAST($2 AS text) ASC
    SELECT "library_everything"."document" -> ?, "library_everything"."document" FROM "library_everything" ORDER BY (CASE WHEN (JSON_TYPE("library_everything"."document", ?) IN ('null', 'true', 'false')) THEN JSON_TYPE("library_everything"."document", ?) ELSE JSON_EXTRACT("library_everything"."document", ?) END) ASC
    SELECT JSON_EXTRACT(`library_everything`.`document`, ?), JSON_UNQUOTE(`library_everything`.`document`) FROM `library_everything` ORDER BY JSON_EXTRACT(`library_everything`.`document`, ?) ASC
    "#);
}
