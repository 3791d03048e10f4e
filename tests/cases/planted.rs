//! Planted faults: what the comparison must see, and what it must not.

use libtest_mimic::Failed;
use queryset::{QuerySet, error::Error, prelude::*};
use serde_json::{Value, json};

use crate::{
    compare, errors, heard,
    recorded::{Kind, Recorded},
    shop::Author,
};

/// Pairs of a recorded value and an answer that is the same.
fn equal() -> [(Value, Value); 8] {
    [
        (json!({ "$decimal": "1.50" }), json!({ "$decimal": "1.5" })),
        (json!(0.1), json!(0.1 + 1e-16)),
        (
            json!({ "$datetime": "2024-03-10T01:00:00-05:00" }),
            json!({ "$datetime": "2024-03-10T06:00:00+00:00" }),
        ),
        (
            json!({ "$datetime": "2024-03-10T06:00:00" }),
            json!({ "$datetime": "2024-03-10T06:00:00+00:00" }),
        ),
        (
            json!({ "$datetime": "1900-03-10T11:41:16+05:41:16" }),
            json!({ "$datetime": "1900-03-10T06:00:00+00:00" }),
        ),
        (
            json!({ "$datetime": "1900-03-10T05:34:58.500000-00:25:02" }),
            json!({ "$datetime": "1900-03-10T06:00:00.5+00:00" }),
        ),
        (json!({ "a": 1, "b": null }), json!({ "b": null, "a": 1 })),
        (json!([1, "x", null]), json!([1, "x", null])),
    ]
}

/// Pairs that differ.
fn different() -> [(Value, Value); 10] {
    [
        (json!({ "$decimal": "1.50" }), json!({ "$decimal": "1.51" })),
        (json!({ "$decimal": "2" }), json!(2)),
        (
            json!({ "$datetime": "1900-03-10T11:41:16+05:41:17" }),
            json!({ "$datetime": "1900-03-10T06:00:00+00:00" }),
        ),
        (json!(0.1), json!(0.1 + 1e-9)),
        (json!(1), json!(1.0)),
        (json!(1), json!(true)),
        (json!("a"), json!("a ")),
        (json!({ "$date": "2024-03-10" }), json!({ "$datetime": "2024-03-10T00:00:00+00:00" })),
        (json!({ "$model": "shop.Book", "pk": 1 }), json!({ "$model": "shop.Book", "pk": 2 })),
        (json!({ "a": 1 }), json!({ "a": 1, "b": null })),
    ]
}

fn recorded(kind: Kind, ordered: bool, result: Value) -> Recorded {
    let Value::Array(result) = result else { panic!("a list") };
    let (name, group, django_expr) = (String::new(), String::new(), String::new());
    Recorded { name, group, django_expr, num_queries: 1, sql: None, kind, ordered, result }
}

pub fn values() -> Result<(), Failed> {
    let is = |(theirs, ours): &(Value, Value)| {
        compare::is_recorded(&recorded(Kind::Scalar, true, json!([theirs])), ours)
    };
    let faults = equal().into_iter().filter(|it| !is(it)).chain(different().into_iter().filter(is));
    let faults: Vec<_> = faults.map(|(a, b)| format!("{a} and {b}")).collect();
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n").into()) }
}

pub fn rows() -> Result<(), Failed> {
    let bag = recorded(Kind::Rows, false, json!([1, 1, 2]));
    let list = recorded(Kind::Rows, true, json!([1, 1, 2]));
    let right = compare::is_recorded(&bag, &json!([2, 1, 1]))
        && compare::is_recorded(&list, &json!([1, 1, 2]));
    let wrong = [json!([1, 2, 2]), json!([1, 2]), json!([1, 1, 2, 2]), json!(1)];
    let wrong = wrong.iter().any(|it| compare::is_recorded(&bag, it))
        || compare::is_recorded(&list, &json!([2, 1, 1]));
    if right && !wrong { Ok(()) } else { Err("rows are not compared as said".into()) }
}

pub fn kinds_of_errors() -> Result<(), Failed> {
    let late: Error = QuerySet::<Author>::new()
        .slice(..1)
        .reverse()
        .to_sql(queryset::dialect::Dialect::Sqlite)
        .expect_err("a slice is not reversed");
    let others = ["DoesNotExist", "IntegrityError", "NotSupportedError", "DataError", "Nonsense"];
    let right = errors::is("TypeError", &late) && !others.iter().any(|it| errors::is(it, &late));
    let text = Lookups::allow(["age"])
        .parse([("age", "old")])
        .and_then(|it| {
            QuerySet::<Author>::new().complex_filter(it).to_sql(queryset::dialect::Dialect::Sqlite)
        })
        .expect_err("no number");
    let right =
        right && errors::is("ValidationError", &text) && !errors::is("ValidationError", &late);
    if right { Ok(()) } else { Err(format!("{:?} is taken for another error", late.kind()).into()) }
}

/// Tables that a statement writes to, and what it only reads.
pub fn tables_that_are_written() -> Result<(), Failed> {
    let statements: [(&str, &[&str]); 9] = [
        ("INSERT INTO shop_book (name) VALUES ('x')", &["shop_book"]),
        ("insert into public.shop_book(name) select name from shop_author", &["shop_book"]),
        (
            r#"INSERT INTO "shop_book" ("id") VALUES ($1) ON CONFLICT DO UPDATE SET "id" = 1"#,
            &["shop_book"],
        ),
        (
            "INSERT IGNORE INTO `shop_book` VALUES (1) ON DUPLICATE KEY UPDATE `id` = 1",
            &["shop_book"],
        ),
        ("UPDATE shop_book SET pages = 1", &["shop_book"]),
        ("UPDATE ONLY \"shop_book\" SET pages = 1", &["shop_book"]),
        ("DELETE FROM shop_book;", &["shop_book"]),
        (
            "WITH gone AS (DELETE FROM shop_book RETURNING id) INSERT INTO shop_log SELECT id FROM gone",
            &["shop_book", "shop_log"],
        ),
        ("SELECT * FROM shop_book FOR UPDATE", &[]),
    ];
    let wrong = statements.iter().find(|(sql, tables)| heard::written_by(sql) != *tables);
    wrong.map_or(Ok(()), |(sql, _)| Err(format!("{sql}: {:?}", heard::written_by(sql)).into()))
}
