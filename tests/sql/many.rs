//! Statements that take many rows.

use queryset::{
    compiler::{Compiled, compile_inserts, compile_updates},
    model::ModelMeta,
    prelude::*,
    query::{Conflict, InsertMany, Query, UpdateMany},
    value::Value,
};

use crate::library::{Author, Book, City};

const DIALECTS: [Dialect; 4] =
    [Dialect::Postgres, Dialect::Sqlite, Dialect::Mysql, Dialect::Mariadb];

fn inserts(
    rows: &[Vec<Option<Value>>],
    conflict: &Conflict,
    returning: &[&'static str],
    model: &'static ModelMeta,
) -> String {
    let line = |dialect| {
        let (rows, conflict) = (rows.to_vec(), conflict.clone());
        let insert = InsertMany { model, rows, conflict, returning: returning.to_vec() };
        compile_inserts(insert, dialect).unwrap().sql.to_string()
    };
    DIALECTS.map(line).join("\n")
}

fn updates(query: &Query, fields: &[&'static str], rows: &[Vec<Value>]) -> String {
    let line = |dialect| {
        let (query, rows) = (query.clone(), rows.to_vec());
        match compile_updates(UpdateMany { query, fields: fields.to_vec(), rows }, dialect) {
            Ok(Compiled::Statement(statement)) => statement.sql.to_string(),
            Ok(Compiled::Empty) => "nothing".to_owned(),
            Err(error) => format!("refused: {error}"),
        }
    };
    DIALECTS.map(line).join("\n")
}

/// An author, with a key or without.
fn author(key: Option<i64>, name: &str) -> Vec<Option<Value>> {
    let age = Value::Null(queryset::value::Type::Integer);
    vec![key.map(Value::BigInteger), Some(Value::Text(name.to_owned())), Some(age)]
}

#[test]
fn rows_are_an_array_for_each_column_or_a_value_each() {
    let rows = [author(None, "Ann"), author(None, "Bob")];
    insta::assert_snapshot!(inserts(&rows, &Conflict::Fail, &["id"], Author::meta()), @r#"
    INSERT INTO "library_author" ("name", "age") SELECT c1, c2 FROM unnest($1::text[], $2::integer[]) WITH ORDINALITY AS queryset_given (c1, c2, place) ORDER BY place RETURNING "id"
    INSERT INTO "library_author" ("name", "age") VALUES (?, ?), (?, ?) RETURNING "id"
    INSERT INTO `library_author` (`name`, `age`) VALUES (?, ?), (?, ?)
    INSERT INTO `library_author` (`name`, `age`) VALUES (?, ?), (?, ?) RETURNING `id`
    "#);
    let rows = [author(Some(7), "Ann"), author(Some(5), "Bob")];
    insta::assert_snapshot!(inserts(&rows, &Conflict::Fail, &[], Author::meta()), @r#"
    INSERT INTO "library_author" ("id", "name", "age") SELECT * FROM unnest($1::bigint[], $2::text[], $3::integer[])
    INSERT INTO "library_author" ("id", "name", "age") VALUES (?, ?, ?), (?, ?, ?)
    INSERT INTO `library_author` (`id`, `name`, `age`) VALUES (?, ?, ?), (?, ?, ?)
    INSERT INTO `library_author` (`id`, `name`, `age`) VALUES (?, ?, ?), (?, ?, ?)
    "#);
}

#[test]
fn the_number_of_rows_does_not_reach_the_text_where_columns_are_arrays() {
    let of = |rows: usize| {
        let rows = vec![author(None, "x"); rows];
        let insert =
            InsertMany { model: Author::meta(), rows, conflict: Conflict::Fail, returning: vec![] };
        compile_inserts(insert, Dialect::Postgres).unwrap()
    };
    assert_eq!(of(1).sql, of(70_000).sql);
    assert_eq!(of(70_000).binds.len(), 2);
}

#[test]
fn what_some_rows_leave_out_is_the_default() {
    let rows = [author(Some(7), "Ann"), author(None, "Bob")];
    insta::assert_snapshot!(inserts(&rows, &Conflict::Fail, &[], Author::meta()), @r#"
    INSERT INTO "library_author" ("id", "name", "age") VALUES ($1, $2, $3), (DEFAULT, $4, $5)
    INSERT INTO "library_author" ("id", "name", "age") VALUES (?, ?, ?), (NULL, ?, ?)
    INSERT INTO `library_author` (`id`, `name`, `age`) VALUES (?, ?, ?), (DEFAULT, ?, ?)
    INSERT INTO `library_author` (`id`, `name`, `age`) VALUES (?, ?, ?), (DEFAULT, ?, ?)
    "#);
    let rows = [vec![None; 3], vec![None; 3]];
    insta::assert_snapshot!(inserts(&rows, &Conflict::Fail, &["id"], Author::meta()), @r#"
    INSERT INTO "library_author" ("id") VALUES (DEFAULT), (DEFAULT) RETURNING "id"
    INSERT INTO "library_author" ("id") VALUES (NULL), (NULL) RETURNING "id"
    INSERT INTO `library_author` (`id`) VALUES (DEFAULT), (DEFAULT)
    INSERT INTO `library_author` (`id`) VALUES (DEFAULT), (DEFAULT) RETURNING `id`
    "#);
}

#[test]
fn a_conflict_is_ignored_or_updates() {
    let rows = [vec![Some(Value::Text("DEN".to_owned())), Some(Value::Integer(5_280))]];
    insta::assert_snapshot!(inserts(&rows, &Conflict::Ignore, &[], City::meta()), @r#"
    INSERT INTO "library_city" ("code", "altitude") SELECT * FROM unnest($1::text[], $2::integer[]) ON CONFLICT DO NOTHING
    INSERT INTO "library_city" ("code", "altitude") VALUES (?, ?) ON CONFLICT DO NOTHING
    INSERT INTO `library_city` (`code`, `altitude`) VALUES (?, ?) ON DUPLICATE KEY UPDATE `code` = `library_city`.`code`
    INSERT INTO `library_city` (`code`, `altitude`) VALUES (?, ?) ON DUPLICATE KEY UPDATE `code` = `library_city`.`code`
    "#);
    let update = Conflict::Update { fields: vec!["altitude"], unique: vec!["code"] };
    insta::assert_snapshot!(inserts(&rows, &update, &[], City::meta()), @r#"
    INSERT INTO "library_city" ("code", "altitude") SELECT * FROM unnest($1::text[], $2::integer[]) ON CONFLICT ("code") DO UPDATE SET "altitude" = EXCLUDED."altitude"
    INSERT INTO "library_city" ("code", "altitude") VALUES (?, ?) ON CONFLICT ("code") DO UPDATE SET "altitude" = EXCLUDED."altitude"
    INSERT INTO `library_city` (`code`, `altitude`) VALUES (?, ?) AS queryset_given ON DUPLICATE KEY UPDATE `altitude` = queryset_given.`altitude`
    INSERT INTO `library_city` (`code`, `altitude`) VALUES (?, ?) ON DUPLICATE KEY UPDATE `altitude` = VALUES(`altitude`)
    "#);
}

#[test]
fn rows_of_an_update_are_joined_or_stand_behind_conditions() {
    let row = |key, name: &str| vec![Value::BigInteger(key), Value::Text(name.to_owned())];
    let rows = [row(7, "Ann"), row(5, "Bob")];
    let mut query = Query::new(Author::meta());
    insta::assert_snapshot!(updates(&query, &["name"], &rows), @r#"
    UPDATE "library_author" SET "name" = queryset_given.column2 FROM unnest($1::bigint[], $2::text[]) AS queryset_given (column1, column2) WHERE "library_author"."id" = queryset_given.column1
    UPDATE "library_author" SET "name" = queryset_given.column2 FROM (VALUES (?, ?), (?, ?)) AS queryset_given WHERE "library_author"."id" = queryset_given.column1
    UPDATE `library_author` SET `name` = CASE WHEN `library_author`.`id` = ? THEN ? WHEN `library_author`.`id` = ? THEN ? END WHERE (`library_author`.`id` = ? OR `library_author`.`id` = ?)
    UPDATE `library_author` SET `name` = CASE WHEN `library_author`.`id` = ? THEN ? WHEN `library_author`.`id` = ? THEN ? END WHERE (`library_author`.`id` = ? OR `library_author`.`id` = ?)
    "#);
    query.empty = true;
    assert_eq!(updates(&query, &["name"], &rows), ["nothing"; 4].join("\n"));
}

#[test]
fn the_values_of_a_row_are_those_of_its_columns() {
    let insert = |rows| InsertMany {
        model: Author::meta(),
        rows,
        conflict: Conflict::Fail,
        returning: Vec::new(),
    };
    let statement = compile_inserts(insert(vec![author(None, "Ann")]), Dialect::Sqlite).unwrap();
    assert_eq!(format!("{:?}", statement.binds), r#"["Ann", NULL]"#);
    let statement = compile_inserts(insert(vec![author(None, "Ann")]), Dialect::Postgres).unwrap();
    assert_eq!(format!("{:?}", statement.binds), r#"[["Ann"], [NULL]]"#);
    let mixed = vec![author(Some(7), "Ann"), vec![None, None, Some(Value::Text("old".into()))]];
    let error = compile_inserts(insert(mixed), Dialect::Postgres).unwrap_err();
    assert_eq!((error.kind(), error.field()), (ErrorKind::InvalidValue, Some("age")));
    assert!(
        error.to_string().contains("a column of 32-bit integer is given a value of type text"),
        "{error}"
    );
    let update = UpdateMany {
        query: Query::new(Book::meta()),
        fields: vec!["pages"],
        rows: vec![vec![Value::BigInteger(1), Value::BigInteger(i64::MAX)]],
    };
    for dialect in DIALECTS {
        let error = compile_updates(update.clone(), dialect).unwrap_err();
        assert_eq!((error.kind(), error.field()), (ErrorKind::InvalidValue, Some("pages")));
    }
}
